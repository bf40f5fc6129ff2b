"""Requests for correction, for the resident and for whoever answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.rights.models import Correction
from linli.rights.sealing import unseal
from linli.rights.states import CorrectionState

EVERYWHERE = Scope("")


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One request. What the resident wrote is not in it: `words_of` opens that for one request at a time."""

    id: UUID
    subject_id: UUID
    division_code: str
    element: str
    state: CorrectionState
    asked_at: datetime
    due_date: date
    decided_at: datetime | None
    decided_label: str
    answer: str


@dataclass(frozen=True, slots=True)
class CorrectionWords:
    """What the resident wrote; `is_erased` when that was destroyed with the value it was about."""

    wish: str
    grounds: str
    is_erased: bool = False


FIELDS = (
    "id",
    "subject_id",
    "division_code",
    "element",
    "state",
    "asked_at",
    "due_date",
    "decided_at",
    "decided_label",
    "answer",
)


def corrections_of(account_id: UUID | None) -> tuple[CorrectionLine, ...]:
    """What one resident has asked for, latest first. One query."""
    rows = Correction.objects.in_scope(EVERYWHERE).filter(asked_by=account_id).exclude(asked_by=None)
    return tuple(_line(row) for row in rows.order_by("-asked_at", "-id").values_list(*FIELDS))


def corrections_to_answer(by: Actor) -> QuerySet[Correction]:
    """Open requests of the acting post's place first, the most urgent on top; then the answered ones."""
    is_open = Case(
        When(state=CorrectionState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return Correction.objects.in_scope(by.scope).annotate(rank=is_open).order_by("rank", "due_date", "id")


def correction(correction_id: UUID, scope: Scope) -> CorrectionLine | None:
    """One request in scope; None when there is none."""
    row = Correction.objects.in_scope(scope).filter(pk=correction_id).values_list(*FIELDS).first()
    return _line(row) if row else None


def words_of(correction_id: UUID, scope: Scope) -> CorrectionWords:
    """What the resident wrote; empty when they have been deleted since, or the words' own time is over."""
    row = Correction.objects.in_scope(scope).get(pk=correction_id)
    return CorrectionWords(
        unseal(row.subject_id, "rights.wish", row.wish_sealed),
        unseal(row.subject_id, "rights.grounds", row.grounds_sealed),
        row.erased_at is not None,
    )


def open_elements(subjects: Iterable[UUID]) -> frozenset[tuple[UUID, str]]:
    """(subject, element) with an open request. One query."""
    rows = Correction.objects.in_scope(EVERYWHERE).filter(
        subject_id__in=list(subjects), state=CorrectionState.OPEN
    )
    return frozenset(rows.order_by().values_list("subject_id", "element"))


def _line(row: tuple[Any, ...]) -> CorrectionLine:
    values = dict(zip(FIELDS, row, strict=True))
    return CorrectionLine(**{**values, "state": CorrectionState(values["state"])})
