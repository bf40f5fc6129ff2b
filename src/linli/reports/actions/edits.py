"""The writer's hand: paragraphs in other words, and figures that no community answers for."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.core.tabulate.edits import edit
from linli.core.tabulate.spans import BadText
from linli.core.tabulate.words import Language
from linli.reports.actions.compose import recompose_report
from linli.reports.compose.vocabulary import STATABLE
from linli.reports.models import ParagraphEdit, Report, StatedFigure
from linli.reports.queries.contents import composed, generated_text
from linli.reports.queries.guards import draft_to_write

LONGEST = 5_000
StatedAs = tuple[str, Decimal | None, str]


def edit_paragraph(
    *, by: Actor, at: datetime, report_id: UUID, key: str, language: Language, text: str, based_on: str = ""
) -> ParagraphEdit:
    """Put a writer's text in the place of a paragraph, in one language. Figures stay as ``{code}`` tokens.

    ``based_on`` is the id of the edit the writer saw ("" for the generated text): somebody else's newer text is
    not overwritten. Refusals: reports.unknown, reports.not_allowed, reports.frozen, reports.no_paragraph,
    reports.empty_text, reports.too_long, reports.bad_token, reports.unknown_figure, reports.edited_meanwhile.
    """
    report = draft_to_write(by, report_id)
    content = composed(report)
    generated = generated_text(content, key, language)
    if generated is None:
        raise NotFound("reports.no_paragraph", _("报告里没有这一段，可能已随数据变化而消失。"))
    written = _checked(text)
    try:
        edited = edit(key, language, written, generated, content.figures)
    except BadText as error:
        raise _bad_text(error) from error
    then = {code: None if value is None else str(value) for code, value in edited.values_then.items()}
    return _appended(
        by, at, report, key, language, written, generated, then, based_on, "reports.edit_paragraph"
    )


def revert_paragraph(
    *, by: Actor, at: datetime, report_id: UUID, key: str, language: Language, based_on: str = ""
) -> ParagraphEdit:
    """Go back to the generated text. The writer's text stays in the history.

    Refusals: reports.unknown, reports.not_allowed, reports.frozen, reports.edited_meanwhile.
    """
    report = draft_to_write(by, report_id)
    return _appended(by, at, report, key, language, "", "", {}, based_on, "reports.revert_paragraph")


def state_figure(
    *, by: Actor, at: datetime, report_id: UUID, code: str, value: Decimal | None, source: str
) -> Report:
    """State one figure for the whole place; see `state_figures`."""
    return state_figures(by=by, at=at, report_id=report_id, figures=[(code, value, source)])


def state_figures(*, by: Actor, at: datetime, report_id: UUID, figures: Iterable[StatedAs]) -> Report:
    """State figures for the whole place as (code, value, source); None as value withdraws one.

    The draft is composed anew once. Refusals: reports.unknown, reports.not_allowed, reports.frozen,
    reports.not_statable, reports.no_source, reports.negative.
    """
    report = draft_to_write(by, report_id)
    wanted = list(figures)
    for figure in wanted:
        _check_stated(*figure)
    with audited(
        by=by,
        at=at,
        verb="reports.state_figures",
        subject=f"reports.Report:{report.pk}",
        place=report.division_code,
        detail={code: None if value is None else str(value) for code, value, _source in wanted},
    ):
        for code, value, source in wanted:
            StatedFigure.objects.filter(report=report, code=code, superseded_at=None).update(superseded_at=at)
            StatedFigure.objects.create(
                report=report,
                code=code,
                value=value,
                source=source.strip() if value is not None else "",
                stated_at=at,
                stated_by=by.label,
            )
        return recompose_report(by=by, at=at, report_id=report.pk) if wanted else report


def _check_stated(code: str, value: Decimal | None, source: str) -> None:
    if code not in STATABLE:
        raise Refusal("reports.not_statable", _("这个数据不能这样补充。"))
    if value is not None and value < 0:
        raise Refusal("reports.negative", _("数值不能小于零。"))
    if value is not None and not source.strip():
        raise Refusal("reports.no_source", _("请写明数据来源。"), _("例如：区民政局填报。"))


def _checked(text: str) -> str:
    written = " ".join(text.split())
    if not written:
        raise Refusal("reports.empty_text", _("这一段没有文字。"), _("要恢复自动生成的文字，请用“恢复”。"))
    if len(written) > LONGEST:
        raise Refusal("reports.too_long", _("这一段超过%(most)s字。"), _("请分成几段。"), most=LONGEST)
    return written


def _bad_text(error: BadText) -> Refusal:
    if error.code == "text.unknown_figure":
        return Refusal(
            "reports.unknown_figure",
            _("没有名为“%(token)s”的数据。"),
            _("请从本段可用数据中选用。"),
            token=error.token,
        )
    return Refusal(
        "reports.bad_token",
        _("“%(token)s”附近的花括号不成对，或其中的写法无法识别。"),
        _("数据写作 {数据代码}，正文中不能单独出现花括号。"),
        token=error.token,
    )


def _appended(
    by: Actor,
    at: datetime,
    report: Report,
    key: str,
    language: Language,
    text: str,
    generated: str,
    then: dict[str, str | None],
    based_on: str,
    verb: str,
) -> ParagraphEdit:
    with audited(
        by=by,
        at=at,
        verb=verb,
        subject=f"reports.Report:{report.pk}",
        place=report.division_code,
        detail={"key": key, "language": language},
    ) as entry:
        held = ParagraphEdit.objects.filter(report=report, key=key, language=language, superseded_at=None)
        current = held.select_for_update().first()
        seen = str(current.pk) if current is not None and current.text else ""
        if seen != based_on:
            raise Refusal(
                "reports.edited_meanwhile",
                _("这一段刚刚由别人改过，您的文字没有保存。"),
                _("请先看一看新的文字，再决定是否修改。"),
            )
        held.update(superseded_at=at)
        row = ParagraphEdit.objects.create(
            report=report,
            key=key,
            language=language,
            text=text,
            generated=generated,
            values_then=then,
            edited_at=at,
            edited_by=by.label,
        )
        entry.detail = {"key": key, "language": language, "edit": str(row.pk)}
    return row
