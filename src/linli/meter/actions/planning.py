"""One period of a request: what the record lacks for it becomes tasks, at the doors where it can be asked."""

from collections.abc import Sequence
from datetime import date, datetime

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.core.collecting import fewest_purposes
from linli.core.mandates import ReportPeriod
from linli.core.scopes import Unit
from linli.mandates.models import Mandate
from linli.mandates.queries.lists import places_of
from linli.meter.counting import Counted, counted
from linli.meter.models import Plan, PlanCollection, PlanFigure
from linli.meter.states import PlanState
from linli.visits.actions import HomeAsks, Request, end_asking, open_asking, renew_asking
from linli.visits.queries.asking import refused_asks


def plan_period(
    *, mandate: Mandate, period: ReportPeriod, covered_by: Mandate | None = None, by: Actor, at: datetime
) -> Plan:
    """Count its cells, open or renew its tasks. A covered period has no task: the other request serves it.

    Planning it again puts everything right by what is known now; cells are kept once a day and community.
    """
    today = local_day(at)
    places = places_of(mandate, mandate.places.all())
    found = counted(mandate, tuple(mandate.fields.all()), places, refused_asks(places, today), today)
    with audited(
        by=by, at=at, verb="meter.plan", subject=f"mandates.Mandate:{mandate.pk}", place=mandate.district
    ) as entry:
        plan = _plan(mandate, period, covered_by, found, at)
        if plan.state == PlanState.ASKING and found is not None:
            _ask(plan, mandate, found, by, at)
        elif plan.state == PlanState.COVERED:
            _stop(plan, mandate, by, at)
        if found is not None:
            _keep(plan, found, today)
        entry.detail = {"period": period.first.isoformat(), "state": plan.state}
    return plan


def _plan(
    mandate: Mandate, period: ReportPeriod, covered_by: Mandate | None, found: Counted | None, at: datetime
) -> Plan:
    state = PlanState.UNSAID if found is None else _asking(mandate)
    if covered_by is not None:
        state = PlanState.COVERED
    plan, _made = Plan.objects.update_or_create(
        mandate=mandate,
        first_date=period.first,
        defaults={
            "district": mandate.district,
            "last_date": period.last,
            "due_date": period.due,
            "state": state,
            "covered_by": covered_by,
            "why_ended": "",
            "planned_at": at,
        },
    )
    return plan


def _asking(mandate: Mandate) -> PlanState:
    """Nobody at home can answer for a community: such a form has no task."""
    scope = mandate.row_scope
    is_of_communities = scope is not None and scope.unit is Unit.PLACE
    return PlanState.COUNTED if is_of_communities else PlanState.ASKING


def _ask(plan: Plan, mandate: Mandate, found: Counted, by: Actor, at: datetime) -> None:
    """One collection for each purpose; an element keeps the purpose it was first asked for."""
    open_ones = {row.purpose: row.collection for row in plan.collections.select_related("collection")}
    kept = {element: purpose for purpose, one in open_ones.items() for element in one.elements}
    wanted = {element for home in found.homes for element in home.asks}
    purposes = fewest_purposes({code: found.purposes[code] for code in wanted - kept.keys()}) | kept
    request = Request(
        mandate.pk, mandate.control_number or "", mandate.body.name[:40], mandate.title[:80], mandate.title
    )
    for purpose in sorted({*open_ones, *(purposes[element] for element in wanted if element in purposes)}):
        homes = _for_purpose(found.homes, purposes, purpose)
        held = open_ones.get(purpose)
        if held is not None and held.ended_date is None:
            renew_asking(collection_id=held.pk, homes=homes, by=by, at=at)
        elif held is None:
            made = open_asking(
                place=_common(found.places, mandate.district),
                request=request,
                purpose=purpose,
                homes=homes,
                opens_date=plan.first_date,
                closes_date=plan.due_date,
                by=by,
                at=at,
            )
            if made is not None:
                PlanCollection.objects.create(plan=plan, purpose=purpose, collection_id=made)


def _for_purpose(homes: Sequence[HomeAsks], purposes: dict[str, str], purpose: str) -> list[HomeAsks]:
    found = []
    for home in homes:
        asks = {element: ids for element, ids in home.asks.items() if purposes.get(element) == purpose}
        if asks:
            found.append(HomeAsks(home.household, home.place, asks))
    return found


def _stop(plan: Plan, mandate: Mandate, by: Actor, at: datetime) -> None:
    if plan.collections.filter(collection__ended_date=None).exists():
        why = str(PlanState.COVERED.label)
        end_asking(request_id=mandate.pk, place=mandate.district, why=why, on=local_day(at), by=by, at=at)


def _common(places: Sequence[str], district: str) -> str:
    """The one place, or the district where there are several."""
    return places[0] if len(places) == 1 else district


def _keep(plan: Plan, found: Counted, today: date) -> None:
    PlanFigure.objects.filter(plan=plan, on_date=today).delete()
    PlanFigure.objects.bulk_create(
        PlanFigure(
            district=plan.district,
            division_code=code,
            plan=plan,
            on_date=today,
            rows=one.rows,
            cells=one.cells,
            fresh=one.fresh,
            stale=one.stale,
            conflict=one.conflict,
            missing=one.missing,
            typed=one.typed,
        )
        for code, one in sorted(found.by_community.items())
    )
