"""What a form sends, read into changes: texts to typed answers, each on the version the page showed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.problems import Problem, problem_text
from linli.core.questionnaire import Field, Group, Questionnaire
from linli.office.surveys.presenters.fields import Entered, cell_name, question_name
from linli.surveys.fields import parse_answer
from linli.surveys.merge import Change

_TOKEN = re.compile(r"(?:\d{1,5}|n\d{1,5})\Z")
_MARK = re.compile(r"(\d{1,5}):(\d+(?:\.\d+)*)\Z")


@dataclass(slots=True)
class FormRead:
    """`changes` to be saved; `entered` holds what could not be read; `tokens` name new rows by (group, row)."""

    changes: list[Change] = field(default_factory=list)
    entered: Entered = field(default_factory=Entered)
    tokens: dict[tuple[str, int], str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


def read_form(questionnaire: Questionnaire, data: Mapping[str, str]) -> FormRead:
    """Read whatever of the form was sent: all of it, one field, or one row."""
    read = FormRead()
    for code, question in questionnaire.questions.items():
        name = question_name(code)
        if name in data:
            base = _number(data.get(f"b-{code}", ""))
            _take(read, question, name, data, Change(code, None, base))
    for group in questionnaire.groups.values():
        for token in _tokens(group, data):
            _row(read, group, token, data)
    return read


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _tokens(group: Group, data: Mapping[str, str]) -> Iterator[str]:
    prefix = f"r-{group.code}-"
    for name in data:
        token = name.removeprefix(prefix)
        if name.startswith(prefix) and _TOKEN.match(token):
            yield token


def _row(read: FormRead, group: Group, token: str, data: Mapping[str, str]) -> None:
    found = _MARK.match(data[f"r-{group.code}-{token}"])
    versions = [int(part) for part in found[2].split(".")] if found else []
    versions += [0] * (len(group.columns) - len(versions))
    number = int(found[1]) if found else 0
    row = number or -len(read.tokens) - 1
    if not number:
        read.tokens[group.code, row] = token
    elif str(number) != token:
        read.tokens[group.code, number] = token
    removed = f"d-{group.code}-{token}" in data
    for column, base in zip(group.columns, versions, strict=False):
        change = Change(column.code, None, base, group.code, row)
        if removed:
            read.changes.append(change)
            continue
        name = cell_name(group.code, token, column.code)
        if name in data:
            _take(read, column, name, data, change)


def _take(read: FormRead, asked: Field, name: str, data: Mapping[str, str], change: Change) -> None:
    read.names.append(name)
    if f"t-{name}" in data:
        return  # the person takes what somebody else saved
    text = data[name]
    try:
        value = parse_answer(asked, text)
    except CellProblem as problem:
        read.entered.texts[name] = text
        read.entered.errors[name] = words_of(problem)
        return
    read.changes.append(Change(change.question, value, change.base, change.group, change.row))


def words_of(problem: CellProblem) -> str:
    """Reason and remedy of a cell's problem."""
    text = problem_text(Problem("", "", 0, "", problem.code, problem.params))
    return f"{text.reason}{text.remedy}"
