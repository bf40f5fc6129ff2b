"""Changes in life that rosters report: accepted or declined by a person."""

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
from linli.catalogue import queries as catalogue
from linli.office.rosters.views.common import JUDGES, acting, language, see_other, tabs, today
from linli.rosters import actions, queries
from linli.rosters.queries.changes import line_of, partners
from linli.rosters.states import ChangeKind, ChangeState

PER_PAGE = 30


@access(roles=JUDGES, personal=True)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What do rosters say has changed in people's lives?"""
    return _page(request)


def _page(
    request: HttpRequest, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    by = acting(request)
    state = request.GET.get("state", ChangeState.OPEN.value)
    state = state if state in ChangeState.values else ChangeState.OPEN.value
    page = Paginator(queries.changes(by.scope, state), PER_PAGE).get_page(request.GET.get("page"))
    names, elements = queries.sources(language()), catalogue.catalogue(today())
    lines = []
    masks = partners(page)
    for row in page:
        line = line_of(row)
        element = elements.element(line.element)
        lines.append(
            {
                "line": line,
                "kind": line.kind.label,
                "household": None if line.kind == ChangeKind.MARRIED else line.other,
                "partner": masks.get(line.other, "") if line.other else "",
                "element": element.names.get(language()) if element else line.element,
                "source": names.get(line.source, line.source),
                "may_open": by.scope.covers(row.roster.division_code),
            }
        )
    context = {
        "tabs": tabs(request, "changes"),
        "page": page,
        "lines": lines,
        "state": state,
        "is_open": state == ChangeState.OPEN,
        "states": [(one.value, one.label) for one in ChangeState],
        "errors": errors or [],
    }
    return render(request, "office/rosters/changes.html", context, status=status)


@access(roles=JUDGES, personal=True)
@require_POST
def decide(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Accept or decline one."""
    by, why = acting(request), request.POST.get("why", "")
    try:
        if request.POST.get("answer") == "accept":
            actions.accept_change(change_id=change_id, why=why, by=by, at=timezone.now())
            messages.success(request, _("已登记这项变化。"))
        else:
            actions.decline_change(change_id=change_id, why=why, by=by, at=timezone.now())
            messages.success(request, _("没有采纳；同样的变化不会再提出。"))
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _page(request, [{"field": f"change-{change_id}", "text": str(refusal)}], status=422)
    return see_other("changes")
