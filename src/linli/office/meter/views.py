"""Tasks at the doors, and the meter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.mandates.queries import merged_fields
from linli.meter import actions, queries
from linli.office.meter import exporting, presenters
from linli.office.meter.forms import ExportForm
from linli.territory import queries as territory
from linli.ui.errors import error_summary
from linli.visits.queries.desk import element_names
from linli.visits.queries.refused import refused_elements

TASKS = (Role.DISTRICT_OFFICE, Role.SUB_DISTRICT, Role.COMMITTEE, Role.GRID_OFFICER)
METER = (*TASKS, Role.DEPARTMENT, Role.AUDITOR)
PLANNERS = (Role.DISTRICT_OFFICE, Role.SUB_DISTRICT)


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@access(roles=TASKS)
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """What is asked at the doors of the acting post's place: by grid and by request."""
    by = acting(request)
    board = queries.task_board(by.scope, request.today)  # type: ignore[attr-defined]
    context = {
        "board": board,
        "requests": presenters.request_lines(board.requests),
        "may_plan": by.role in PLANNERS,
        "name": _name(request),
    }
    return render(request, "office/meter/tasks.html", context)


@access(roles=TASKS)
@require_GET
def refused(request: HttpRequest) -> HttpResponse:
    """What residents of the acting post's place did not wish to tell: figures, no household."""
    found = refused_elements(acting(request).scope, request.today)  # type: ignore[attr-defined]
    names = element_names((one.element for one in found), request.today)  # type: ignore[attr-defined]
    context = {"lines": presenters.refused_lines(found, names), "name": _name(request)}
    return render(request, "office/meter/refused.html", context)


@access(roles=PLANNERS)
@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    """Look the record over again now, as a job."""
    by = acting(request)
    actions.start_planning(district=by.scope.prefix[:6], by=by, at=timezone.now())
    messages.success(request, _("已开始核对台账；完成后本页的任务会更新。"))
    return HttpResponseRedirect(reverse("meter:tasks"), status=303)


@access(roles=METER)
@require_GET
def meter(request: HttpRequest) -> HttpResponse:
    """Cells asked, filled, checked and typed; minutes before and after; by department, community and post."""
    return render(request, "office/meter/meter.html", _meter(request))


@access(roles=METER)
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """The two tables exactly as the page shows them. The purpose goes into the audit trail."""
    form = ExportForm(request.POST or None, initial={"kind": "xlsx"})
    if not form.is_valid():
        errors = error_summary(form)
        context = {"form": form, "errors": errors}
        return render(request, "office/meter/export.html", context, status=422 if errors else 200)
    return exporting.response(request, form, _meter(request)["found"], _name(request), timezone.now())


def _meter(request: HttpRequest) -> dict[str, Any]:
    by, on = acting(request), request.as_of  # type: ignore[attr-defined]
    name = _name(request)
    total = _("合计（%(place)s）") % {"place": name}
    found = queries.meter(by.scope, on=on, whole=total)
    points = queries.growth(by.scope, on=on)
    whole, by_body = merged_fields(by.scope, on=on)
    return {
        "found": found,
        "departments": [presenters.line(row) for row in (*found.departments, found.whole)],
        "communities": [presenters.line(row) for row in found.communities],
        "merged": whole,
        "merged_lines": [*sorted(by_body.items()), (total, whole)],
        "posts": [presenters.post_line(one) for one in found.posts],
        "method": presenters.method(found),
        "chart": presenters.chart(points, on),
        "may_see_tasks": by.role in TASKS,
        "points": points,
        "name": name,
    }


def _name(request: HttpRequest) -> str:
    code = acting(request).scope.prefix[:12]
    return territory.names([code], request.as_of).get(code, code)  # type: ignore[attr-defined]
