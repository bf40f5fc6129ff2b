"""Puts the acting post on each request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from linli.base.identity import queries
from linli.base.identity.actor import Actor
from linli.base.identity.states import SetUp

SESSION_KEY = "post_id"
SEEN_KEY = "seen_at"
SEEN_EVERY = timedelta(minutes=10)


class ActingPost:
    """Sets `request.actor` (who acts, in which post), `request.posts` (what they could switch to) and
    `request.set_up` (what the account must do first; until then the actor has no role and no place).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.posts = ()  # type: ignore[attr-defined]
        request.actor = Actor.nobody()  # type: ignore[attr-defined]
        request.set_up = SetUp.DONE  # type: ignore[attr-defined]
        request.has_second_factor = False  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._act(request)
            note_activity(request, timezone.now())
        return self.get_response(request)

    @staticmethod
    def _act(request: HttpRequest) -> None:
        account: Any = request.user  # signed in
        standing = queries.standing_of(account, by_passphrase=_by_passphrase(request))
        ready = standing.set_up == SetUp.DONE
        posts = standing.posts if ready else ()
        request.set_up = standing.set_up  # type: ignore[attr-defined]
        request.has_second_factor = standing.has_second_factor  # type: ignore[attr-defined]
        request.posts = posts  # type: ignore[attr-defined]
        request.actor = queries.actor_of(  # type: ignore[attr-defined]
            request.user, posts, request.session.get(SESSION_KEY)
        )


def _by_passphrase(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return not any(record.get("method") == "socialaccount" for record in records)


def note_activity(request: HttpRequest, now: datetime) -> None:
    """Keep "last seen" in the list of devices true to ten minutes without a write per request.

    The clock starts at sign-in (`SEEN_KEY`).
    """
    seen = request.session.get(SEEN_KEY)
    if seen is None or now - datetime.fromisoformat(seen) < SEEN_EVERY:
        return
    request.session[SEEN_KEY] = now.isoformat()
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
