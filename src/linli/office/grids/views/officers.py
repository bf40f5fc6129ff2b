"""Officers: who serves which grid, who stands in, what is handed over."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import NotFound
from linli.base.scope import Scope
from linli.grids import actions, rules
from linli.grids.actions import OpenWork
from linli.grids.models import Assignment
from linli.grids.queries.officers import officer_rows, open_handovers, posts_for, vacant_count
from linli.grids.queries.terms import grids_on
from linli.office.grids import presenters
from linli.office.grids.forms import AssignForm, DeputyForm, EndForm
from linli.office.grids.views.common import DRAWERS, READERS, acting, place_of, see_other
from linli.visits.queries.open_work import open_work

PAGE = 50
CODE = re.compile(r"[0-9]{15}")


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All grids in force, whose they are, and what is open in them."""
    by, day = acting(request), request.as_of  # type: ignore[attr-defined]
    place = place_of(by)
    page = Paginator(grids_on(place, day), PAGE).get_page(request.GET.get("page"))
    rows = officer_rows(place, day, max(page.start_index() - 1, 0), PAGE)
    work = open_work(Scope(place), [presenters.place_code(row.code) for row in rows])
    context = {
        "page": page,
        "lines": [presenters.officer_line(row, work) for row in rows],
        "vacant": vacant_count(place, day),
        "handovers": open_handovers(place) if place else (),
        "draws": by.role in DRAWERS,
    }
    return render(request, "office/grids/officers.html", context)


@access(roles=READERS)
@require_GET
def grid(request: HttpRequest, code: str) -> HttpResponse:
    """A grid: its officers past and to come, and the forms to name another."""
    row = _row(request, code)
    return _grid(request, row)


def _row(request: HttpRequest, code: str) -> Any:
    by, day = acting(request), request.as_of  # type: ignore[attr-defined]
    there = CODE.fullmatch(code) and rules.may_see(by, code[:12])
    found = [row for row in officer_rows(code[:12], day) if row.code == code] if there else []
    if not found:
        raise NotFound("grids.no_grid", _("没有这个网格，或者它不在您的管辖范围内。"))
    return found[0]


def _grid(
    request: HttpRequest, row: Any, form: AssignForm | None = None, deputy: DeputyForm | None = None
) -> HttpResponse:
    draws = rules.may_draw(acting(request), row.code)
    posts = posts_for(row.code) if draws else []
    bound = form or deputy
    context = {
        "line": presenters.officer_line(
            row, open_work(Scope(row.code[:12]), [presenters.place_code(row.code)])
        ),
        "row": row,
        "history": Assignment.objects.filter(grid_code=row.code).order_by("-valid_from"),
        "form": (form or AssignForm(posts=posts)) if draws else None,
        "deputy": (deputy or DeputyForm(posts=posts)) if draws else None,
        "end": EndForm() if draws and row.assignment else None,
        "posts": posts,
        "problems": bound.problems() if bound is not None else [],
    }
    return render(request, "office/grids/grid.html", context, status=422 if context["problems"] else 200)


@access(roles=DRAWERS)
@require_POST
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Name the officer; open work goes along."""
    row = _row(request, code)
    form = AssignForm(request.POST, posts=posts_for(code))
    if not form.is_valid():
        return _grid(request, row, form=form)
    data = form.cleaned_data
    place = presenters.place_code(code)
    work = open_work(Scope(code[:12]), [place])[place]
    actions.assign(
        grid_code=code,
        post_id=UUID(data["post"]),
        valid_from=data["valid_from"],
        replace=data["replace"],
        note=data["note"],
        work=OpenWork(row.homes, work.tasks, work.minutes),
        by=acting(request),
        at=timezone.now(),
    )
    messages.success(request, _("已安排。"))
    return see_other("grid", code)


@access(roles=DRAWERS)
@require_POST
def deputise(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody stands in."""
    row = _row(request, code)
    form = DeputyForm(request.POST, posts=posts_for(code))
    if not form.is_valid():
        return _grid(request, row, deputy=form)
    data = form.cleaned_data
    actions.deputise(
        grid_code=code,
        post_id=UUID(data["post"]),
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
        why=data["why"],
        by=acting(request),
        at=timezone.now(),
    )
    messages.success(request, _("已安排代理。"))
    return see_other("grid", code)


@access(roles=DRAWERS)
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """The grid has no officer from a day on."""
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填日子。"))
        return see_other("grid", code)
    actions.end_assignment(
        grid_code=code, valid_to=form.cleaned_data["valid_to"], by=acting(request), at=timezone.now()
    )
    return see_other("grid", code)


@access(roles=READERS)
@require_POST
def take_over(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Confirm that open work has arrived."""
    found = actions.take_over(handover_id=handover_id, by=acting(request), at=timezone.now())
    messages.success(request, _("已确认接手。"))
    return see_other("grid", found.grid_code)
