"""Plans of a place."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from linli.base.scope import Scope
from linli.grids.models import GridPlan, PlanComment
from linli.grids.queries.terms import terms_on
from linli.grids.states import PlanState


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list; `in_force` in how many communities on the day asked for."""

    plan: GridPlan
    state: PlanState
    in_force: int
    comments: int
    unanswered: int


def plans_seen(prefix: str) -> QuerySet[GridPlan]:
    """Plans of a place and of the larger places that it lies in."""
    above = [prefix[:digits] for digits in (6, 9) if digits < len(prefix)]
    return GridPlan.objects.in_scope(Scope(prefix)) | GridPlan.objects.in_scope(Scope("")).filter(
        place__in=above
    )


def plan_rows(prefix: str, day: date) -> tuple[PlanRow, ...]:
    """All plans a post sees, the newest first. Two queries."""
    counts = dict(terms_on("", day).order_by().values_list("plan").annotate(number=Count("id")))
    plans = plans_seen(prefix).select_related("ground").order_by("-created_at", "-id")
    rows = plans.annotate(
        said=Count("comments"), waiting=Count("comments", filter=Q(comments__answered_at=None))
    )
    return tuple(
        PlanRow(plan, PlanState(plan.state), counts.get(plan.pk, 0), plan.said, plan.waiting) for plan in rows
    )


def comments_of(plan: GridPlan) -> QuerySet[PlanComment]:
    """What was said about a plan, unanswered first."""
    return PlanComment.objects.filter(plan=plan).order_by("answered_at", "said_at", "id")
