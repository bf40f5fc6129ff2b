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
    corrected_homes,
    corrections_of,
    in_plan,
)
from linli.grids.states import PlanState
from linli.office.grids.forms import CorrectForm
from linli.office.grids.views.common import DRAWERS, READERS, acting, plan_for, see_other

PAGE = 50


@access(roles=READERS)
@require_GET
def buildings(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Homes of each building on the map and as the plan counts them."""
    plan = plan_for(request, plan_id)
    community, text = request.GET.get("community", ""), request.GET.get("q", "")
    homes = corrected_homes(plan)
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
    """One building: what the map said, what was corrected, and a form."""
    plan = plan_for(request, plan_id)
    row = _building(plan, number)
    form = CorrectForm(request.POST or None, initial={"homes": row.homes, "seen": row.homes})
    if request.method == "POST" and form.is_valid():
        actions.correct_homes(
            plan_id=plan.pk, building=number, **form.cleaned_data, by=acting(request), at=timezone.now()
        )
        messages.success(request, _("已更正；这份草案的户数随之变了，底图上的原数还在。"))
        return see_other("buildings", plan.pk, query="?only=corrected")
    problems = form.problems() if form.is_bound else []
    context: dict[str, Any] = {
        "plan": plan,
        "row": row,
        "form": form,
        "problems": problems,
        "history": corrections_of(plan).filter(building=number),
    }
    return render(request, "office/grids/correct.html", context, status=422 if problems else 200)


def _building(plan: GridPlan, number: int) -> PlanBuilding:
    found = buildings_of(plan.ground).filter(number=number)
    rows = in_plan(found, corrected_homes(plan), labels_of(plan.pk))
    if not rows:
        raise NotFound("grids.no_building", _("这份底图的网格范围里没有这栋楼。"))
    return rows[0]
