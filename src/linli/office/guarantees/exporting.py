"""The table of communities as a file: the same rows, columns, order and filters as on the page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from linli.base.exports.columns import CellKind, ExportColumn
from linli.base.exports.csvfile import csv_bytes
from linli.base.exports.request import ExportRequest
from linli.base.exports.workbook import ExportSheet, workbook_bytes
from linli.guarantees.actions import record_export
from linli.guarantees.queries import Frame, StandingRow
from linli.guarantees.states import Guarantee
from linli.office.guarantees import words
from linli.office.guarantees.forms import ExportForm
from linli.office.guarantees.presenters.head import title_of
from linli.territory.rules.names import short_name


def columns() -> tuple[ExportColumn, ...]:
    """Titles and kinds of the columns."""
    verdicts = []
    for guarantee in Guarantee:
        name = str(guarantee.label)
        verdicts += [
            ExportColumn(name),
            ExportColumn(_("%(name)s：差在哪里") % {"name": name}),
            ExportColumn(_("%(name)s：达标项") % {"name": name}, CellKind.INTEGER),
            ExportColumn(_("%(name)s：未达标项") % {"name": name}, CellKind.INTEGER),
            ExportColumn(_("%(name)s：未知项") % {"name": name}, CellKind.INTEGER),
        ]
    return (
        ExportColumn(_("社区代码")),
        ExportColumn(_("社区")),
        ExportColumn(_("街道（镇）")),
        ExportColumn(_("已提交"), CellKind.YES_NO),
        *verdicts,
        ExportColumn(_("一次性费用（元）"), CellKind.DECIMAL),
        ExportColumn(_("每年费用（元）"), CellKind.DECIMAL),
        ExportColumn(_("没有价格的差距"), CellKind.INTEGER),
    )


def rows(found: tuple[StandingRow, ...]) -> Iterator[list[Any]]:
    """The rows, in the order shown."""
    for row in found:
        cells: list[Any] = [row.code, short_name(row.name), row.sub_district_name, row.handed_in]
        for verdict in row.verdicts:
            cells += [
                str(verdict.state.label),
                words.gap(verdict.rule, verdict.gap) if verdict.rule else None,
                verdict.met,
                verdict.short,
                verdict.unknown,
            ]
        yield [*cells, row.cost_once, row.cost_yearly, row.cost_unknown]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def response(
    request: HttpRequest, form: ExportForm, frame: Frame, found: tuple[StandingRow, ...], at: datetime
) -> HttpResponse:
    """The file, after its audit entry is written."""
    assert frame.campaign is not None
    actor, purpose = request.actor, form.cleaned_data["purpose"]  # type: ignore[attr-defined]
    shown = request.GET.urlencode()
    asked = ExportRequest(
        purpose=purpose,
        by_label=actor.label,
        at=at,
        title=_("%(place)s：五个有（%(campaign)s）")
        % {"place": frame.name, "campaign": title_of(frame.campaign)},
        filters=tuple((name, str(value)) for name, value in request.GET.items() if value),
    )
    if form.cleaned_data["kind"] == "csv":
        body, kind, suffix = csv_bytes(asked, columns(), rows(found)), CSV, "csv"
    else:
        sheet = ExportSheet(_("五个有"), columns(), rows(found))
        body, kind, suffix = workbook_bytes(asked, [sheet]), XLSX, "xlsx"
    record_export(
        by=actor,
        at=at,
        campaign_id=frame.campaign.id,
        place=frame.prefix,
        purpose=purpose,
        rows=len(found),
        shown=shown,
    )
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="five-guarantees-{frame.prefix}.{suffix}"'
    return answer
