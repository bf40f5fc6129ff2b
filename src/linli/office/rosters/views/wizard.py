"""The list of rosters, bringing one, and the page of one roster at whichever step it is."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.jobs.queries import job_view
from linli.office.rosters.forms import BringForm, WhyForm, errors_of
from linli.office.rosters.presenters.columns import column_rows, element_groups
from linli.office.rosters.presenters.outcome import difference_rows, finding_rows, numbers
from linli.office.rosters.views.common import ANYBODY, BRINGERS, acting, language, see_other, tabs, today
from linli.rosters import actions, queries, rules
from linli.rosters.queries.rosters import line_of
from linli.rosters.states import ImportState, RosterKind

PER_PAGE = 30
DIFFERENCES = 50


@access(roles=ANYBODY, personal=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Which rosters have been brought in?"""
    by = acting(request)
    page = Paginator(queries.rosters(by.scope), PER_PAGE).get_page(request.GET.get("page"))
    names = queries.sources(language())
    lines = [(line_of(row), names.get(row.source, row.source)) for row in page]
    context = {
        "tabs": tabs(request, "index"),
        "page": page,
        "lines": lines,
        "may_bring": rules.may_bring(by),
    }
    return render(request, "office/rosters/index.html", context)


@access(roles=BRINGERS, personal=True)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bring a roster."""
    rules.ensure_may_bring(acting(request))
    names = queries.sources(language())
    if request.method == "GET":
        form = BringForm(sources=names, initial={"as_of": today()})
        return render(request, "office/rosters/new.html", {"form": form, "errors": []})
    form = BringForm(request.POST, request.FILES, sources=names)
    if form.is_valid():
        try:
            return see_other("roster", _bring(request, form.cleaned_data))
        except Refusal as refusal:
            errors = [{"field": form["file"].id_for_label, "text": str(refusal)}]
    else:
        errors = errors_of(form)
    return render(request, "office/rosters/new.html", {"form": form, "errors": errors}, status=422)


def _bring(request: HttpRequest, data: dict[str, Any]) -> UUID:
    sent = data["file"]
    if sent.size > settings.MAX_UPLOAD_BYTES:
        raise Refusal(
            "rosters.file_too_big",
            _("文件超过 %(most)s MB。"),
            _("请拆成几个文件。"),
            most=settings.MAX_UPLOAD_BYTES // 2**20,
        )
    made = actions.bring_roster(
        source=data["source"],
        kind=RosterKind(data["kind"]),
        as_of=data["as_of"],
        file=sent.read(),
        name=sent.name or "",
        by=acting(request),
        at=timezone.now(),
    )
    return made.pk


@access(roles=BRINGERS, personal=True)
@require_GET
def roster(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """One roster: its columns, what the dry run found, what became of it."""
    return roster_page(request, roster_id)


def roster_page(
    request: HttpRequest, roster_id: UUID, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    """The page of one roster, with the errors of a form that was sent from it."""
    by = acting(request)
    view = queries.roster_view(roster_id, by=by, as_of=today())
    job = job_view(job_id=view.job_id, by=by, at=timezone.now()) if view.job_id and view.is_own else None
    context: dict[str, Any] = {
        "view": view,
        "line": view.line,
        "source": queries.sources(language()).get(view.line.source, view.line.source),
        "state": view.line.state.value,
        "job": job,
        "at_work": job is not None and not job.is_over,
        "errors": errors or [],
        "numbers": numbers(view.line.counts),
        "why_form": WhyForm(),
        "may_judge": rules.may_judge(by),
    }
    context |= _step(request, view)
    return render(request, "office/rosters/roster.html", context, status=status)


def _step(request: HttpRequest, view: queries.RosterView) -> dict[str, Any]:
    """What only one of the steps shows."""
    step: dict[str, Any] = {"columns": [], "groups": [], "findings": [], "differences": [], "page": None}
    if not view.is_own:
        return step
    elements = queries.elements_to_choose(view.line, today())
    if view.line.state in (ImportState.UPLOADED, ImportState.MAPPED):
        step["columns"] = column_rows(view.columns, elements, language())
        step["groups"] = element_groups(elements, language())
    if view.line.state == ImportState.CHECKED:
        page = Paginator(view.differences, DIFFERENCES).get_page(request.GET.get("page"))
        step["findings"] = finding_rows(view.findings)
        step["page"] = page
        step["differences"] = difference_rows(
            list(page.object_list), elements, language=language(), by=acting(request), at=timezone.now()
        )
    return step
