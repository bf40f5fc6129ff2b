"""What the views share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.mandates import rules
from linli.mandates.queries import MandateRow
from linli.mandates.states import ADMITTED, State

READERS = rules.READERS
LOOKS = {
    State.DRAFT: "unknown",
    State.SUBMITTED: "warn",
    State.SUSPENDED: "warn",
    State.APPROVED: "met",
    State.APPROVED_IN_PART: "met",
    State.REFUSED: "short",
    State.WITHDRAWN: "unknown",
    State.EMERGENCY: "warn",
    State.REPORTED: "met",
}


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def see_other(name: str, *args: Any) -> HttpResponse:
    """303 to a page of this room."""
    return HttpResponseRedirect(reverse(f"mandates:{name}", args=args), status=303)


def line(row: MandateRow) -> dict[str, Any]:
    """A row of a list, with its state and deadline in words."""
    expired = row.state in ADMITTED and not row.holds
    return {
        "row": row,
        "look": "unknown" if expired else LOOKS[row.state],
        "state": _ended(row) if expired else row.state.label,
        "deadline": deadline(row.days_left),
        "href": reverse("mandates:mandate", args=[row.id]),
    }


def _ended(row: MandateRow) -> str:
    return _("%(state)s（不在期限内）") % {"state": row.state.label}


def deadline(days_left: int | None) -> str:
    """How long the office still has."""
    if days_left is None:
        return ""
    if days_left < 0:
        return _("已超期%(days)s个工作日") % {"days": -days_left}
    return _("还剩%(days)s个工作日") % {"days": days_left}


def is_office(by: Actor) -> bool:
    """The gatekeeper."""
    return by.role == Role.DISTRICT_OFFICE
