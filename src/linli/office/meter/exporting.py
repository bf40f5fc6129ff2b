"""The meter's tables as a file: the same rows and columns as on the page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from linli.base.exports.columns import CellKind, ExportColumn
from linli.base.exports.csvfile import csv_bytes
from linli.base.exports.request import ExportRequest
from linli.base.exports.workbook import ExportSheet, workbook_bytes
from linli.meter.actions.exports import record_export
from linli.meter.queries import Meter
from linli.office.meter.forms import ExportForm
from linli.office.meter.presenters import line, method

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def columns() -> tuple[ExportColumn, ...]:
    """Titles and kinds of the columns."""
    return (
        ExportColumn(_("分组")),
        ExportColumn(_("名称")),
        ExportColumn(_("要求的格"), CellKind.INTEGER),
        ExportColumn(_("不问就填出"), CellKind.INTEGER),
        ExportColumn(_("比例（%）"), CellKind.DECIMAL),
        ExportColumn(_("上门核对"), CellKind.INTEGER),
        ExportColumn(_("上门补采"), CellKind.INTEGER),
        ExportColumn(_("手工填写"), CellKind.INTEGER),
        ExportColumn(_("免填的表（期）"), CellKind.INTEGER),
        ExportColumn(_("之前（分钟）"), CellKind.DECIMAL),
        ExportColumn(_("之后（分钟）"), CellKind.DECIMAL),
    )


def rows(found: Meter) -> Iterator[list[Any]]:
    """Departments, the whole, communities, in the order shown."""
    groups = ((_("部门"), (*found.departments, found.whole)), (_("社区"), found.communities))
    for group, members in groups:
        for one in map(line, members):
            row = one.row
            yield [
                *(group, row.name, row.asked, row.filled, one.share),
                *(row.checked, row.collected, row.typed, row.avoided, one.before, one.after),
            ]


def response(request: HttpRequest, form: ExportForm, found: Meter, name: str, at: datetime) -> HttpResponse:
    """The file, after its audit entry is written."""
    actor, purpose = request.actor, form.cleaned_data["purpose"]  # type: ignore[attr-defined]
    shown: Iterable[tuple[str, str]] = [(_("用时怎么算"), method(found))]
    asked = ExportRequest(
        purpose=purpose,
        by_label=actor.label,
        at=at,
        title=_("%(place)s：负担计量") % {"place": name},
        filters=tuple(shown),
    )
    lines = list(rows(found))
    if form.cleaned_data["kind"] == "csv":
        body, kind, suffix = csv_bytes(asked, columns(), iter(lines)), CSV, "csv"
    else:
        sheet = ExportSheet(_("负担计量"), columns(), iter(lines))
        body, kind, suffix = workbook_bytes(asked, [sheet]), XLSX, "xlsx"
    record_export(
        by=actor,
        at=at,
        place=actor.scope.prefix,
        purpose=purpose,
        rows=len(lines),
        shown=request.GET.urlencode(),
    )
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="meter-{actor.scope.prefix}.{suffix}"'
    return answer
