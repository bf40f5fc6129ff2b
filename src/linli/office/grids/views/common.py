"""What the views share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.jobs.models import Job
from linli.base.jobs.queries import job_view
from linli.grids import rules
from linli.grids.models import GridPlan, Ground

READERS = rules.READERS
DRAWERS = rules.DRAWERS


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def see_other(name: str, *args: Any, query: str = "") -> HttpResponse:
    """303 to a page of this room."""
    return HttpResponseRedirect(reverse(f"grids:{name}", args=args) + query, status=303)


def plan_for(request: HttpRequest, plan_id: UUID) -> GridPlan:
    """The plan, when it is there for this post."""
    found = GridPlan.objects.select_related("ground", "follows").filter(pk=plan_id).first()
    return rules.require_plan(found, acting(request))


def ground_for(request: HttpRequest, ground_id: UUID) -> Ground:
    """The ground, when it is there for this post."""
    return rules.require_ground(Ground.objects.filter(pk=ground_id).first(), acting(request))


def job_of(request: HttpRequest, job_id: UUID | None) -> Any:
    """How far the job is that works on this thing; None where there is none or it is not this post's to see."""
    if job_id is None or not Job.objects.filter(pk=job_id).exists():
        return None
    try:
        return job_view(job_id=job_id, by=acting(request), at=timezone.now())
    except NotFound:
        return None


def place_of(by: Actor) -> str:
    """The code of the place that a post works in."""
    return "" if by.scope.is_nothing else by.scope.prefix[:12]
