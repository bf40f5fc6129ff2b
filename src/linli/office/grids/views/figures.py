"""Figures of a day on the boundaries of that day and on those of a plan; the same as a workbook."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.grids import actions, rules
from linli.grids.counting import MEASURES
from linli.grids.models import GridPlan
from linli.grids.queries.past import PastFigures, carried_figures, count_days, past_figures
from linli.office.grids import exporting, presenters
from linli.office.grids.forms import DayForm, PurposeForm
from linli.office.grids.views.common import DRAWERS, acting, job_of, place_of, plan_for, see_other
from linli.visits.queries.open_work import open_by_unit

READERS = (*DRAWERS, Role.COMMITTEE, Role.AUDITOR)
PAGE = 50
DAYS = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan, the part of it that the post may see, and the day."""

    plan: GridPlan
    place: str
    day: date
    problems: list[dict[str, str]]
    days: tuple[date, ...]


def asked_for(request: HttpRequest, plan_id: UUID) -> Asked:
    """Without a day (or with one that is none) the latest on which something was counted."""
    plan = plan_for(request, plan_id)
    place = max(plan.place, place_of(acting(request)), key=len)
    form = DayForm(request.GET)
    days = count_days(place)
    day = form.cleaned_data.get("day") if form.is_valid() else None
    return Asked(plan, place, day or (days[0] if days else timezone.localdate()), form.problems(), days)


@access(roles=READERS)
@require_GET
def figures(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """How many live in each grid: then, and as the plan would have it; or what is open there now."""
    asked = asked_for(request, plan_id)
    measure = request.GET.get("measure", "")
    measure = measure if measure in (*MEASURES, *presenters.WORK) else "people"
    found = (
        open_figures(asked)
        if measure in presenters.WORK
        else past_figures(asked.plan, asked.place, asked.day)
    )
    by = acting(request)
    context: dict[str, Any] = {
        "plan": asked.plan,
        "day": asked.day,
        "days": asked.days[:DAYS],
        "problems": asked.problems,
        "draws": rules.may_draw(by, asked.plan.place),
        "found": found,
        "measures": presenters.measures(measure),
        "is_work": measure in presenters.WORK,
        "job": job_of(request, _job_id(request)),
    }
    if found is not None:
        context |= _rows(request, found, measure)
    status = 422 if asked.problems else 200
    return render(request, "office/grids/figures.html", context, status=status)


def open_figures(asked: Asked) -> PastFigures | None:
    """Open tasks as they are now, on the boundaries of the day and on those of the plan, home by home."""
    return carried_figures(asked.plan, asked.place, asked.day, open_by_unit(asked.place, asked.day))


def _job_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("job", ""))
    except ValueError:
        return None


def _rows(request: HttpRequest, found: PastFigures, code: str) -> dict[str, Any]:
    only = request.GET.get("only", "")
    measure = (presenters.WORK if code in presenters.WORK else MEASURES).index(code)
    grids = [one for one in found.grids if only != "changed" or one.difference(measure)]
    page = Paginator(grids, PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "lines": [presenters.past_line(one, measure) for one in page],
        "measure": (presenters.measure_words() | presenters.work_words())[code],
        "only": only,
        "total": found.total[measure],
        "changed": sum(1 for one in found.grids if one.difference(measure)),
    }


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def download(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """All figures of the day as a workbook. The purpose goes into the audit trail."""
    asked = asked_for(request, plan_id)
    form = PurposeForm(request.POST or None)
    if not form.is_valid():
        problems = form.problems() if form.is_bound else []
        context = {"plan": asked.plan, "day": asked.day, "form": form, "problems": problems}
        return render(request, "office/grids/download.html", context, status=422 if problems else 200)
    found = past_figures(asked.plan, asked.place, asked.day)
    if found is None:
        raise Refusal("grids.not_counted", _("到这一天还没有清点过，没有可下载的数字。"))
    return exporting.response(
        plan=asked.plan,
        day=asked.day,
        place=asked.place,
        found=found,
        work=open_figures(asked),
        purpose=form.cleaned_data["purpose"],
        by=acting(request),
        at=timezone.now(),
    )


@access(roles=DRAWERS)
@require_POST
def count(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Count what lives there today, as a job."""
    plan = plan_for(request, plan_id)
    job = actions.start_count(place=plan.place, by=acting(request), at=timezone.now())
    return see_other("figures", plan.pk, query=f"?job={job.pk}")
