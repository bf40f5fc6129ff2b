"""Plans: the list, a plan with its grids, what it changes."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import Refusal
from linli.grids import actions, queries, rules
from linli.grids.models import GridPlan
from linli.grids.queries.compare import compare
from linli.grids.queries.drafts import undoable
from linli.grids.queries.figures import PlanFigures
from linli.grids.queries.grounds import grounds_in
from linli.grids.queries.officers import officers_on
from linli.grids.queries.plans import comments_of, plan_rows
from linli.grids.queries.terms import terms_on
from linli.grids.states import Effort, GroundState, PlanState
from linli.office.grids import presenters
from linli.office.grids.forms import (
    AdoptForm,
    AnswerForm,
    CommentForm,
    ConsultForm,
    ImportForm,
    PlanForm,
    WhyForm,
)
from linli.office.grids.views.common import (
    DRAWERS,
    READERS,
    acting,
    ground_for,
    job_of,
    place_of,
    plan_for,
    see_other,
)
from linli.office.grids.views.figures import READERS as COUNT_READERS

PAGE = 50


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Plans of the place and of those around it, and the grounds they are drawn on."""
    by, day = acting(request), request.as_of  # type: ignore[attr-defined]
    place = place_of(by)
    draws = by.role in DRAWERS
    context = {
        "rows": [presenters.plan_line(row) for row in plan_rows(place, day)],
        "grounds": grounds_in(place) if draws else (),
        "draws": draws,
    }
    return render(request, "office/grids/index.html", context)


@access(roles=DRAWERS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, ground_id: UUID) -> HttpResponse:
    """Begin a draft on a ground."""
    ground = ground_for(request, ground_id)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, at = acting(request), timezone.now()
        data = form.cleaned_data
        made = actions.create_plan(
            ground_id=ground.pk,
            name=data["name"],
            tolerance=data["tolerance"],
            seed=data["seed"],
            effort=Effort(data["effort"]),
            follows=in_force_at(ground.place, timezone.localdate(at)),
            by=by,
            at=at,
        )
        return see_other("plan", made.pk)
    problems = form.problems() if form.is_bound else []
    context = {"form": form, "problems": problems, "ground": ground}
    return render(request, "office/grids/plan_new.html", context, status=422 if problems else 200)


def in_force_at(place: str, day: date) -> GridPlan | None:
    """The plan in force in the first community of a place that has one."""
    term = terms_on(place, day).select_related("plan").first()
    return term.plan if term is not None else None


@access(roles=READERS)
@require_GET
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A plan: how good it is, its grids, what was said about it, what can be done next."""
    found = plan_for(request, plan_id)
    by = acting(request)
    draws = rules.may_draw(by, found.place)
    figures = _figures(found)
    context: dict[str, Any] = {
        "plan": found,
        "state": presenters.state_line(found),
        "job": job_of(request, found.job_id) if draws else None,
        "draws": draws,
        "counts": by.role in COUNT_READERS,
        "ready": found.ground.state == GroundState.READY,
        "comments": comments_of(found),
        "steps": _steps(found, draws, request),
        **_grids(request, found, figures),
    }
    return render(request, "office/grids/plan.html", context)


def _figures(found: GridPlan) -> PlanFigures | None:
    try:
        return queries.plan_figures(found)
    except Refusal as refusal:
        if refusal.code != "grids.no_grids":
            raise
        return None


def _grids(request: HttpRequest, found: GridPlan, figures: PlanFigures | None) -> dict[str, Any]:
    if figures is None:
        return {"figures": None}
    community, only = request.GET.get("community", ""), request.GET.get("only", "")
    grids = [
        grid
        for grid in figures.grids
        if grid.code.startswith(community) and (only != "out" or not grid.in_band or grid.pieces > 1)
    ]
    page = Paginator(grids, PAGE).get_page(request.GET.get("page"))
    told = queries.plan_ceiling(found) if only == "out" else None
    officers = officers_on(found.place, timezone.localdate())
    return {
        "figures": figures,
        "summary": presenters.summary(figures),
        "page": page,
        "lines": [presenters.grid_line(grid, told, officers) for grid in page],
        "ceiling": told,
        "community": community,
        "only": only,
    }


def _steps(found: GridPlan, draws: bool, request: HttpRequest) -> dict[str, Any]:
    """What this post can do with the plan now."""
    state = PlanState(found.state)
    open_now = state in (PlanState.DRAFT, PlanState.CONSULTING)
    return {
        "draft": draws and state == PlanState.DRAFT,
        "consulting": state == PlanState.CONSULTING,
        "open": draws and open_now,
        "adopt": AdoptForm() if draws and open_now and found.version else None,
        "consult": ConsultForm() if draws and state == PlanState.DRAFT and found.version else None,
        "withdraw": WhyForm() if draws and open_now else None,
        "comment": CommentForm() if state == PlanState.CONSULTING else None,
        "answer": AnswerForm() if draws else None,
        "import": ImportForm() if draws and state == PlanState.DRAFT else None,
        "undo": draws and state == PlanState.DRAFT and undoable(found) is not None,
        "follows": found.follows_id is not None,
    }


@access(roles=READERS)
@require_GET
def comparison(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Which homes change grid and officer against the plan in force (or another one)."""
    found = plan_for(request, plan_id)
    before = found.follows or in_force_at(found.place, request.as_of)  # type: ignore[attr-defined]
    if before is None or before.pk == found.pk:
        raise Refusal("grids.nothing_to_compare", _("没有可以比较的现行方案。"))
    told = compare(before, found, timezone.localdate())
    moves = Paginator(told.moves, PAGE).get_page(request.GET.get("page"))
    loads = [load for load in told.loads if load.before != load.after]
    counts = acting(request).role in COUNT_READERS
    context = {
        "plan": found,
        "before": before,
        "told": told,
        "page": moves,
        "loads": loads[:PAGE],
        "counts": counts,
    }
    return render(request, "office/grids/compare.html", context)
