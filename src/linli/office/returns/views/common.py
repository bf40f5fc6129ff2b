"""What the views share."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role

READERS = (Role.COMMITTEE, Role.SUB_DISTRICT, Role.DEPARTMENT, Role.DISTRICT_OFFICE)
COMMITTEE = (Role.COMMITTEE,)
DEPARTMENT = (Role.DEPARTMENT,)
COMMUNITY_DIGITS = 12


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def see_other(name: str, *args: Any) -> HttpResponse:
    """303 to a page of this room."""
    return HttpResponseRedirect(reverse(f"returns:{name}", args=args), status=303)


def day_named(text: str) -> date:
    """A day of an address; 404 for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
