"""The form in which the current answers of a return are kept in one piece, and how they are read back.

    {"times": [iso, ...], "values": {question: [plain, time, way, note]}, "groups": {group: {row: {column: plain}}}}

`time` is an index into `times`; trailing parts that say nothing (way "" means the question's own way) are left out.
Plain forms are those of `linli.core.questionnaire.encode_value`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from linli.core.questionnaire import (
    Completeness,
    Field,
    FieldType,
    Questionnaire,
    Value,
    completeness,
    decode_value,
    encode_value,
)

Payload = dict[str, Any]
EMPTY: Payload = {"times": [], "values": {}, "groups": {}}


class Answer(NamedTuple):
    """One answer: its value, where it comes from ("" when nothing was noted), when it was recorded, by which way."""

    value: Value
    source: str
    recorded_at: datetime
    way: str


class Cell(NamedTuple):
    """One current value of a return, typed: the common form between table, payload and page."""

    group: str
    row: int
    question: str
    value: Value
    recorded_at: datetime
    way: str
    note: str


@dataclass(frozen=True)
class Answers:
    """All answers of a return. Rows of a group are (row number, values by column), in order of their numbers."""

    values: Mapping[str, Answer] = field(default_factory=dict)
    groups: Mapping[str, tuple[tuple[int, Mapping[str, Value]], ...]] = field(default_factory=dict)

    def plain(self) -> dict[str, Value]:
        """The single answers without where they come from."""
        return {code: answer.value for code, answer in self.values.items()}

    def completeness(self, questionnaire: Questionnaire) -> Completeness:
        """How much is answered."""
        return completeness(questionnaire, self.plain(), self.groups)


def columns_of(field: Field, value: Value | None) -> tuple[Decimal | None, str, date | None]:
    """The three value columns (number, text, day) of a typed value; None empties all of them."""
    if value is None:
        return None, "", None
    if isinstance(value, bool):
        return None, "yes" if value else "no", None
    if isinstance(value, int | Decimal):
        return Decimal(value), "", None
    return (None, "", value) if isinstance(value, date) else (None, value, None)


def typed(type_: FieldType, number: Decimal | None, text: str, day: date | None) -> Value | None:
    """The typed value behind the three columns; None when all are empty."""
    if number is not None:
        return int(number) if type_ is FieldType.INTEGER else number.normalize() + 0
    if day is not None:
        return day
    if not text:
        return None
    return text == "yes" if type_ is FieldType.YES_NO else text


def payload_of(questionnaire: Questionnaire, cells: Iterable[Cell]) -> Payload:
    """The current values of one return in one piece."""
    times: dict[str, int] = {}
    values: dict[str, list[Any]] = {}
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in sorted(cells):
        if cell.group:
            row = groups.setdefault(cell.group, {}).setdefault(str(cell.row), {})
            row[cell.question] = encode_value(cell.value)
            continue
        asked = questionnaire.questions.get(cell.question)
        way = "" if asked is None or cell.way == asked.way else cell.way
        time = times.setdefault(cell.recorded_at.astimezone(UTC).isoformat(), len(times))
        entry = [encode_value(cell.value), time, way, cell.note]
        while entry[-1] == "":
            entry.pop()
        values[cell.question] = entry
    return {"times": list(times), "values": values, "groups": groups}


def answers_in(questionnaire: Questionnaire, payload: Mapping[str, Any]) -> Answers:
    """The answers behind a payload. Questions that the questionnaire no longer has are left out."""
    times = [datetime.fromisoformat(text) for text in payload["times"]]
    values: dict[str, Answer] = {}
    questions = questionnaire.questions
    for code, entry in payload["values"].items():
        asked = questions.get(code)
        if asked is None:
            continue
        way = entry[2] if len(entry) > 2 and entry[2] else asked.way.value
        note = entry[3] if len(entry) > 3 else ""
        values[code] = Answer(decode_value(asked.type, entry[0]), note, times[entry[1]], way)
    return Answers(values, _groups_in(questionnaire, payload["groups"]))


def _groups_in(
    questionnaire: Questionnaire, plain: Mapping[str, Any]
) -> dict[str, tuple[tuple[int, Mapping[str, Value]], ...]]:
    groups: dict[str, tuple[tuple[int, Mapping[str, Value]], ...]] = {}
    for code, group in questionnaire.groups.items():
        types = {column.code: column.type for column in group.columns}
        rows = sorted((int(number), cells) for number, cells in plain.get(code, {}).items())
        groups[code] = tuple(
            (number, {name: decode_value(types[name], cell) for name, cell in cells.items() if name in types})
            for number, cells in rows
        )
    return groups
