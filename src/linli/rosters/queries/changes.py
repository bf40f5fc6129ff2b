"""Changes in life that sources report and that wait for somebody to accept them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models.query import QuerySet

from linli.base.scope import Scope
from linli.register.models import Person
from linli.rosters.models import LifeChange
from linli.rosters.states import ChangeKind, ChangeState

EVERYWHERE = Scope("")  # a partner may live anywhere in the district


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change. What was said before and what is said now are masked."""

    id: UUID
    subject: UUID
    other: UUID | None
    kind: ChangeKind
    element: str
    before: str
    after: str
    since: date
    source: str
    roster_id: UUID
    roster_name: str
    state: ChangeState
    made_at: datetime
    decided_at: datetime | None
    why: str


def changes(scope: Scope, state: str = ChangeState.OPEN) -> QuerySet[LifeChange]:
    """Changes in scope with their rosters, the oldest first."""
    rows = LifeChange.objects.in_scope(scope).filter(state=state).select_related("roster")
    return rows.order_by("made_at", "id")


def open_changes_count(scope: Scope) -> int:
    """How many wait. One query."""
    return LifeChange.objects.in_scope(scope).filter(state=ChangeState.OPEN).count()


def partners(rows: Iterable[LifeChange]) -> dict[UUID, str]:
    """Masked names of the people whom changes name beside their own person. One query."""
    wanted = [row.other for row in rows if row.kind == ChangeKind.MARRIED and row.other]
    found = Person.objects.in_scope(EVERYWHERE).filter(pk__in=wanted)
    return dict(found.values_list("id", "name_mask"))


def line_of(row: LifeChange) -> ChangeLine:
    """A row as it is listed."""
    return ChangeLine(
        id=row.pk,
        subject=row.subject,
        other=row.other,
        kind=ChangeKind(row.kind),
        element=row.element,
        before=row.before_mask,
        after=row.after_mask,
        since=row.since,
        source=row.roster.source,
        roster_id=row.roster_id,
        roster_name=row.roster.name,
        state=ChangeState(row.state),
        made_at=row.made_at,
        decided_at=row.decided_at,
        why=row.why,
    )
