"""What the gate hands out: values under their masks, each with where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from linli.base.reading.states import Act, Guarded
from linli.register.states import SubjectKind


class Shown(NamedTuple):
    """One value. `text` is masked unless `is_whole`; codes stay codes. `objects` are subjects that a link points to.

    `is_disputed` says that sources disagree. Source, entry and days are empty on list pages.
    """

    element: str
    text: str
    is_whole: bool
    is_disputed: bool = False
    source: str = ""
    method: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    recorded_at: datetime | None = None
    entry: UUID | None = None
    objects: tuple[UUID, ...] = ()
    fact: UUID | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class SubjectRead:
    """One subject with the values asked for. `withheld` names the class that needs an approval; then no values."""

    subject: UUID
    kind: SubjectKind
    place: str
    age_class: Guarded | None
    values: Mapping[str, Shown] = field(default_factory=dict)
    withheld: frozenset[Guarded] = frozenset()

    def text(self, element: str) -> str:
        """The text of one element; empty when nothing is held."""
        shown = self.values.get(element)
        return shown.text if shown else ""


@dataclass(frozen=True, slots=True)
class Readout:
    """The answer to one read, in the order asked. `readings` are the rows of the log that it left."""

    act: Act
    at: datetime
    subjects: tuple[SubjectRead, ...]
    readings: tuple[UUID, ...]
    under_break_glass: bool = False

    @property
    def only(self) -> SubjectRead:
        """The one subject of a read that asked for one."""
        (one,) = self.subjects
        return one

    @property
    def withheld(self) -> int:
        """How many rows of a list need an approval."""
        return sum(bool(one.withheld) for one in self.subjects)
