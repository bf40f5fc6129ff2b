"""A return about a community: its figures as cells, and the subjects behind one of them, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.days import local_day
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import catalogue, vocabulary
from linli.core.figures import Figure, figure_of, mismatches, sums_of
from linli.core.smallcells import THRESHOLD
from linli.register.gate import Readout, read_list
from linli.register.gate.answering import Request, answer
from linli.register.gate.counting import OUT_OF_REACH, reads_of
from linli.register.gate.lists import SubjectLine, subject_lines
from linli.register.gate.routes import root_of, route
from linli.register.gate.selecting import UNITS
from linli.register.gate.stops import Found
from linli.register.states import SubjectKind
from linli.returns.figuring import kept_figures, number_of, takes_number
from linli.returns.models import FilledFigure, FilledRow, Filling, Report
from linli.returns.paper import dated, said_of_itself
from linli.returns.placenames import digits_of, names_of
from linli.returns.plan import Column, Plan, plan_of
from linli.returns.queries.cells import Opened, ShownCell
from linli.returns.reasons import reason_of
from linli.returns.sparing import hidden_in
from linli.returns.states import Cell

PAGE = 20
OF_THE_PLACE = (Role.COMMITTEE, Role.SUB_DISTRICT)
"""A department sees the number and its rule, nobody else than the place whom it is made of."""
PURPOSE = "resident_register"
NAMED = ("self.name", "self.sex", "self.birth_date")


def figure_cells(
    plan: Plan, filling: Filling, row: FilledRow, columns: tuple[Column, ...], by: Actor
) -> tuple[ShownCell, ...]:
    """The cells of the row of a community, for a reader. Two queries."""
    kept = kept_figures(filling, row.community)
    hidden = hidden_in(kept, filling, by)
    names = names_of(row.community, filling.on_date)
    at = {position: index for index, position in enumerate(filling.fields)}
    return tuple(
        _cell(column, Cell(row.statuses[at[column.field.position]]), row, filling, kept, names, hidden)
        for column in columns
    )


def _cell(
    column: Column,
    status: Cell,
    row: FilledRow,
    filling: Filling,
    kept: dict[int, FilledFigure],
    names: Any,
    hidden: frozenset[int],
) -> ShownCell:
    position = column.field.position
    figure = kept.get(position)
    if figure is None:
        digits = digits_of(column)
        own = said_of_itself(column, dated(filling.report, filling))
        text = str(row.number) if column.is_serial else names[digits] if digits else str(own or "")
        found = Found.VALUE if text else Found.NOBODY
        return ShownCell(position, status, text, found, is_number=takes_number(column))
    number = number_of(figure, hidden)
    text = _hidden(figure) if position in hidden else ""
    found = Found.GUARDED if figure.unjudged else Found.VALUE
    told = text if number is None else f"{number:f}" if isinstance(number, Decimal) else str(number)
    is_typed, by = not figure.rule, figure.typed_label
    return ShownCell(position, status, told, found, is_number=is_typed, typed_by=by)


def _hidden(figure: FilledFigure) -> str:
    """What a department is told in place of a number: that it is small, or that it would give a small one away."""
    return _("小于%(least)s") % {"least": THRESHOLD} if figure.counted < THRESHOLD else _("不提供")


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure with its rule and the subjects it is made of; only those of the place have `page`, `lines` and `read`.

    `read` is what the gate showed of the people that lines name, `kept_back` those of whom already the rule says what
    this reader needs an approval for, `gone` how many of the page are not on the record of the place any more.
    """

    figure: Figure
    kind: SubjectKind
    counted: int
    unjudged: int
    unknown: int
    is_hidden: bool
    page: Page[Any] | None = None
    lines: tuple[SubjectLine, ...] = ()
    read: Readout | None = None
    kept_back: frozenset[UUID] = frozenset()
    gone: int = 0


