"""The communities of a campaign as a list that filters and sorts in the database."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from linli.base.scope import Scope
from linli.core.questionnaire import TimelinessKind
from linli.surveys.models import Hold, Return
from linli.surveys.states import ReturnState

__all__ = ["SORTS", "campaign_holds", "open_returns", "return_rows"]

SORTS = {
    "code": ("division_code",),
    "name": ("name", "division_code"),
    "sub_district": ("sub_district_name", "division_code"),
    "state": ("state", "division_code"),
    "answered": ("answered", "division_code"),
    "missing": ("required_missing", "division_code"),
    "submitted": ("submitted_at", "division_code"),
}


def return_rows(
    campaign_id: UUID,
    *,
    scope: Scope,
    closes_date: date,
    state: str = "",
    timeliness: str = "",
    words: str = "",
    sort: str = "code",
) -> QuerySet[Return]:
    """Returns in scope, filtered; `words` are part of a name or the start of a code; `sort` may begin with "-"."""
    rows = Return.objects.in_scope(scope).filter(campaign_id=campaign_id)
    if state in ReturnState.values:
        rows = rows.filter(state=state)
    if timeliness in set(TimelinessKind):
        rows = rows.filter(_timely(TimelinessKind(timeliness), closes_date))
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(sub_district_name__icontains=words)
            | Q(division_code__startswith=words)
        )
    columns = SORTS.get(sort.removeprefix("-"), SORTS["code"])
    if not sort.startswith("-"):
        return rows.order_by(*columns)
    # What has no value (not handed in) stays at the end either way.
    return rows.order_by(F(columns[0]).desc(nulls_last=True), *columns[1:])


def _timely(kind: TimelinessKind, closes_date: date) -> Q:
    end = datetime.combine(closes_date + timedelta(days=1), time(), timezone.get_current_timezone())
    if kind is TimelinessKind.NOT_IN:
        return Q(submitted_at=None)
    return Q(submitted_at__lt=end) if kind is TimelinessKind.ON_TIME else Q(submitted_at__gte=end)


def open_returns(post_id: UUID) -> QuerySet[Return]:
    """Returns that a post has begun and not handed in: its open work, which goes to whoever holds it next."""
    unfinished = [ReturnState.DRAFT, ReturnState.SENT_BACK]
    return Return.objects.filter(holder_post_id=post_id, state__in=unfinished).order_by("division_code", "id")


def campaign_holds(campaign_id: UUID, *, code: str = "") -> tuple[Hold, ...]:
    """Locks by hand in force on a campaign as a whole, or on one community's return. One query."""
    rows = Hold.objects.filter(campaign_id=campaign_id, released_at=None).order_by("id")
    rows = rows.filter(community_return__division_code=code) if code else rows.filter(community_return=None)
    return tuple(rows)
