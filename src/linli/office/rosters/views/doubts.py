"""The queue of doubtful pairs, and one pair side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.office.rosters.forms import WhyForm
from linli.office.rosters.presenters.evidence import evidence_rows, likelihood
from linli.office.rosters.views.common import JUDGES, acting, see_other, tabs, today
from linli.rosters import actions, queries
from linli.rosters.states import OPEN_DOUBTS, DoubtState
from linli.territory.queries import names

PER_PAGE = 50
STATES = (DoubtState.SAME, DoubtState.DIFFERENT, DoubtState.SPLIT)


@access(roles=JUDGES, personal=True)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Which pairs wait, and which have been judged?"""
    by = acting(request)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    page = Paginator(queries.doubts(by.scope, state), PER_PAGE).get_page(request.GET.get("page"))
    places = names({row.division_code for row in page}, today())
    context = {
        "tabs": tabs(request, "doubts"),
        "page": page,
        "state": state,
        "states": [("", _("待判断"))] + [(one.value, str(one.label)) for one in STATES],
        "lines": [
            {
                "id": row.pk,
                "place": places.get(row.division_code, row.division_code),
                "likelihood": likelihood(row.weight),
                "state": DoubtState(row.state).label,
                "two_numbers": row.two_numbers,
                "made_at": row.made_at,
            }
            for row in page
        ],
        "first": queries.next_doubt(by.scope),
    }
    return render(request, "office/rosters/doubts.html", context)


@access(roles=JUDGES, personal=True)
@require_GET
def pair(request: HttpRequest, doubt_id: UUID) -> HttpResponse:
    """Are these two one person?"""
    return _pair_page(request, doubt_id)


def _pair_page(
    request: HttpRequest, doubt_id: UUID, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    by = acting(request)
    view = queries.doubt_view(doubt_id, by=by)
    rows, withheld = evidence_rows(view, by=by, at=timezone.now())
    context: dict[str, Any] = {
        "view": view,
        "rows": rows,
        "withheld": withheld,
        "likelihood": likelihood(view.weight),
        "state_words": view.state.label,
        "is_open": view.state in OPEN_DOUBTS,
        "is_merged": view.state is DoubtState.SAME,
        "waits_for_another": view.state is DoubtState.SEEN_ONCE and view.is_first,
        "next": queries.next_doubt(by.scope, after=view),
        "previous": queries.next_doubt(by.scope, after=view, back=True),
        "errors": errors or [],
        "why_form": WhyForm(),
    }
    return render(request, "office/rosters/doubt.html", context, status=status)


@access(roles=JUDGES, personal=True)
@require_POST
def judge(request: HttpRequest, doubt_id: UUID) -> HttpResponse:
    """Say one or two, and go on to the next pair."""
    by = acting(request)
    view = queries.doubt_view(doubt_id, by=by)
    try:
        done = actions.judge_doubt(
            doubt_id=doubt_id, same=request.POST.get("answer") == "same", by=by, at=timezone.now()
        )
    except Refusal as refusal:
        return _refused(request, doubt_id, refusal)
    messages.success(request, _("已记下：%(state)s。") % {"state": DoubtState(done.state).label})
    following = queries.next_doubt(by.scope, after=view)
    return see_other("doubt", following) if following else see_other("doubts")


@access(roles=JUDGES, personal=True)
@require_POST
def part(request: HttpRequest, doubt_id: UUID) -> HttpResponse:
    """Take a merge back."""
    try:
        actions.part_doubt(
            doubt_id=doubt_id, why=request.POST.get("why", ""), by=acting(request), at=timezone.now()
        )
    except Refusal as refusal:
        return _refused(request, doubt_id, refusal)
    messages.success(request, _("已拆开，两边各自恢复原样。"))
    return see_other("doubt", doubt_id)


def _refused(request: HttpRequest, doubt_id: UUID, refusal: Refusal) -> HttpResponse:
    if refusal.status in (403, 404):
        raise refusal
    return _pair_page(request, doubt_id, [{"field": "answers", "text": str(refusal)}], status=422)
