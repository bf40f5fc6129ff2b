"""Reading a report, and the rows behind its numbers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.office.reports import presenters
from linli.office.reports.views.common import (
    READERS,
    acting,
    campaign_title,
    followed_job,
    language_shown,
    steps,
)
from linli.reports import queries
from linli.reports.rules import may_write
from linli.reports.states import ReportLanguage, ReportState


@access(roles=READERS)
@require_GET
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The report as a document, with its toolbar and the warnings of the self-check."""
    by, language = acting(request), language_shown(request)
    found = queries.reading(by=by, report_id=report_id)
    is_draft = found.row.state == ReportState.DRAFT
    writes = is_draft and may_write(by, found.row.division_code)
    context = {
        "row": found.row,
        "campaign": campaign_title(found.row),
        "steps": [*steps(found.row)[:-1], {"name": found.row.place_name, "href": ""}],
        "article": presenters.article_of(found, language, may_edit=writes),
        "language": language,
        "languages": ReportLanguage.choices,
        "downloads": presenters.downloads(found, language),
        "is_draft": is_draft,
        "writes": writes,
        "is_large": found.is_large,
        "frozen": found.frozen,
        "edit_notes": presenters.edit_notes(found, language),
        "others": [
            (one, one.id == found.row.id)
            for one in queries.reports(by=by, as_of=request.today, place=found.row.division_code)  # type: ignore[attr-defined]
        ],
        "job": followed_job(request),
    }
    return render(request, "office/reports/report.html", context)


@access(roles=READERS)
@require_GET
def rows(request: HttpRequest, report_id: UUID, code: str) -> HttpResponse:
    """The rows behind a number: a page of its own, or the side panel of the report."""
    language = language_shown(request)
    found = queries.reading(by=acting(request), report_id=report_id)
    figure = queries.figure_of(found, code)
    page = request.GET.get("page", "1")
    context = {
        "row": found.row,
        "code": code,
        "language": language,
        "rows": presenters.rows_page(figure, language, int(page) if page.isdigit() else 1),
        "steps": steps(found.row, figure.label.of(language)),
    }
    panel = request.headers.get("X-Panel") == "rows"
    answer = render(
        request, "office/reports/rows_panel.html" if panel else "office/reports/rows.html", context
    )
    answer["Vary"] = "X-Panel"
    return answer


@access(roles=READERS)
@require_GET
def checks(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Everything that was checked, with the numbers that were added."""
    language = language_shown(request)
    found = queries.reading(by=acting(request), report_id=report_id)
    context = {
        "row": found.row,
        "language": language,
        "lines": presenters.check_lines(found, language),
        "steps": steps(found.row, _("数据核对")),
    }
    return render(request, "office/reports/checks.html", context)
