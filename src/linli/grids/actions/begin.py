"""The day of a plan comes: the record, open tasks and officers follow what is in force from that day on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.grids import rules
from linli.grids.actions.tell import tell_community
from linli.grids.hooks import grids_changed
from linli.grids.models import Assignment, Grid, GridPlan, PlanTerm, TermStart
from linli.register.actions import roll_forward


@dataclass(frozen=True, slots=True)
class Begun:
    """Communities in which a plan has begun, homes that the record did not know the new grid of yet, officers of grids
    that are no more."""

    communities: int = 0
    homes: int = 0
    officers: int = 0


def begin_terms(*, district: str, by: Actor, at: datetime) -> Begun:
    """Let follow what hangs on the grids of every community where a plan has begun by today; may be run again.

    Days that were missed are made up for: of several plans that began in a community meanwhile the latest counts. Each
    community is a transaction of its own, so a run that was cut off goes on with the next one.
    """
    rules.require_draw(by, district)
    due: dict[str, list[PlanTerm]] = defaultdict(list)
    terms = PlanTerm.objects.in_scope(Scope(district)).filter(from_date__lte=local_day(at), start=None)
    for term in terms.select_related("plan").order_by("community", "from_date"):
        due[term.community].append(term)
    if not due:
        return Begun()
    roll_forward(district=district, by=by, at=at)
    homes = officers = 0
    for community, some in due.items():
        told, ended = _begin(community, some, by, at)
        homes, officers = homes + told, officers + ended
    return Begun(len(due), homes, officers)


def _begin(community: str, terms: list[PlanTerm], by: Actor, at: datetime) -> tuple[int, int]:
    term = terms[-1]
    subject = f"grids.GridPlan:{term.plan_id}"
    with audited(by=by, at=at, verb="grids.begin_terms", subject=subject, place=community) as entry:
        told = tell_community(plan_id=term.plan_id, community=community, by=by, at=at)
        grids_changed.send(GridPlan, community=community, from_date=term.from_date, by=by, at=at)
        ended = _end_officers(term)
        TermStart.objects.bulk_create(
            TermStart(term=one, homes=told if one is term else 0, started_at=at) for one in terms
        )
        entry.detail = {"from": term.from_date.isoformat(), "homes": told, "officers": ended}
    return told, ended


def _end_officers(term: PlanTerm) -> int:
    """Officers of grids that the plan does not have any more serve them until its day."""
    codes = Grid.objects.filter(plan=term.plan_id, community=term.community).order_by("code")
    gone = Assignment.objects.in_scope(Scope(term.community)).filter(
        valid_from__lt=term.from_date, valid_to=None
    )
    return gone.exclude(grid_code__in=list(codes.values_list("code", flat=True))).update(
        valid_to=term.from_date
    )
