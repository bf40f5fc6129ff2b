"""Editing a draft, stating figures, composing anew, freezing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.core.tabulate.words import Language
from linli.office.reports import presenters
from linli.office.reports.forms import FreezeForm, ParagraphForm, StatedForm, problems
from linli.office.reports.views.common import WRITERS, acting, language_named, see_other, steps
from linli.reports import actions, queries
from linli.reports.queries import Reading


@access(roles=WRITERS)
@require_POST
def recompose(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take the figures of now; edited paragraphs stay."""
    actions.recompose_report(by=acting(request), at=timezone.now(), report_id=report_id)
    messages.success(request, _("数据已更新。改过的段落仍保留，所引数据如有变化已在页首列出。"))
    return see_other("report", report_id)


@access(roles=WRITERS)
@require_http_methods(["GET", "POST"])
def paragraph(request: HttpRequest, report_id: UUID, language: str, key: str) -> HttpResponse:
    """One paragraph in the writer's words."""
    by, spoken = acting(request), language_named(language)
    found = queries.reading(by=by, report_id=report_id)
    held = found.edits.get((key, spoken))
    text = held.edited.text if held else presenters.paragraph_text(found, key, spoken)
    if text is None:
        raise Http404
    initial = {"text": text, "based_on": held.id if held else ""}
    form = ParagraphForm(request.POST or None, initial=initial)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            actions.edit_paragraph(
                by=by,
                at=timezone.now(),
                report_id=report_id,
                key=key,
                language=spoken,
                text=form.cleaned_data["text"],
                based_on=form.cleaned_data["based_on"],
            )
            return see_other("report", report_id, query=f"?language={spoken}", fragment=f"#{key}")
        except Refusal as refusal:
            form.add_error("text", str(refusal))
            status = refusal.status
    elif form.is_bound:
        status = 422
    return render(
        request, "office/reports/paragraph.html", _paragraph(found, form, key, spoken, text), status=status
    )


def _paragraph(
    found: Reading, form: ParagraphForm, key: str, language: Language, text: str
) -> dict[str, Any]:
    held = found.edits.get((key, language))
    return {
        "row": found.row,
        "form": form,
        "errors": problems(form),
        "key": key,
        "language": language,
        "held": held,
        "now": presenters.filled(found, text, language) if held is None or held.shown else "",
        "generated": held.edited.generated if held else text,
        "tokens": presenters.tokens(found, held.edited.generated if held else text, language),
        "all_tokens": presenters.all_tokens(found, language),
        "notes": [note for note in presenters.edit_notes(found, language) if note["key"] == key],
        "steps": steps(found.row, _("修改段落")),
    }


@access(roles=WRITERS)
@require_POST
def revert(request: HttpRequest, report_id: UUID, language: str, key: str) -> HttpResponse:
    """Back to the generated text."""
    spoken = language_named(language)
    actions.revert_paragraph(
        by=acting(request),
        at=timezone.now(),
        report_id=report_id,
        key=key,
        language=spoken,
        based_on=request.POST.get("based_on", ""),
    )
    return see_other("report", report_id, query=f"?language={spoken}", fragment=f"#{key}")


@access(roles=WRITERS)
@require_http_methods(["GET", "POST"])
def stated(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Figures that no community answers for."""
    by, at = acting(request), timezone.now()
    row = queries.report_row(by=by, report_id=report_id)
    held = queries.stated_of(report_id)
    form = StatedForm(request.POST or None, held=held)
    if form.is_bound and form.is_valid():
        actions.state_figures(by=by, at=at, report_id=report_id, figures=form.changes(held))
        messages.success(request, _("补充数据已保存，报告已重新编制。"))
        return see_other("report", report_id)
    context = {"row": row, "form": form, "errors": problems(form), "steps": steps(row, _("补充数据"))}
    return render(request, "office/reports/stated.html", context, status=422 if form.is_bound else 200)


@access(roles=WRITERS)
@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Finish the report: a second look, then it never changes again."""
    by, at = acting(request), timezone.now()
    found = queries.reading(by=by, report_id=report_id)
    form = FreezeForm(request.POST or None, initial={"digest": found.content_digest})
    status = 200
    if form.is_bound and form.is_valid():
        try:
            actions.freeze_report(
                by=by,
                at=at,
                report_id=report_id,
                digest=form.cleaned_data["digest"],
                accept_stale=form.cleaned_data["accept_stale"],
            )
            job = actions.start_rendering(by=by, at=at, report_id=report_id)
            messages.success(request, _("报告已定稿。文件正在生成，校验值会一并保存。"))
            return see_other("report", report_id, query=f"?job={job.pk}")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
    elif form.is_bound:
        status = 422
    context = {
        "row": found.row,
        "form": form,
        "errors": problems(form),
        "warnings": len(found.content.warnings),
        "stale": any(info.review.stale or not info.shown for info in found.edits.values()),
        "steps": steps(found.row, _("定稿")),
    }
    return render(request, "office/reports/freeze.html", context, status=status)