def behind(found: Opened, position: int, *, by: Actor, at: datetime, page: str = "1") -> Behind:
    """Of whom a figure of an opened return is made. NotFound where the return has no such figure.

    A constant number of queries; every person on the page is in the reading log, under the request for what the rule
    says of them. Refusals: those of `answer` and `read_list`.
    """
    community, filling = found.report.community, found.filling
    kept = kept_figures(filling, community)
    one = kept.get(position)
    if one is None or not one.rule:
        raise NotFound("returns.no_cell", gettext_lazy("这份填报没有这一格。"))
    figure = figure_of(one.rule)
    kind = UNITS[figure.scope.unit]
    is_hidden = position in hidden_in(kept, filling, by)
    told = Behind(figure, kind, one.counted, one.unjudged, one.unknown, is_hidden)
    if by.role not in OF_THE_PLACE:
        return told
    listed = Paginator(range(one.counted), PAGE).get_page(page)
    first = (listed.number - 1) * PAGE
    ids = one.part(first, first + PAGE)
    lines = tuple(subject_lines(kind, ids, Scope(community)))
    kept_back = _kept_back(found, figure, [line.id for line in lines], by, at)
    people = [line.person for line in lines if line.person and line.id not in kept_back]
    read = None
    if people:
        reason = reason_of(found.mandate)
        read = read_list(people, NAMED, purpose=PURPOSE, reason=reason, by=by, at=at)
    gone = len(ids) - len(lines)
    return replace(told, page=listed, lines=lines, read=read, kept_back=kept_back, gone=gone)


def _kept_back(
    found: Opened, figure: Figure, ids: Sequence[UUID], by: Actor, at: datetime
) -> frozenset[UUID]:
    """To stand behind a figure says of somebody what its rule asks: that is read under the request, and logged."""
    root = root_of(UNITS[figure.scope.unit])
    filling = found.filling
    held = catalogue(filling.on_date)
    asked = [held.element(code) for _root, code in sorted(reads_of([figure]))]
    routes = [route(root, one) for one in asked if one]
    if not routes or not ids:
        return frozenset()
    terms = plan_of(found.mandate, local_day(at)).terms
    reason = reason_of(found.mandate)
    request = Request(terms, reason, by, at, Act.LISTED, filling.on_date, filling.known_at, is_bare=True)
    said = answer(ids, routes, request)
    return frozenset(one for one, cells in said.items() if any(cell.found in OUT_OF_REACH for cell in cells))


def changed_figures(report: Report, older: int, newer: int) -> tuple[int, ...]:
    """The positions whose numbers differ between two fillings. One query."""
    values: dict[int, dict[int, object]] = {older: {}, newer: {}}
    rows = FilledFigure.objects.in_scope(Scope(report.community)).filter(
        filling__report=report, filling__number__in=[older, newer]
    )
    for number, position, value in rows.order_by("position").values_list(
        "filling__number", "position", "value"
    ):
        values[number][position] = value
    both = sorted({*values[older], *values[newer]})
    return tuple(at for at in both if values[older].get(at) != values[newer].get(at))


@dataclass(frozen=True, slots=True)
class Uneven:
    """Numbers that should add up and do not: positions of the whole and its parts, and the whole less the parts."""

    whole: int
    parts: tuple[int, ...]
    difference: Decimal


@dataclass(frozen=True, slots=True)
class FigureNotes:
    """What is said beside the figures of a filling: by position how many were left out for want of an approval, how
    many may belong but for something nobody recorded, and the sums that do not hold.
    """

    unjudged: Mapping[int, int]
    unknown: Mapping[int, int]
    uneven: tuple[Uneven, ...]


def notes(found: Opened, *, by: Actor) -> FigureNotes:
    """The notes for a reader: a department is told sums only of numbers that it is told. One query."""
    kept = kept_figures(found.filling, found.report.community)
    hidden = hidden_in(kept, found.filling, by)
    places = sorted(at for at, one in kept.items() if one.rule)
    held = vocabulary(found.filling.on_date)
    sums = sums_of([figure_of(kept[at].rule) for at in places], held)
    values = {number: kept[at].value for number, at in enumerate(places) if at not in hidden}
    return FigureNotes(
        {at: kept[at].unjudged for at in places if kept[at].unjudged},
        {at: kept[at].unknown for at in places if kept[at].unknown},
        tuple(
            Uneven(places[one.sum.whole], tuple(places[part] for part in one.sum.parts), one.difference)
            for one in mismatches(sums, values)
        ),
    )
