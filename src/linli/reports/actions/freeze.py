"""Finishing a report: figures, rules and program are kept with it, and it never changes again."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.core.tabulate import payload
from linli.core.tabulate.report import Report as Content
from linli.reports.models import FrozenReport, ParagraphEdit, Report
from linli.reports.queries.contents import (
    EditKey,
    composed,
    content_digest,
    edited,
    edits_of,
    packed,
    reviews,
)
from linli.reports.queries.guards import draft_to_write
from linli.reports.render.engine import engine
from linli.reports.render.footing import with_footing
from linli.reports.states import ReportState


def freeze_report(
    *, by: Actor, at: datetime, report_id: UUID, digest: str, accept_stale: bool = False
) -> FrozenReport:
    """Finish a draft as it is. ``digest`` is that of the content the writer has seen (`Reading.content_digest`).

    Refusals: reports.unknown, reports.not_allowed, reports.frozen, reports.changed_meanwhile,
    reports.stale_edits (edited texts whose figures have moved, unless ``accept_stale``).
    """
    report = draft_to_write(by, report_id)
    content, rows = composed(report), edits_of(report)
    shown = edited(content, rows)
    if content_digest(report, shown, rows) != digest:
        raise _changed()
    _check(stale=[] if accept_stale else _stale(content, rows))
    program = engine()
    stored = payload.dumps(with_footing(shown, program))
    with audited(
        by=by,
        at=at,
        verb="reports.freeze",
        subject=f"reports.Report:{report.pk}",
        place=report.division_code,
        detail={"digest": payload.digest(stored), "code": program["code"]},
    ):
        moved = Report.objects.filter(pk=report.pk, state=ReportState.DRAFT, digest=report.digest).update(
            state=ReportState.FROZEN
        )
        if not moved:
            raise _changed()
        return FrozenReport.objects.create(
            report=report,
            payload=packed(stored),
            digest=payload.digest(stored),
            standards=report.standards,
            engine={**program, "composed_code": report.engine_digest},
            frozen_at=at,
            frozen_by=by.label,
        )


def _stale(content: Content, rows: Mapping[EditKey, ParagraphEdit]) -> list[str]:
    found = reviews(content, rows).values()
    return [info.edited.key for info in found if info.review.stale or not info.shown]


def _check(*, stale: list[str]) -> None:
    if stale:
        raise Refusal(
            "reports.stale_edits",
            _("有%(count)s段改过的文字，其所引数据后来有变化。"),
            _("请先逐段核对，或确认照原样定稿。"),
            count=len(stale),
        )


def _changed() -> Refusal:
    return Refusal(
        "reports.changed_meanwhile",
        _("报告在您打开之后又有更新。"),
        _("请重新打开看过，再定稿。"),
    )
