"""What the views of one return share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.office.surveys.presenters.pages import STATE_LOOKS, timely_words
from linli.surveys import rules
from linli.surveys.fields import language
from linli.surveys.queries.returns import ReturnInfo, community_return
from linli.surveys.states import WRITABLE, ReturnState

READERS = rules.READERS
OFFICE = (Role.DISTRICT_OFFICE,)
REVIEWERS = (Role.DISTRICT_OFFICE, Role.SUB_DISTRICT)
ANSWERING = (Role.COMMITTEE,)


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def info_for(request: HttpRequest, campaign_id: UUID, code: str) -> ReturnInfo:
    """The return, if it lies in the acting post's scope. Locks are those of today."""
    return community_return(campaign_id, code, scope=acting(request).scope, as_of=timezone.localdate())


def see_other(name: str, *args: Any, query: str = "", fragment: str = "") -> HttpResponse:
    """303 to a page of this room."""
    target = reverse(f"surveys:{name}", args=args)
    return HttpResponseRedirect(f"{target}{query}{fragment}", status=303)


def campaign_title(info: ReturnInfo) -> str:
    """The campaign's title in the language in force."""
    return info.campaign_title_en if language().startswith("en") else info.campaign_title_zh


def frame(request: HttpRequest, info: ReturnInfo, here: str) -> dict[str, Any]:
    """Head, tabs and state of every page of one return."""
    by = acting(request)
    steps = [
        {"name": _("调查"), "href": reverse("surveys:index")},
        {"name": campaign_title(info), "href": reverse("surveys:campaign", args=[info.campaign_id])},
        {"name": info.name, "href": ""},
    ]
    return {
        "info": info,
        "here": here,
        "steps": steps,
        "title": campaign_title(info),
        "state_words": ReturnState(info.state).label,
        "state_look": STATE_LOOKS[info.state],
        "timely": timely_words(info.timeliness),
        "may_answer": rules.may_answer(by, info.division_code),
        "may_write": may_write(by, info),
        "may_review": rules.may_review(by, info.division_code),
        "may_approve": rules.may_approve(by, info.division_code),
        "may_send_back": rules.may_send_back(by, info.division_code),
        "may_note": rules.may_note(by, info.division_code),
        "may_hold": rules.may_hold(by, info.division_code),
    }


def may_write(by: Actor, info: ReturnInfo) -> bool:
    """The acting post may write into this return now."""
    return rules.may_answer(by, info.division_code) and not info.locks and info.state in WRITABLE
