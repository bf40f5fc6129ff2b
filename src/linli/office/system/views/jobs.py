"""Jobs: the list for the system administrator, one job for the post that asked for it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import EVERY_POST, access
from linli.base.jobs.actions import cancel_job
from linli.base.jobs.models import JobState
from linli.base.jobs.queries import PAGE, job_view, jobs_page
from linli.office.system.sections import SYSTEM, tabs


@access(roles=SYSTEM)
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """All jobs, newest first."""
    state = request.GET.get("state", "")
    state = state if state in JobState.values else ""
    found = jobs_page(at=timezone.now(), state=state, before=_uuid(request.GET.get("before", "")))
    context = {
        "tabs": tabs(request.actor.role, "system:jobs"),  # type: ignore[attr-defined]
        "jobs": found[:PAGE],
        "older": found[PAGE - 1].id if len(found) > PAGE else None,
        "states": JobState.choices,
        "state": state,
    }
    return render(request, "office/system/jobs.html", context)


@access(roles=EVERY_POST)
@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job, with its progress."""
    return render(request, "office/system/job.html", _job(request, job_id))


@access(roles=EVERY_POST)
@require_GET
def job_part(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part of a page that shows a job; it asks for itself every second until the job is over."""
    answer = render(request, "office/system/job_part.html", _job(request, job_id))
    answer["Cache-Control"] = "no-store"
    return answer


@access(roles=EVERY_POST)
@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask a job to stop."""
    cancel_job(job_id=job_id, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("system:job", args=[job_id]), status=303)


def _job(request: HttpRequest, job_id: UUID) -> dict[str, Any]:
    return {"job": job_view(job_id=job_id, by=request.actor, at=timezone.now())}  # type: ignore[attr-defined]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
