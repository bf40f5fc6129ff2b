"""Dedicated grids of a draft: those there are, and the buildings of which another one is made."""

from typing import Any
from uuid import UUID

import numpy as np
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.grids import actions, queries, rules
from linli.grids.graphs import labels_of
from linli.grids.models import GridPlan, GroundBuilding
from linli.grids.queries.buildings import buildings_of, communities_of, homes_changes, in_plan
from linli.grids.states import GridKind, PlanState
from linli.office.grids.forms import DedicatedForm, NameForm
from linli.office.grids.views.common import DRAWERS, READERS, acting, plan_for, see_other
from linli.office.grids.views.steps import seen

PAGE = 50


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def dedicated(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Choose buildings, say what for; or look at what there is."""
    plan = plan_for(request, plan_id)
    form = DedicatedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = actions.draw_dedicated(
            plan_id=plan.pk,
            version=seen(request),
            units=form.cleaned_data["units"],
            kind=GridKind(form.cleaned_data["kind"]),
            name=form.cleaned_data["name"],
            by=acting(request),
            at=timezone.now(),
        )
        messages.success(request, _("已划出专属网格 %(code)s。") % {"code": code})
        return see_other("dedicated", plan.pk)
    problems = form.problems() if form.is_bound else []
    context = {"plan": plan, "form": form, "problems": problems, **_context(request, plan)}
    return render(request, "office/grids/dedicated.html", context, status=422 if problems else 200)


def _context(request: HttpRequest, plan: GridPlan) -> dict[str, Any]:
    figures = queries.plan_figures(plan)
    labels = labels_of(plan.pk)
    editable = plan.state == PlanState.DRAFT and rules.may_draw(acting(request), plan.place)
    community, text = request.GET.get("community", ""), request.GET.get("q", "")
    found = buildings_of(plan.ground, community=community, text=text).filter(unit__isnull=False)
    grid = request.GET.get("grid", "")
    whole = grid.isascii() and grid.isdigit() and len(grid) <= 3 and bool(community)
    units: set[int] = set()
    if whole:
        label = next((one.label for one in figures.grids if one.code == f"{community}{int(grid):03d}"), -1)
        units = set(np.flatnonzero(labels == label).tolist())
        found = _inside(found, units)
    page = Paginator(found, len(units) or PAGE if whole else PAGE).get_page(request.GET.get("page"))
    chosen = units | {int(one) for one in request.POST.getlist("units") if one.isascii() and one.isdigit()}
    return {
        "grids": [one for one in figures.grids if one.kind != GridKind.BASE],
        "kinds": [(kind.value, kind.label) for kind in GridKind if kind != GridKind.BASE],
        "places": communities_of(plan.ground),
        "community": community,
        "q": text,
        "page": page,
        "rows": in_plan(page, homes_changes(plan), labels),
        "chosen": chosen,
        "bare": sorted(units - {one.unit for one in page if one.unit is not None}) if whole else [],
        "editable": editable,
    }


def _inside(found: Any, units: set[int]) -> Any:
    """The buildings that lie in these units."""
    return found.filter(pk__in=GroundBuilding.objects.filter(unit__in=units).order_by("number").values("pk"))


@access(roles=DRAWERS)
@require_POST
def name(request: HttpRequest, plan_id: UUID, label: int) -> HttpResponse:
    """Another name or kind."""
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写专属网格的名称，例如学校的名字。"))
        return see_other("dedicated", plan_id)
    actions.name_dedicated(
        plan_id=plan_id,
        version=seen(request),
        label=label,
        kind=GridKind(form.cleaned_data["kind"]),
        name=form.cleaned_data["name"],
        by=acting(request),
        at=timezone.now(),
    )
    messages.success(request, _("已改名。"))
    return see_other("dedicated", plan_id)


@access(roles=DRAWERS)
@require_POST
def close(request: HttpRequest, plan_id: UUID, label: int) -> HttpResponse:
    """Give its units back to the grids around."""
    actions.close_dedicated(
        plan_id=plan_id, version=seen(request), label=label, by=acting(request), at=timezone.now()
    )
    messages.success(request, _("已并入旁边的基础网格；以前的方案里它还在，号也不再给别的网格。"))
    return see_other("dedicated", plan_id)
