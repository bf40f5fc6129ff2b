"""Merges of a place: who was found to be whom, as pseudonyms, by whose decision, and whether it still holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from linli.base.scope import Scope
from linli.register.models import Merge
from linli.register.states import SubjectKind


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge. `reasons` are codes of what agreed; there is no value in it."""

    id: UUID
    kind: SubjectKind
    kept: UUID
    gone: UUID
    weight: float | None
    reasons: tuple[str, ...]
    by: str
    merged_at: datetime
    ended_at: datetime | None
    ended_by: str
    ended_why: str


FIELDS = (
    "id",
    "kept__kind",
    "kept_id",
    "gone_id",
    "weight",
    "reasons",
    "merged_label",
    "merged_at",
    "ended_at",
    "ended_label",
    "ended_why",
)


def merges_page(scope: Scope, *, number: Any, size: int) -> Page[MergeLine]:
    """The merges of a place, latest first."""
    rows = Merge.objects.in_scope(scope).order_by("-merged_at", "-id").values_list(*FIELDS)
    page = Paginator(rows, size).get_page(number)
    page.object_list = [_line(row) for row in page.object_list]
    return page


def merge_line(merge_id: UUID, scope: Scope) -> MergeLine | None:
    """One merge in scope."""
    row = Merge.objects.in_scope(scope).filter(pk=merge_id).values_list(*FIELDS).first()
    return _line(row) if row else None


def _line(row: tuple[Any, ...]) -> MergeLine:
    id_, kind, kept, gone, weight, reasons, *rest = row
    return MergeLine(id_, SubjectKind(kind), kept, gone, weight, tuple(map(str, reasons)), *rest)
