"""Past figures as a workbook."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from linli.base.exports.columns import CellKind, ExportColumn
from linli.base.exports.request import ExportRequest
from linli.base.exports.workbook import ExportSheet, workbook_bytes
from linli.base.identity.actor import Actor
from linli.grids.actions import record_download
from linli.grids.counting import MEASURES
from linli.grids.models import GridPlan
from linli.grids.queries.past import PastFigures, PastGrid
from linli.office.grids import presenters
from linli.ui.downloads import as_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def columns() -> tuple[ExportColumn, ...]:
    """The grid, then each measure three times: then, under the plan, the difference; what is open now comes last."""
    sides = (_("当天边界"), _("方案边界"), _("相差"))
    words = [*presenters.measure_words().values(), *presenters.work_words().values()]
    return (
        ExportColumn(_("网格编码")),
        *(ExportColumn(f"{name} · {side}", CellKind.INTEGER) for name in words for side in sides),
    )


def rows(found: PastFigures, work: PastFigures | None) -> Iterator[list[Any]]:
    """A row for each grid, empty where there is no such grid."""
    counted, opened = ({one.code: one for one in each.grids} if each else {} for each in (found, work))
    for code in sorted(counted.keys() | opened.keys()):
        line: list[Any] = [code or _("不在任何网格")]
        for listed, count in ((counted, len(MEASURES)), (opened, len(presenters.WORK))):
            one = listed.get(code, PastGrid(code, None, None))
            for measure in range(count):
                line += [None if side is None else side[measure] for side in (one.before, one.after)]
                line.append(one.difference(measure))
        yield line


def response(
    *,
    plan: GridPlan,
    day: date,
    place: str,
    found: PastFigures,
    work: PastFigures | None,
    purpose: str,
    by: Actor,
    at: datetime,
) -> HttpResponse:
    """The file, after its audit entry is written."""
    first, last = found.counted
    asked = ExportRequest(
        purpose=purpose,
        by_label=by.label,
        at=at,
        title=_("各网格的住房、人口和未办任务：%(plan)s") % {"plan": plan.name},
        filters=(
            (_("哪一天的边界和数字"), day.isoformat()),
            (_("清点日"), first.isoformat() if first == last else f"{first} – {last}"),
            (_("未办任务"), _("按下载那一刻")),
            (_("换到哪份方案"), plan.name),
        ),
    )
    lines = list(rows(found, work))
    body = workbook_bytes(asked, [ExportSheet(_("各网格"), columns(), lines)])
    record_download(plan_id=plan.pk, day=day, place=place, purpose=purpose, rows=len(lines), by=by, at=at)
    return as_file(body, f"{plan.name}-{day.isoformat()}.xlsx", XLSX)
