"""Requests for correction as a work list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import ngettext

from linli.catalogue.queries import Catalogue
from linli.office.register.presenters.values import name_of
from linli.rights.states import CorrectionState


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One request in the list."""

    id: UUID
    name: str
    asked: date
    left: str
    late: bool
    state: str


def correction_rows(rows: Sequence[Any], known: Catalogue, today: date) -> list[CorrectionRow]:
    """Requests in the order of their deadlines."""
    return [
        CorrectionRow(
            id=row.pk,
            name=name_of(known.element(row.element), row.element),
            asked=timezone.localdate(row.asked_at),
            left=_left(row, today),
            late=row.state == CorrectionState.OPEN and row.due_date < today,
            state=str(CorrectionState(row.state).label),
        )
        for row in rows
    ]


def _left(row: Any, today: date) -> str:
    if row.state != CorrectionState.OPEN:
        return "—"
    days = (row.due_date - today).days
    if days < 0:
        return ngettext("已超 %(days)d 天", "已超 %(days)d 天", -days) % {"days": -days}
    return ngettext("还剩 %(days)d 天", "还剩 %(days)d 天", days) % {"days": days}
