"""A return about a community: its figures as cells, and the subjects behind one of them, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.core.figures import Figure, figure_of
from linli.core.smallcells import THRESHOLD
from linli.register.gate import Readout, read_list
from linli.register.gate.lists import SubjectLine, subject_lines
from linli.register.gate.selecting import UNITS
from linli.register.gate.stops import Found
from linli.register.states import SubjectKind
from linli.returns.figuring import is_hidden, kept_figures, number_of
from linli.returns.models import FilledFigure, FilledRow, Filling
from linli.returns.placenames import digits_of, names_of
from linli.returns.plan import Column, Plan
from linli.returns.queries.cells import ShownCell
from linli.returns.reasons import reason_of
from linli.returns.states import Cell

PAGE = 20
PURPOSE = "resident_register"
NAMED = ("self.name", "self.sex", "self.birth_date")


def figure_cells(
    plan: Plan, filling: Filling, row: FilledRow, columns: tuple[Column, ...], by: Actor
) -> tuple[ShownCell, ...]:
    """The cells of the row of a community, for a reader. Two queries."""
    kept = kept_figures(filling, row.community)
    names = names_of(row.community, filling.on_date)
    at = {position: index for index, position in enumerate(filling.fields)}
    return tuple(
        _cell(column, Cell(row.statuses[at[column.field.position]]), row, kept, names, by)
        for column in columns
    )


def _cell(
    column: Column, status: Cell, row: FilledRow, kept: dict[int, FilledFigure], names: Any, by: Actor
) -> ShownCell:
    position = column.field.position
    figure = kept.get(position)
    if figure is not None:
        number = number_of(figure, by)
        text = _("小于%(least)s") % {"least": THRESHOLD} if is_hidden(figure, by) else ""
        found = Found.GUARDED if figure.unjudged else Found.VALUE
        return ShownCell(position, status, text if number is None else f"{number:f}", found)
    digits = digits_of(column)
    text = str(row.number) if column.is_serial else names[digits] if digits else ""
    return ShownCell(position, status, text, Found.VALUE if text else Found.NOBODY)


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure with its rule and the subjects it is made of; `lines` and `read` are empty for a department.

    `read` is what the gate showed of the people that lines name.
    """

    figure: Figure
    kind: SubjectKind
    counted: int
    unjudged: int
    is_hidden: bool
    page: Page[Any] | None = None
    lines: tuple[SubjectLine, ...] = ()
    read: Readout | None = None


def behind(
    plan: Plan, filling: Filling, community: str, position: int, *, by: Actor, at: datetime, page: str = "1"
) -> Behind:
    """Of whom a figure is made. NotFound where the return has no such figure. Refusals: those of `read_list`.

    A constant number of queries; every person on the page is in the reading log.
    """
    rows = FilledFigure.objects.in_scope(Scope(community)).filter(filling=filling)
    found = rows.filter(position=position).first()
    if found is None:
        raise NotFound("returns.no_cell", gettext_lazy("这份填报没有这一格。"))
    figure = figure_of(found.rule)
    kind = UNITS[figure.scope.unit]
    told = Behind(figure, kind, found.counted, found.unjudged, is_hidden(found, by))
    if by.role == Role.DEPARTMENT:
        return told
    listed = Paginator(range(found.counted), PAGE).get_page(page)
    first = (listed.number - 1) * PAGE
    lines = tuple(subject_lines(kind, found.part(first, first + PAGE), Scope(community)))
    people: list[UUID] = [one.person for one in lines if one.person]
    read = None
    if people:
        reason = reason_of(plan.mandate)
        read = read_list(people, NAMED, purpose=PURPOSE, reason=reason, by=by, at=at)
    return Behind(figure, kind, found.counted, found.unjudged, False, listed, lines, read)
