"""What the register's views share: who asks, for what, and pages that nobody's browser keeps."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.queries import purpose
from linli.office.register.sitting import Sitting, sitting_of

READERS = (
    Role.DISTRICT_OFFICE,
    Role.DEPARTMENT,
    Role.SUB_DISTRICT,
    Role.COMMITTEE,
    Role.GRID_OFFICER,
)
"""Posts that may read residents' data; what they may read of it is the gate's to say."""
COUNTERS = (Role.SUB_DISTRICT, Role.COMMITTEE, Role.GRID_OFFICER)
KEEPERS = (Role.COMMITTEE, Role.SUB_DISTRICT)
"""Posts that record changes in people's lives."""
View = Callable[..., HttpResponse]


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def language() -> str:
    """The language in force: "en" or "zh-hans"."""
    return get_language() or "zh-hans"


def stated(request: HttpRequest) -> Sitting:
    """The purpose and reason of this sitting; only behind `for_a_purpose`."""
    sitting = sitting_of(request)
    if sitting is None:
        raise RuntimeError("a view that reads people is behind for_a_purpose")
    return sitting


def for_a_purpose(view: View) -> View:
    """Ask for purpose and reason first, once a sitting; then come back to the page."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sitting_of(request) is None:
            back = request.path if request.method in {"GET", "HEAD"} else reverse("register:index")
            return HttpResponseRedirect(
                f"{reverse('register:purpose')}?{urlencode({'next': back})}", status=303
            )
        return view(request, *args, **kwargs)

    return asked


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of this room with the bar that says what it is opened for; kept by no browser and no proxy."""
    sitting = sitting_of(request)
    terms = purpose(sitting.purpose) if sitting else None
    bar = {
        "sitting": sitting,
        "purpose_name": terms.name(language()) if terms else "",
        "purpose_basis": terms.basis(language()) if terms else "",
    }
    response = render(request, template, {**bar, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def see_other(name: str, *args: Any) -> HttpResponse:
    """303 to a page of this room."""
    return HttpResponseRedirect(reverse(f"register:{name}", args=args), status=303)
