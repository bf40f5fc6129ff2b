"""The list of reports, and composing a new one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.jobs.actions import cancel_job
from linli.base.jobs.queries import job_view
from linli.office.reports.forms import ComposeForm, campaigns_to_report, problems
from linli.office.reports.presenters import lines
from linli.office.reports.views.common import READERS, WRITERS, acting, followed_job, see_other
from linli.reports import actions, queries
from linli.reports.states import MOST_AT_ONCE


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Reports that are true for a day up to the one asked for."""
    return _index(request, None)


def _index(request: HttpRequest, form: ComposeForm | None, status: int = 200) -> HttpResponse:
    as_of = request.as_of  # type: ignore[attr-defined]
    by = acting(request)
    if form is None and by.role in WRITERS:
        form = ComposeForm(campaigns=campaigns_to_report(by, as_of), by=by, as_of=as_of)
    context: dict[str, Any] = {
        "lines": lines(queries.reports(by=by, as_of=as_of)),
        "form": form,
        "errors": problems(form),
        "job": followed_job(request),
    }
    return render(request, "office/reports/index.html", context, status=status)


@access(roles=WRITERS)
@require_POST
def compose(request: HttpRequest) -> HttpResponse:
    """Compose at once, or as a job when there are many communities."""
    by, at = acting(request), timezone.now()
    campaigns = campaigns_to_report(by, request.as_of)  # type: ignore[attr-defined]
    form = ComposeForm(request.POST, campaigns=campaigns, by=by, as_of=request.as_of)  # type: ignore[attr-defined]
    if not form.is_valid():
        return _index(request, form, status=422)
    campaign, place = form.cleaned_data["campaign"], form.cleaned_data["place"]
    try:
        if form.asked(campaign) > MOST_AT_ONCE:
            job = actions.start_composing(by=by, at=at, campaign_id=campaign, place=place)
            return see_other("index", query=f"?job={job.pk}")
        made = actions.compose_report(by=by, at=at, campaign_id=campaign, place=place)
    except Refusal as refusal:
        form.add_error("campaign", str(refusal))
        return _index(request, form, status=refusal.status)
    return see_other("report", made.pk)


@access(roles=READERS)
@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far a job is: the part of the page that renews itself."""
    found = job_view(job_id=job_id, by=acting(request), at=timezone.now())
    return render(request, "office/reports/job.html", {"job": found})


@access(roles=READERS)
@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask a job to stop."""
    cancel_job(job_id=job_id, by=acting(request), at=timezone.now())
    return see_other("index", query=f"?job={job_id}")
