"""The record is told in which grid its homes lie: facts of `dwelling.grid`, from the plan's day on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.grids import rules
from linli.grids.hooks import grids_changed
from linli.grids.models import GridPlan, HomePlace, PlanTerm
from linli.grids.progress import Progress, nothing
from linli.grids.queries.terms import unit_codes
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.models import Dwelling
from linli.register.states import Method

SOURCE, PURPOSE, ELEMENT = "committee", "grid_services", "dwelling.grid"
PIECE = 2000


def tell_community(*, plan_id: UUID, community: str, by: Actor, at: datetime) -> int:
    """Record the grid of each home of a community whose grid changes with this plan; answers how many did.

    Telling again what the record knows writes nothing, so a job that was cut off can begin anew.
    """
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_draw(by, plan.place)
    term = PlanTerm.objects.get(plan=plan, community=community)
    of_unit = unit_codes(plan.pk, community)
    placed = HomePlace.objects.filter(
        ground=plan.ground_id, community=community, from_date__lte=term.from_date
    )
    unit = dict(placed.order_by("from_date").values_list("dwelling", "unit"))
    homes = Dwelling.objects.in_scope(Scope(community)).order_by("id").values_list("id", "grid")
    facts = [
        FactDraft(home, ELEMENT, of_unit[unit[home]][12:], valid_from=term.from_date)
        for home, grid in homes
        if home in unit and of_unit[unit[home]][12:] != grid
    ]
    subject = f"grids.GridPlan:{plan.pk}"
    for start in range(0, len(facts), PIECE):
        with audited(by=by, at=at, verb="grids.tell_record", subject=subject, place=community):
            record(
                entry=EntryDraft(
                    SOURCE, Method.COLLECTED, term.from_date, PURPOSE, plan.why, f"grids.GridPlan:{plan.pk}"
                ),
                facts=facts[start : start + PIECE],
                by=by,
                at=at,
            )
    if facts:
        with transaction.atomic():
            grids_changed.send(GridPlan, community=community, from_date=term.from_date, by=by, at=at)
    return len(facts)


def tell_record(*, plan_id: UUID, by: Actor, at: datetime, progress: Progress = nothing) -> int:
    """`tell_community` for each community of the plan, each in its own transactions."""
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    codes = list(plan.terms.order_by("community").values_list("community", flat=True))
    told = 0
    for number, community in enumerate(codes):
        progress(number, len(codes), _("把新网格登记到住房档案"))
        told += tell_community(plan_id=plan.pk, community=community, by=by, at=at)
    return told
