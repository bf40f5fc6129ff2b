"""The first page: for each role what it has to do with the gate."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.mandates import queries, rules
from linli.office.mandates.views.common import READERS, acting, line

COMMUNITY_DIGITS = 12


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My requests, the inbox, or what is asked of us: one list each."""
    by, today = acting(request), request.as_of  # type: ignore[attr-defined]
    context = {"district": by.scope.prefix[:6], "year": today.year, "role": by.role, **_lists(by, today)}
    return render(request, "office/mandates/index.html", context)


def _lists(by: Actor, today: Any) -> dict[str, Any]:
    if by.role == Role.DEPARTMENT:
        post = rules.post_of(by)
        rows = queries.of_body(post.body_id, today=today) if post else ()
        return {"lines": [line(row) for row in rows], "what": "mine"}
    if by.role == Role.DISTRICT_OFFICE:
        return {"lines": [line(row) for row in queries.inbox(by.scope, today=today)], "what": "inbox"}
    if by.role == Role.COMMITTEE:
        code = by.scope.prefix[:COMMUNITY_DIGITS]
        return {"lines": [line(row) for row in queries.asked_of(code, today=today)], "what": "asked"}
    rows = queries.register_of_year(by.scope.prefix[:6], today.year, today=today)
    return {"lines": [line(row) for row in rows], "what": "year"}
