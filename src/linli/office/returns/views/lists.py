"""The first page, for each role what it has to do, and one period of a department's request."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.office.returns.presenters import line, period_line
from linli.office.returns.views.common import COMMUNITY_DIGITS, DEPARTMENT, READERS, acting, day_named
from linli.returns import queries
from linli.returns.moving import UNKNOWN


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is asked of us, what waits for approval, or where our requests stand."""
    by = acting(request)
    return render(request, "office/returns/index.html", _lists(by, timezone.localdate()))


def _lists(by: Actor, today: date) -> dict[str, Any]:
    if by.role == Role.COMMITTEE:
        rows = queries.asked_of(by.scope.prefix[:COMMUNITY_DIGITS], today=today)
        days = queries.due_days(row for row in rows if row.lock is None)
        calendar = [(day, [line(row) for row in due]) for day, due in days.items()]
        return {"what": "asked", "lines": [line(row) for row in rows], "calendar": calendar}
    if by.role == Role.DEPARTMENT:
        stands = queries.stands_of(by, today=today)
        return {"what": "stands", "lines": [period_line(row) for row in stands]}
    waiting = queries.with_places(queries.to_approve(by.scope, today=today), today)
    passed = queries.with_places(queries.passed_on(by.scope, today=today), today)
    return {
        "what": "approve",
        "lines": [line(row, name) for row, name in waiting],
        "passed": [line(row, name) for row, name in passed],
    }


@access(roles=DEPARTMENT)
@require_GET
def period(request: HttpRequest, mandate_id: UUID, first: str) -> HttpResponse:
    """One period of a request: what has arrived, and who is still missing."""
    by, today = acting(request), timezone.localdate()
    begins = day_named(first)
    stand = next(
        (
            row
            for row in queries.stands_of(by, today=today)
            if (row.mandate, row.first) == (mandate_id, begins)
        ),
        None,
    )
    if stand is None:
        raise NotFound("returns.unknown", UNKNOWN)
    rows = queries.with_places(queries.arrived(mandate_id, begins, today=today), today)
    context = {
        "gathered": reverse("returns:gathered", args=[mandate_id, first])
        if queries.is_of_communities(mandate_id)
        else "",
        "stand": period_line(stand),
        "lines": [line(row, name) for row, name in rows],
        "missing": queries.missing_places(mandate_id, begins, today=today),
    }
    return render(request, "office/returns/period.html", context)
