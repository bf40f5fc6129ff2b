"""Doubtful pairs: the queue, and one pair with its evidence. Values are the gate's to show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.db.models.query import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.ledger.load import canonical_of
from linli.rosters.models import Doubt
from linli.rosters.states import OPEN_DOUBTS, DoubtState

ORDER = ("-weight", "id")


@dataclass(frozen=True, slots=True)
class DoubtView:
    """One pair. `one` is the older record; `shown` maps both to the subjects they are shown under now."""

    id: UUID
    one: UUID
    other: UUID
    shown: dict[UUID, UUID]
    weight: float
    evidence: tuple[tuple[str, str, float], ...]
    two_numbers: bool
    state: DoubtState
    is_first: bool
    first_label: str
    first_at: datetime | None
    decided_at: datetime | None
    why: str
    division_code: str
    roster_id: UUID | None
    place: int
    total: int


def doubts(scope: Scope, state: str = "") -> QuerySet[Doubt]:
    """Pairs in scope, the likeliest first; by default those that wait for a judgement."""
    rows = Doubt.objects.in_scope(scope)
    rows = rows.filter(state=state) if state else rows.filter(state__in=OPEN_DOUBTS)
    return rows.order_by(*ORDER)


def open_doubts_count(scope: Scope) -> int:
    """How many pairs wait. One query."""
    return Doubt.objects.in_scope(scope).filter(state__in=OPEN_DOUBTS).count()


def doubt_view(doubt_id: UUID, *, by: Actor) -> DoubtView:
    """One pair with its place in the queue. Raises NotFound outside scope. Three queries."""
    row = Doubt.objects.in_scope(by.scope).filter(pk=doubt_id).first()
    if row is None:
        raise NotFound("rosters.doubt_unknown", _("没有这一对，或者它不在您的管辖范围内。"))
    queue = Doubt.objects.in_scope(by.scope).filter(state__in=OPEN_DOUBTS)
    before = queue.filter(Q(weight__gt=row.weight) | Q(weight=row.weight, id__lt=row.pk)).count()
    return DoubtView(
        id=row.pk,
        one=row.one,
        other=row.other,
        shown=canonical_of([row.one, row.other]),
        weight=row.weight,
        evidence=tuple((comparison, level, weight) for comparison, level, weight in row.evidence),
        two_numbers=row.two_numbers,
        state=DoubtState(row.state),
        is_first=by.account_id is not None and row.first_account_id == by.account_id,
        first_label=row.first_label,
        first_at=row.first_at,
        decided_at=row.decided_at,
        why=row.why,
        division_code=row.division_code,
        roster_id=row.roster_id,
        place=before + 1,
        total=queue.count(),
    )


def next_doubt(scope: Scope, *, after: DoubtView | None = None, back: bool = False) -> UUID | None:
    """The next open pair behind (or before) one; the first of the queue when there is none."""
    rows = Doubt.objects.in_scope(scope).filter(state__in=OPEN_DOUBTS)
    if after is not None and back:
        before = rows.filter(Q(weight__gt=after.weight) | Q(weight=after.weight, id__lt=after.id))
        found = before.order_by("weight", F("id").desc()).values_list("id", flat=True).first()
        return found or rows.order_by("weight", F("id").desc()).values_list("id", flat=True).first()
    if after is not None:
        behind = rows.filter(Q(weight__lt=after.weight) | Q(weight=after.weight, id__gt=after.id))
        found = behind.order_by(*ORDER).values_list("id", flat=True).first()
        if found is not None:
            return found
    return rows.order_by(*ORDER).values_list("id", flat=True).first()
