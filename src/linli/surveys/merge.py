"""Putting somebody's changes beside what holds now: what is written, what collides, what is refused.

Each change names the version of the answer it was made on. If nobody has written that answer since, it is taken. If
somebody has, it is taken only where both agree; otherwise it is a conflict, and the person gets both values.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from linli.core.questionnaire import Finding, Questionnaire, Severity, Value, Way, check_value
from linli.surveys.queries.values import Held, Key


class Write(NamedTuple):
    """One answer to be recorded; `value` None takes an answer out."""

    key: Key
    value: Value | None
    way: str
    note: str


@dataclass(frozen=True, slots=True)
class Change:
    """One answer as somebody wants it. `value` None takes it out; `base` is the version it was made on (0: none).

    `row` numbers the rows of a group; a negative number stands for a new row and gets the next free number. `way`
    None is the question's own way.
    """

    question: str
    value: Value | None
    base: int = 0
    group: str = ""
    row: int = 0
    way: Way | None = None
    note: str = ""

    @property
    def key(self) -> Key:
        """Where it goes."""
        return self.group, self.row, self.question


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed one answer: `mine` was not taken, `theirs` holds, with who wrote it and when."""

    key: Key
    mine: Value | None
    theirs: Held


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that was not taken: `finding` says why (None: there is no such question or no room for the row)."""

    key: Key
    value: Value | None
    finding: Finding | None


@dataclass(slots=True)
class Merge:
    """The outcome. `new_rows` maps the negative row numbers of the changes to the numbers they got."""

    writes: list[Write] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    new_rows: dict[tuple[str, int], int] = field(default_factory=dict)


def stale(changes: Iterable[Change], held: Mapping[Key, Held]) -> list[tuple[Key, int]]:
    """The (key, base version) of changes that were made on an older answer: their base values decide."""
    return [
        (change.key, change.base)
        for change in changes
        if change.base and change.key in held and held[change.key].version != change.base
    ]


def merge(
    questionnaire: Questionnaire,
    held: Mapping[Key, Held],
    changes: Sequence[Change],
    bases: Mapping[tuple[Key, int], Value | None],
) -> Merge:
    """Sort the changes. `bases` are the values behind `stale`."""
    out = Merge()
    numbers = _Numbers(questionnaire, held, out)
    for change in changes:
        if change.row < 0 and change.value is None:
            continue  # an empty cell of a new row
        asked = questionnaire.field(change.question, change.group)
        row = numbers.of(change)
        key = (change.group, row, change.question)
        if asked is None or row < 0 or (change.group == "") != (row == 0):
            out.rejected.append(Rejected(change.key, change.value, None))
            continue
        now = held.get(key)
        if _same(now, change):
            continue
        if now is not None and now.version != change.base:
            if (change.key, change.base) in bases and bases[change.key, change.base] == change.value:
                continue  # this person did not touch it; the other one's answer stands
            out.conflicts.append(Conflict(key, change.value, now))
            continue
        blocking = _blocking(asked, change.value)
        if blocking is not None:
            out.rejected.append(Rejected(key, change.value, blocking))
            continue
        way = change.way or getattr(asked, "way", None) or Way.RECORDS
        out.writes.append(Write(key, change.value, way.value, change.note))
    return out


def _same(now: Held | None, change: Change) -> bool:
    if now is None:
        return change.value is None
    return now.value == change.value and (not change.note or change.note == now.note)


def _blocking(asked: Any, value: Value | None) -> Finding | None:
    if value is None:
        return None
    found = check_value(asked, value)
    return next((finding for finding in found if finding.severity is Severity.BLOCK), None)


class _Numbers:
    """Gives new rows the next free number of their group; numbers are never used twice."""

    def __init__(self, questionnaire: Questionnaire, held: Mapping[Key, Held], out: Merge) -> None:
        self._out = out
        self._questionnaire = questionnaire
        self._last: dict[str, int] = {}
        self._filled: dict[str, set[int]] = {}
        for (group, row, _question), value in held.items():
            self._last[group] = max(self._last.get(group, 0), row)
            if value.value is not None:
                self._filled.setdefault(group, set()).add(row)

    def of(self, change: Change) -> int:
        """The row number of a change; -1 when the group has no room left."""
        group = self._questionnaire.groups.get(change.group)
        if group is None or change.value is None:
            return change.row
        filled = self._filled.setdefault(change.group, set())
        known = self._out.new_rows.get((change.group, change.row))
        row = known or (change.row if change.row > 0 else self._last.get(change.group, 0) + 1)
        if row not in filled and len(filled) >= group.max_rows:
            return -1
        filled.add(row)
        self._last[change.group] = max(self._last.get(change.group, 0), row)
        if change.row < 0:
            self._out.new_rows[change.group, change.row] = row
        return row
