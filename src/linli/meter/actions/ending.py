"""Requests that are over: nobody is asked for them any more, and the tasks say why."""

from datetime import datetime

from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.mandates.models import Mandate
from linli.mandates.states import ADMITTED
from linli.meter.models import Plan
from linli.meter.states import PlanState
from linli.visits.actions import end_asking, end_overdue


def end_mandate(*, mandate: Mandate, why: str, by: Actor, at: datetime) -> int:
    """End all periods of a request; answers how many open tasks ended."""
    running = Plan.objects.filter(mandate=mandate).exclude(state=PlanState.ENDED)
    if not running.exists():
        return 0
    with audited(
        by=by,
        at=at,
        verb="meter.end_mandate",
        subject=f"mandates.Mandate:{mandate.pk}",
        place=mandate.district,
        why=why,
    ) as entry:
        running.update(state=PlanState.ENDED, why_ended=why, planned_at=at)
        ended = end_asking(
            request_id=mandate.pk, place=mandate.district, why=why, on=local_day(at), by=by, at=at
        )
        entry.detail = {"tasks": ended}
    return ended


def end_what_is_over(*, district: str, by: Actor, at: datetime) -> int:
    """Requests that have expired or hold no longer, and periods whose day of report has passed."""
    today = local_day(at)
    ended = 0
    rows = Plan.objects.filter(district=district).exclude(state=PlanState.ENDED).select_related("mandate")
    for mandate in {row.mandate_id: row.mandate for row in rows}.values():
        if mandate.state not in ADMITTED:
            ended += end_mandate(mandate=mandate, why=_("事项已不再有效"), by=by, at=at)
        elif mandate.ends_date is not None and mandate.ends_date <= today:
            ended += end_mandate(mandate=mandate, why=_("准入已到期"), by=by, at=at)
    over = Plan.objects.filter(district=district, due_date__lt=today).exclude(state=PlanState.ENDED)
    if over.exists():
        with audited(by=by, at=at, verb="meter.end_periods", subject="meter.Plan", place=district) as entry:
            entry.detail = {
                "plans": over.update(state=PlanState.ENDED, why_ended=_("报送期已过"), planned_at=at)
            }
            ended += end_overdue(place=district, on=today, by=by, at=at)
    return ended
