"""Reports in the shape that templates take."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from linli.core.tabulate.blocks import Paragraph
from linli.core.tabulate.figures import Figure
from linli.core.tabulate.laid import lay
from linli.core.tabulate.spans import codes_in, plain
from linli.core.tabulate.words import Language
from linli.office.reports.views.common import campaign_title, own_language
from linli.reports.queries import Reading, ReportRow
from linli.reports.queries.contents import EditInfo
from linli.reports.render import phrases
from linli.reports.render.document import document_of
from linli.reports.render.html import Links, article, table_html
from linli.reports.states import Form

ROWS_ON_A_PAGE = 200


def lines(rows: tuple[ReportRow, ...]) -> list[dict[str, Any]]:
    """The lines of the list."""
    return [
        {
            "row": row,
            "href": reverse("reports:report", args=[row.id]),
            "campaign": campaign_title(row),
            "state": row.state.label,
        }
        for row in rows
    ]


def article_of(found: Reading, language: Language, *, may_edit: bool) -> SafeString:
    """The report as an article. Every text in it has been escaped by the renderer."""
    document = document_of(found.content.in_language(language))
    links = Links(
        figure=_row_links(found, language),
        edit=_edit_links(found, language) if may_edit else lambda key: "",
        edit_label=_("修改这一段"),
        edited_label=_("已修改"),
    )
    return mark_safe(article(document, links))  # noqa: S308  escaped piece by piece in linli.reports.render.html


def _row_links(found: Reading, language: Language) -> Callable[[str], str]:
    base = reverse("reports:rows", args=[found.row.id, "CODE"])
    return lambda code: f"{base.replace('CODE', code)}?language={language}"


def _edit_links(found: Reading, language: Language) -> Callable[[str], str]:
    base = reverse("reports:paragraph", args=[found.row.id, language, "KEY"])
    return lambda key: base.replace("KEY", key)


def downloads(found: Reading, language: Language) -> list[tuple[str, str]]:
    """(words, address) of each form the report can be taken away as."""
    return [
        (str(form.label), reverse("reports:download", args=[found.row.id, language, form.value]))
        for form in Form
    ]


@dataclass(frozen=True)
class RowsPage:
    """The rows behind a number, a page of them."""

    title: str
    number: str
    source: str
    rule: str
    table: SafeString
    first: int
    last: int
    total: int
    page: int
    pages: int
    recount: str


def rows_page(figure: Figure, language: Language, page: int) -> RowsPage:
    """One page of a figure's rows, with the number on top. A page outside is brought inside."""
    total = len(figure.rows)
    pages = max(1, -(-total // ROWS_ON_A_PAGE))
    page = min(max(1, page), pages)
    start = (page - 1) * ROWS_ON_A_PAGE
    shown = tuple(figure.rows[start : start + ROWS_ON_A_PAGE])
    laid = lay(figure.columns, shown, (), {}, language)
    table = mark_safe(table_html(laid)) if shown else SafeString("")  # noqa: S308  escaped by table_html
    return RowsPage(
        figure.label.of(language),
        figure.written(language).text,
        phrases.figure_source(figure, language),
        figure.rule.of(language),
        table,
        start + 1 if total else 0,
        start + len(shown),
        total,
        page,
        pages,
        str(_MEASURES.get(figure.measure, "")) and _MEASURES[figure.measure](),
    )


_MEASURES: dict[str, Callable[[], str]] = {
    "count": lambda: _("等于下列记录的条数。"),
    "sum": lambda: _("等于末列数值之和。"),
    "mean": lambda: _("等于末列已知数值的平均数。"),
    "share": lambda: _("等于末列之和除以记录条数。"),
    "stated": lambda: _("由所列来源给出。"),
    "derived": lambda: _("由下列数据推算。"),
}


def check_lines(found: Reading, language: Language) -> list[dict[str, Any]]:
    """All checks, those that do not agree first."""
    ordered = sorted(found.content.checks, key=lambda check: check.verdict.value == "agrees")
    return [
        {
            "kind": phrases.CHECK_KINDS[check.kind].of(language),
            "title": check.title.of(language),
            "stated": phrases.check_number(check, check.stated, language),
            "computed": phrases.check_number(check, check.computed, language),
            "difference": phrases.check_number(check, check.difference, language),
            "outcome": phrases.VERDICTS[check.verdict].of(language),
            "agrees": check.verdict.value == "agrees",
            "beside": check.beside,
            "parts": [(_text(row[0], language), _number(row[1], check, language)) for row in check.rows],
        }
        for check in ordered
    ]


def _text(cell: Any, language: Language) -> str:
    return cell.of(language) if hasattr(cell, "of") else str(cell)


def _number(cell: Any, check: Any, language: Language) -> str:
    return phrases.check_number(check, cell if isinstance(cell, Decimal) else None, language)


def tokens(found: Reading, text: str, language: Language) -> list[tuple[str, str, str]]:
    """(token, label, value now) of the figures a text uses, for the writer."""
    figures = found.content.figures
    return [
        ("{" + code + "}", figures[code].label.of(language), figures[code].written(language).text)
        for code in codes_in(text)
        if code in figures
    ]


def all_tokens(found: Reading, language: Language) -> list[tuple[str, str, str]]:
    """Every figure of the report, for the writer to choose from."""
    return [
        ("{" + code + "}", figure.label.of(language), figure.written(language).text)
        for code, figure in found.content.figures.items()
    ]


def paragraph_text(found: Reading, key: str, language: Language) -> str | None:
    """The text of a paragraph as it is shown, with its tokens."""
    for block in found.content.blocks:
        if isinstance(block, Paragraph) and block.key == key:
            return block.text.of(language)
    return None


def filled(found: Reading, text: str, language: Language) -> str:
    """A text with its numbers in place."""
    return plain(text, found.content.figures, language)


def edit_notes(found: Reading, language: Language) -> list[dict[str, Any]]:
    """What a reader of edited paragraphs should know, one entry for each that has something to say."""
    notes = []
    for (key, of_language), info in found.edits.items():
        texts = _notes_on(found, info) if of_language == language else []
        if texts:
            href = reverse("reports:paragraph", args=[found.row.id, language, key])
            notes.append({"key": key, "href": href, "texts": texts, "shown": info.shown, "by": info.by})
    return notes


def _notes_on(found: Reading, info: EditInfo) -> list[str]:
    review, figures, language = info.review, found.content.figures, own_language()
    texts = []
    for stale in review.stale:
        if stale.gone or stale.code not in figures:
            texts.append(_("数据“%(code)s”已不在报告中。") % {"code": stale.code})
            continue
        figure = figures[stale.code]
        then = figure.with_value(stale.then).written(language).text
        now = figure.written(language).text
        label = figure.label.of(language)
        texts.append(
            _("“%(label)s”当时为%(then)s，现为%(now)s。") % {"label": label, "then": then, "now": now}
        )
    if review.loose_numbers:
        numbers = _("、").join(review.loose_numbers)
        texts.append(_("手写的数字没有出处：%(numbers)s。") % {"numbers": numbers})
    if not info.shown:
        texts.append(_("因所在段落或数据已不存在，这段文字未采用。"))
    return texts
