"""Rows and cells in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from linli.core.elements import ValueKind
from linli.office.register.presenters.values import (
    YES_NO,
    Lists,
    day_words,
    method_words,
    moment_words,
    source_words,
)
from linli.register.gate.stops import Found
from linli.returns.models import ReportStep
from linli.returns.plan import Column, can_type
from linli.returns.queries import Asked, PeriodStand, ShownCell, ShownRow
from linli.returns.states import Cell, HandingState, State, Step, Timeliness

LOOKS = {
    None: "warn",
    State.FILLED: "warn",
    State.SENT: "unknown",
    State.APPROVED: "met",
    State.SENT_BACK: "short",
    State.ACCEPTED: "met",
}
HANDING_LOOKS = {
    HandingState.WAITING: "unknown",
    HandingState.TAKEN: "met",
    HandingState.REFUSED: "short",
}
CELL_LOOKS = {
    Cell.FRESH: "met",
    Cell.STALE: "warn",
    Cell.CONFLICT: "warn",
    Cell.MISSING: "short",
    Cell.WITHHELD: "unknown",
}
WHY = {
    Cell.FRESH: gettext_lazy("登记里有，没有超过应当核实的期限。"),
    Cell.STALE: gettext_lazy("登记里有，但已超过这类信息应当核实的期限；仍填在表上，请核实。"),
    Cell.CONFLICT: gettext_lazy("各来源说法不一致；填的是按来源次序采信的一个。"),
}
WHY_FOUND = {
    Found.NOTHING: gettext_lazy("登记里没有这一项，可以在这里补填一次，以后各表都用。"),
    Found.NOBODY: gettext_lazy("登记里没有写明这一项说的是谁，或表上的这一栏不是登记的数据元。"),
    Found.SEVERAL: gettext_lazy("登记里这样的人不止一位，平台不替人猜。"),
    Found.DIFFERS: gettext_lazy("登记里关联的人，与本人登记上写的不一致；没有填。"),
    Found.GUARDED: gettext_lazy("涉及未成年人或敏感信息，没有批准不予提供。"),
    Found.ELSEWHERE: gettext_lazy("登记在准入的地点之外，不予提供。"),
}


def line(row: Asked, place: str = "") -> dict[str, Any]:
    """A return in a list."""
    state = row.state.label if row.state else _("还没有填")
    return {
        "row": row,
        "place": place,
        "look": LOOKS[row.state],
        "state": state,
        "lock": row.lock.label if row.lock else "",
        "timeliness": row.timeliness.label,
        "is_urgent": row.timeliness in (Timeliness.OVERDUE, Timeliness.DUE_SOON),
        "period": f"{day_words(row.first)} – {day_words(row.last)}",
        "due": day_words(row.due),
        "href": reverse("returns:return", args=[row.report]) if row.report else "",
        "fill": reverse("returns:fill", args=[row.mandate, row.first.isoformat()]),
    }


def period_line(row: PeriodStand) -> dict[str, Any]:
    """A period of a request."""
    return {
        "row": row,
        "period": f"{day_words(row.first)} – {day_words(row.last)}",
        "due": day_words(row.due),
        "href": reverse("returns:period", args=[row.mandate, row.first.isoformat()]),
        "close": reverse("returns:close", args=[row.mandate, row.first.isoformat()]),
    }


@dataclass(frozen=True, slots=True)
class CellWords:
    """A cell in words. `href` explains it."""

    text: str
    status: str
    look: str
    href: str


def head(columns: Iterable[Column]) -> list[str]:
    """The headings of a table."""
    return [f"{one.field.group} {one.field.label}".strip() for one in columns]


def body(
    report_id: Any, number: int, rows: Iterable[ShownRow], columns: Iterable[Column], lists: Lists
) -> list[dict[str, Any]]:
    """The rows of a table."""
    kept = list(columns)
    return [
        {
            "number": f"{row.card}.{row.number}" if row.card else row.number,
            "cells": [
                _cell(report_id, number, row, cell, column, lists)
                for cell, column in zip(row.cells, kept, strict=True)
            ],
        }
        for row in rows
    ]


def _cell(
    report_id: Any, number: int, row: ShownRow, cell: ShownCell, column: Column, lists: Lists
) -> CellWords:
    href = reverse("returns:cell", args=[report_id, row.card, row.number, cell.position])
    return CellWords(
        value_words(cell, column, lists),
        "" if cell.status is Cell.FRESH else str(cell.status.label),
        CELL_LOOKS[cell.status],
        f"{href}?version={number}",
    )


def steps_of(steps: Sequence[ReportStep]) -> list[tuple[ReportStep, str, str]]:
    """The history as it is told: the step, its words, its moment. Cells typed one after the other are one line."""
    told = []
    for (_step, _label, is_typed), same in groupby(
        steps, lambda one: (one.step, one.label, one.step == Step.TYPE and not one.why)
    ):
        some = list(same)
        if is_typed and len(some) > 1:
            words = _("补填%(count)s格") % {"count": len(some)}
            told.append((some[-1], words, moment_words(some[-1].at)))
        else:
            told += [(one, str(one.get_step_display()), moment_words(one.at)) for one in some]
    return told


def value_words(cell: ShownCell, column: Column, lists: Lists) -> str:
    """A value as the page shows it: codes in words where the gate gave the whole of it."""
    if not cell.is_whole or column.element is None:
        return cell.text
    own = column.element.property.type
    if own.kind is ValueKind.CODE:
        return lists.word(own.code_list, cell.text) if cell.text else ""
    return YES_NO[cell.text]() if cell.text in YES_NO else cell.text


def why_words(cell: ShownCell, column: Column) -> str:
    """Why a cell is as it is, in a sentence."""
    if cell.status in WHY and cell.found is Found.VALUE and not cell.is_number:
        return str(WHY[cell.status])
    if column.is_serial:
        return _("行号。")
    if cell.is_number:
        return _("登记里算不出的数，由社区填写；只留在这份填报里，不进居民登记。")
    return str(WHY_FOUND.get(cell.found, WHY_FOUND[Found.NOTHING]))


def facts_of(cell: ShownCell, column: Column, lists: Lists) -> list[tuple[str, str]]:
    """Where a value comes from: source, method, day, and whose it is."""
    told: Mapping[str, str] = {
        _("值"): value_words(cell, column, lists),
        _("数据元"): column.element.names.get(get_language() or "") if column.element else _("本部门指标"),
        _("来源"): source_words(cell.source) if cell.source else "",
        _("填写岗位"): cell.typed_by,
        _("方式"): method_words(cell.method),
        _("数据日期"): day_words(cell.as_of) if cell.as_of else "",
        _("须经批准的类别"): _("、").join(str(one.label) for one in sorted(cell.classes)),
    }
    return [(name, text) for name, text in told.items() if text]


def is_typed(cell: ShownCell, column: Column) -> bool:
    """Whether the cell can be typed here."""
    return can_type(column) and cell.found not in (Found.GUARDED, Found.ELSEWHERE, Found.SEVERAL)
