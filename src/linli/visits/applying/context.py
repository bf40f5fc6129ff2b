"""What is known of an entry while it is applied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.core.sync import Outcome, Reason
from linli.visits import rules
from linli.visits.models import CollectedValue, Device


class NotUsable(Exception):
    """The entry cannot be used as it is: it is set aside for this reason, and nothing of it is written.

    `note` says which item it is about, never a value.
    """

    def __init__(self, reason: Reason, note: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.note = note


@dataclass(frozen=True, slots=True)
class Incoming:
    """An open entry: from which phone, whose, made when, arrived when. `by` is the officer in their grid."""

    envelope_id: UUID
    entry_id: UUID
    device: Device
    by: Actor
    at: datetime
    made_at: datetime | None
    body: bytes
    is_decided: bool = False
    """Somebody in the community has looked at it: then it may be of another grid or of a task that has ended."""

    @property
    def day(self) -> date:
        """The day of the visit; the day of arrival where the phone's clock is not believed."""
        return timezone.localtime(self.made_at or self.at).date()

    @property
    def place(self) -> str:
        """The grid; the whole community once somebody there has decided."""
        return self.code if self.is_decided else self.device.place

    @property
    def district(self) -> str:
        """The first six digits."""
        return self.device.district

    @property
    def code(self) -> str:
        """The community of the grid."""
        return rules.code_of(self.device.place)


@dataclass(slots=True)
class Applied:
    """What came of it, and the rows to be written beside the envelope once that is there."""

    outcome: Outcome
    household: UUID | None = None
    rows: list[object] = field(default_factory=list)


def save_rows(rows: Sequence[object]) -> None:
    """Values first: what a person has to decide points to them."""
    for row in sorted(rows, key=lambda row: not isinstance(row, CollectedValue)):
        assert isinstance(row, Model)
        row.save(force_insert=True)
