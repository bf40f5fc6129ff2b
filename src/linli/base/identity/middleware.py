"""Puts the acting post on each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from linli.base.identity import queries
from linli.base.identity.actor import Actor

SESSION_KEY = "post_id"


class ActingPost:
    """Sets `request.actor` (who acts, in which post) and `request.posts` (what they could switch to)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.posts = ()  # type: ignore[attr-defined]
        request.actor = Actor.nobody()  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            posts = queries.posts_held(account_id=request.user.pk)
            chosen = request.session.get(SESSION_KEY)
            request.posts = posts  # type: ignore[attr-defined]
            request.actor = queries.actor_of(request.user, posts, chosen)  # type: ignore[attr-defined]
        return self.get_response(request)
