"""Break-glass sessions: the one that is open, and those a supervisor has to review."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import BreakGlass
from linli.base.reading.states import ReviewVerdict
from linli.base.workdays import Due, day_of, due_after


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session with what was read in it. `due` is the last day for its review."""

    id: UUID
    label: str
    place: str
    reach: str
    reason: str
    opened_at: datetime
    expires_at: datetime
    readings: int
    people: int
    due: Due
    verdict: ReviewVerdict | None
    words: str
    reviewed_label: str


def open_session(by: Actor, at: datetime) -> BreakGlass | None:
    """The session in which the account may read now; None when there is none or its time is over."""
    return BreakGlass.objects.filter(
        account_id=by.account_id or rules.NOBODY,
        post_id=by.post_id or rules.NOBODY,
        opened_at__lte=at,
        expires_at__gt=at,
    ).first()


def sessions_for(by: Actor, *, open_only: bool = False) -> tuple[SessionLine, ...]:
    """The sessions that `by` reviews; those not reviewed yet come first, oldest first."""
    rows = (
        BreakGlass.objects.in_scope(by.scope)
        .filter(role__in=rules.supervised_roles(by.role))
        .exclude(account_id=by.account_id or rules.NOBODY)
    )
    if open_only:
        rows = rows.filter(review__isnull=True)
    return _lines(rows.order_by(F("review__reviewed_at").asc(nulls_first=True), "opened_at", "id")[:100])


def overdue(today: date) -> int:
    """How many sessions nobody reviewed in time, as far as the calendar of working days reaches."""
    rows = BreakGlass.objects.filter(review__isnull=True).order_by("id").values_list("opened_at", flat=True)
    return sum(review_due(opened_at).is_past(today) for opened_at in rows)


def review_due(opened_at: datetime) -> Due:
    """The last day for the review of a session."""
    return due_after(day_of(opened_at), rules.REVIEW_WORKING_DAYS)


def _lines(rows: QuerySet[BreakGlass]) -> tuple[SessionLine, ...]:
    found = rows.annotate(
        read=Count("readings", distinct=True),
        seen=Count("readings__of__subject", distinct=True),
        verdict=F("review__verdict"),
        words=F("review__words"),
        reviewed_label=F("review__label"),
    )
    return tuple(_line(row, vars(row)) for row in found)


def _line(row: BreakGlass, told: dict[str, object]) -> SessionLine:
    return SessionLine(
        id=row.id,
        label=row.label,
        place=row.place,
        reach=row.reach,
        reason=row.reason,
        opened_at=row.opened_at,
        expires_at=row.expires_at,
        readings=int(str(told["read"])),
        people=int(str(told["seen"])),
        due=review_due(row.opened_at),
        verdict=ReviewVerdict(str(told["verdict"])) if told["verdict"] else None,
        words=str(told["words"] or ""),
        reviewed_label=str(told["reviewed_label"] or ""),
    )
