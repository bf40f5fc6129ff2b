"""One answer as it stands in the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from linli.core.questionnaire import Field, FieldType, Group, Question
from linli.surveys.fields import language, typed_text, unit_words, worded
from linli.surveys.models.value import WAYS
from linli.surveys.queries.values import Held, Key
from linli.surveys.states import Means

WAY_WORDS = {way.value: words for way, words in WAYS}
INPUTS = {
    FieldType.DATE: "date",
    FieldType.MONTH: "month",
    FieldType.TEXT: "textarea",
    FieldType.CHOICE: "select",
    FieldType.YES_NO: "select",
}


@dataclass(slots=True)
class Entered:
    """What somebody sent that was not simply taken: texts as typed, what is wrong, what collided (by field name)."""

    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Held] = field(default_factory=dict)

    def mentions(self, prefix: str) -> bool:
        """Something was sent for a name that starts so."""
        return any(name.startswith(prefix) for name in self.texts)

    def rename(self, before: str, after: str) -> None:
        """Move what was sent for one row to the number that the row got."""
        kept: tuple[dict[str, Any], ...] = (self.texts, self.errors, self.conflicts)
        for texts in kept:
            for name in [name for name in texts if name.startswith(before)]:
                texts[after + name.removeprefix(before)] = texts.pop(name)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a drop-down."""

    code: str
    words: str
    selected: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One input. `base` is the version it shows; `theirs` is what somebody else saved meanwhile."""

    name: str
    label: str
    hint: str
    unit: str
    input: str
    numeric: str
    text: str
    options: tuple[Option, ...]
    required: bool
    base: int
    source: str
    way: str
    error: str
    theirs: str
    theirs_at: Any

    @property
    def base_name(self) -> str:
        """The hidden input that carries `base` (single questions only)."""
        return f"b-{self.name.removeprefix('q-')}"


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a group. `token` names its inputs, `mark` says which row and versions it shows."""

    token: str
    number: int
    mark: str
    cells: tuple[FieldView, ...]


def question_name(code: str) -> str:
    """The name of a question's input."""
    return f"q-{code}"


def cell_name(group: str, token: str, column: str) -> str:
    """The name of a cell's input."""
    return f"g-{group}-{token}-{column}"


def question_view(question: Question, held: Held | None, entered: Entered) -> FieldView:
    """The input of a single question."""
    return _view(question_name(question.code), question, held, entered, str(WAY_WORDS[question.way.value]))


def row_views(
    group: Group, held: Mapping[Key, Held], entered: Entered, *, blank: Sequence[str] = ()
) -> tuple[RowView, ...]:
    """The rows held, and blank ones under the tokens given."""
    numbers = sorted(
        {key[1] for key, found in held.items() if key[0] == group.code and found.value is not None}
    )
    return tuple(
        _row(group, token, number, held, entered)
        for token, number in [*((str(n), n) for n in numbers), *((token, 0) for token in blank)]
    )


def _row(group: Group, token: str, number: int, held: Mapping[Key, Held], entered: Entered) -> RowView:
    found = [held.get((group.code, number, column.code)) for column in group.columns]
    cells = tuple(
        _view(cell_name(group.code, token, column.code), column, now, entered, "")
        for column, now in zip(group.columns, found, strict=True)
    )
    return RowView(token, number, mark(number, found), cells)


def mark(number: int, held: Sequence[Held | None]) -> str:
    """`3:7.7.0`: row 3, whose columns are in versions 7, 7 and not there."""
    return f"{number}:" + ".".join(str(found.version if found else 0) for found in held)


def _view(name: str, asked: Field, held: Held | None, entered: Entered, way: str) -> FieldView:
    theirs = entered.conflicts.get(name)
    text = entered.texts.get(name, typed_text(asked, held.value if held else None))
    return FieldView(
        name=name,
        label=asked.label.of(language()),
        hint=asked.hint.of(language()) if asked.hint else "",
        unit=unit_words(asked),
        input=INPUTS.get(asked.type, "text"),
        numeric="numeric" if asked.type is FieldType.INTEGER else "decimal" if asked.type.is_number else "",
        text=text,
        options=_options(asked, text),
        required=asked.required,
        base=theirs.version if theirs else held.version if held else 0,
        source=_source(held),
        way=str(way),
        error=entered.errors.get(name, ""),
        theirs=worded(asked, theirs.value) if theirs else "",
        theirs_at=theirs.recorded_at if theirs else None,
    )


def _options(asked: Field, text: str) -> tuple[Option, ...]:
    if asked.type is FieldType.YES_NO:
        return (Option("yes", _("是"), text == "yes"), Option("no", _("否"), text == "no"))
    return tuple(Option(c.code, c.label.of(language()), c.code == text) for c in asked.choices)


def _source(held: Held | None) -> str:
    if held is None or held.value is None:
        return ""
    if held.note:
        return held.note
    return _("来自填报表") if held.means is Means.WORKBOOK else ""


def name_of(key: Key, tokens: Mapping[tuple[str, int], str]) -> str:
    """The input's name of an answer; `tokens` name rows that were new in the form."""
    group, row, code = key
    if not group:
        return question_name(code)
    return cell_name(group, tokens.get((group, row), str(row)), code)
