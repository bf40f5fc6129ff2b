"""Buildings of a draft, and corrections of how many homes they have."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import NotFound
from linli.grids import actions, rules
from linli.grids.graphs import labels_of
from linli.grids.models import GridPlan
from linli.grids.queries.buildings import (
    PlanBuilding,
    buildings_of,
    communities_of,
    corrections_of,
    door_homes,
    homes_changes,
    in_plan,
)
from linli.grids.states import PlanState
from linli.office.grids.forms import CorrectForm, EntrancesForm
from linli.office.grids.views.common import DRAWERS, READERS, acting, plan_for, see_other

PAGE = 50


@access(roles=READERS)
@require_GET
def buildings(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Homes of each building on the map and as the plan counts them."""
    plan = plan_for(request, plan_id)
    community, text = request.GET.get("community", ""), request.GET.get("q", "")
    homes = homes_changes(plan)
    found = buildings_of(plan.ground, community=community, text=text).filter(unit__isnull=False)
    if request.GET.get("only") == "corrected":
        found = found.filter(number__in=list(homes))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "places": communities_of(plan.ground),
        "community": community,
        "q": text,
        "only": request.GET.get("only", ""),
        "page": page,
        "rows": in_plan(page, homes, labels_of(plan.pk)),
        "corrected": len(homes),
        "editable": plan.state == PlanState.DRAFT and rules.may_draw(acting(request), plan.place),
    }
    return render(request, "office/grids/buildings.html", context)


@access(roles=DRAWERS)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """One building: what the map said, what was corrected, and a form; a split tower has one by entrance too."""
    plan = plan_for(request, plan_id)
    row, doors = _building(plan, number), door_homes(plan, number)
    homes = [door.homes for door in doors]
    by_door = request.POST.get("by") == "entrance"
    sent = request.POST or None
    whole = CorrectForm(None if by_door else sent, initial={"homes": sum(homes), "seen": sum(homes)})
    each = EntrancesForm(sent if by_door else None, homes=homes) if len(homes) > 1 else None
    form = each if by_door and each is not None else whole
    if request.method == "POST" and form.is_valid():
        write = actions.correct_homes if form is whole else actions.correct_entrances
        write(plan_id=plan.pk, building=number, **form.figures(), by=acting(request), at=timezone.now())
        messages.success(request, _("已更正；这份草案的户数随之变了，底图上的原数还在。"))
        return see_other("buildings", plan.pk, query="?only=corrected")
    problems = form.problems() if form.is_bound else []
    context: dict[str, Any] = {
        "plan": plan,
        "row": row,
        "form": whole,
        "each": each,
        "doors": len(doors),
        "problems": problems,
        "history": _history(plan, number, [door.unit for door in doors]),
    }
    return render(request, "office/grids/correct.html", context, status=422 if problems else 200)


def _history(plan: GridPlan, number: int, units: list[int]) -> list[dict[str, Any]]:
    """Corrections with the number of the entrance, where there are several."""
    place = {unit: k + 1 for k, unit in enumerate(units)} if len(units) > 1 else {}
    found = corrections_of(plan).filter(building=number)
    return [{"one": one, "door": place.get(one.unit)} for one in found]


def _building(plan: GridPlan, number: int) -> PlanBuilding:
    found = buildings_of(plan.ground).filter(number=number)
    rows = in_plan(found, homes_changes(plan), labels_of(plan.pk))
    if not rows:
        raise NotFound("grids.no_building", _("这份底图的网格范围里没有这栋楼。"))
    return rows[0]
