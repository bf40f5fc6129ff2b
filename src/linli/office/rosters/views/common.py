"""What the views share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.rosters import queries, rules

BRINGERS = rules.BRINGERS
JUDGES = rules.JUDGES
# Both queues and the list: whoever brings or judges.
ANYBODY = tuple(dict.fromkeys((*BRINGERS, *JUDGES)))


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def language() -> str:
    """The language in force."""
    return get_language() or "zh-hans"


def today() -> Any:
    """The day where the district is."""
    return timezone.localdate()


def see_other(name: str, *args: Any) -> HttpResponse:
    """303 to a page of this room."""
    return HttpResponseRedirect(reverse(f"rosters:{name}", args=args), status=303)


def tabs(request: HttpRequest, here: str) -> list[dict[str, Any]]:
    """The three lists of this room, with how many wait in the queues."""
    by = acting(request)
    found = [{"name": _("名册"), "href": reverse("rosters:index"), "here": here == "index", "count": 0}]
    if rules.may_judge(by):
        found.append(
            {
                "name": _("存疑的记录"),
                "href": reverse("rosters:doubts"),
                "here": here == "doubts",
                "count": queries.open_doubts_count(by.scope),
            }
        )
        found.append(
            {
                "name": _("名册报告的变化"),
                "href": reverse("rosters:changes"),
                "here": here == "changes",
                "count": queries.open_changes_count(by.scope),
            }
        )
    return found
