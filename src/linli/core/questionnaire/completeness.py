"""How much of a return is there, and whether it came in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linli.core.questionnaire.check import Rows
from linli.core.questionnaire.model import Questionnaire, Value


@dataclass(frozen=True, slots=True)
class Completeness:
    """`answered` of `asked`: a single question counts one; a group counts one, answered from its first row on.

    `required_missing` holds question codes, ``group`` for one with too few rows, and ``group.column:row``.
    """

    answered: int
    asked: int
    required_missing: tuple[str, ...]


def completeness(
    questionnaire: Questionnaire, values: Mapping[str, Value], groups: Mapping[str, Rows]
) -> Completeness:
    """Count what is answered and name what is required and missing."""
    missing: list[str] = []
    answered = 0
    for code, question in questionnaire.questions.items():
        if code in values:
            answered += 1
        elif question.required:
            missing.append(code)
    for code, group in questionnaire.groups.items():
        rows = groups.get(code, ())
        answered += bool(rows)
        if len(rows) < group.min_rows:
            missing.append(code)
        missing.extend(
            f"{code}.{column.code}:{number}"
            for number, cells in rows
            for column in group.columns
            if column.required and column.code not in cells
        )
    asked = len(questionnaire.questions) + len(questionnaire.groups)
    return Completeness(answered, asked, tuple(missing))


class TimelinessKind(StrEnum):
    """In time, late, or not handed in."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_IN = "not_in"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """`days`: how many days late; for a return that is not in, how many days overdue so far."""

    kind: TimelinessKind
    days: int = 0


def timeliness(*, submitted_date: date | None, closes_date: date, as_of: date) -> Timeliness:
    """The closing day itself is still in time."""
    if submitted_date is None or submitted_date > as_of:
        return Timeliness(TimelinessKind.NOT_IN, max(0, (as_of - closes_date).days))
    late = (submitted_date - closes_date).days
    return Timeliness(TimelinessKind.LATE, late) if late > 0 else Timeliness(TimelinessKind.ON_TIME)
