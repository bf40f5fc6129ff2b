"""A return as a table: a page of its rows, masked, with the status of each cell, where it comes from, and changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.register.gate.answering import Answer, Request
from linli.register.gate.stops import Found
from linli.returns import rules
from linli.returns.models import FilledRow, Filling, HandedIn, Report, ReportStep
from linli.returns.plan import Column, Plan, plan_of
from linli.returns.queries.cells import Opened, ShownCell
from linli.returns.queries.figures import changed_figures, figure_cells
from linli.returns.reasons import reason_of
from linli.returns.rereading import read_again
from linli.returns.states import Cell

PAGE = 20


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its cells, in the order of the columns; `card` as in `FilledRow`."""

    number: int
    card: int
    subject: UUID
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A page of a return."""

    plan: Plan
    columns: tuple[Column, ...]
    page: Page[FilledRow]
    rows: tuple[ShownRow, ...]


def opened(report_id: UUID, *, by: Actor, today: date, number: int = 0) -> Opened:
    """A return for somebody who may see it. NotFound otherwise. Departments see what was approved."""
    report = (
        Report.objects.in_scope(Scope(""))
        .select_related("mandate__body", "mandate__form")
        .filter(pk=report_id)
        .first()
    )
    if report is None or not rules.may_see(by, report):
        raise NotFound("returns.unknown", _("没有这份填报，或者它不在您的范围内。"))
    versions = rules.versions_for(by, report)
    wanted = number or versions[-1]
    filling = Filling.objects.filter(report=report, number=wanted).first()
    if filling is None or wanted not in versions:
        raise NotFound("returns.unknown", _("没有这份填报，或者它不在您的范围内。"))
    filling.report = report
    closed = rules.period_is_closed(report.mandate, report.period_first)
    steps = tuple(ReportStep.objects.filter(report=report).order_by("at", "id"))
    lock = rules.lock_of(report, today, is_closed=closed)
    return Opened(report, report.mandate, filling, lock, steps, versions)


def handed_in(report_id: UUID, handed_id: UUID, *, by: Actor, today: date) -> tuple[Opened, HandedIn]:
    """What came of a file that was handed in, for those of the place. NotFound otherwise."""
    found = opened(report_id, by=by, today=today)
    one = (
        HandedIn.objects.in_scope(by.scope).defer("sealed").filter(report=found.report, pk=handed_id).first()
    )
    if one is None or by.role == Role.DEPARTMENT:
        raise NotFound("returns.unknown", _("没有这份填报，或者它不在您的范围内。"))
    return found, one


def table(
    found: Opened, *, by: Actor, at: datetime, page: str = "1", only: str = "", members: bool = False
) -> Table:
    """A page of the rows, read masked through the gate. `only` is a status letter: rows with such a cell.

    `members` shows the rows of the tables inside cards.
    """
    plan = plan_of(found.mandate, local_day(at))
    columns = plan.members if members else plan.columns
    rows = FilledRow.objects.in_scope(Scope(found.report.community)).filter(filling=found.filling)
    rows = rows.filter(card__gt=0) if members else rows.filter(card=0)
    if only in Cell.values:
        rows = rows.filter(statuses__contains=only)
    listed = Paginator(rows.order_by("card", "number"), PAGE).get_page(page)
    kept = list(listed.object_list)
    if plan.is_of_communities:
        shown = [
            ShownRow(1, 0, row.subject, figure_cells(plan, found.filling, row, columns, by)) for row in kept
        ]
        return Table(plan, columns, listed, tuple(shown))
    said = read_again(kept, columns, request_of(found, plan, by=by, at=at), found.filling)
    return Table(
        plan,
        columns,
        listed,
        tuple(ShownRow(row.number, row.card, row.subject, cells(row, columns, said[row.pk])) for row in kept),
    )


def request_of(found: Opened, plan: Plan, *, by: Actor, at: datetime) -> Request:
    """A masked look at a return."""
    return Request(plan.terms, reason_of(found.mandate), by, at, Act.LISTED, found.filling.on_date)


def cells(row: FilledRow, columns: Sequence[Column], answers: Sequence[Answer]) -> tuple[ShownCell, ...]:
    """The cells of a row: the status is the one it was filled with."""
    return tuple(
        _cell(row, index, column, one)
        for index, (column, one) in enumerate(zip(columns, answers, strict=True))
    )


def _cell(row: FilledRow, index: int, column: Column, one: Answer) -> ShownCell:
    status = Cell(row.statuses[index])
    told, element = one.shown, column.element
    if column.is_serial:
        return ShownCell(column.field.position, status, str(row.number), Found.VALUE)
    return ShownCell(
        position=column.field.position,
        status=status,
        text=told.text if told is not None and told.fact == row.fact(index) else "",
        found=one.found,
        element=element.code if element else "",
        code_list=element.property.type.code_list if element else "",
        kind=element.property.type.kind if element else "",
        is_whole=told.is_whole if told else True,
        source=told.source if told else "",
        method=told.method if told else "",
        as_of=(told.as_of or told.valid_from) if told else None,
        recorded_at=told.recorded_at if told else None,
        classes=one.classes,
        subject=one.subject,
    )


def cell(
    found: Opened, number: int, position: int, *, by: Actor, at: datetime, card: int = 0
) -> tuple[Column, ShownCell]:
    """One cell and its column: why it is as it is. NotFound where the return has no such cell."""
    plan = plan_of(found.mandate, local_day(at))
    columns = plan.members if card else plan.columns
    column = next((one for one in columns if one.field.position == position), None)
    row = (
        FilledRow.objects.in_scope(Scope(found.report.community))
        .filter(filling=found.filling, number=number, card=card)
        .first()
    )
    if column is None or row is None:
        raise NotFound("returns.no_cell", _("这份填报没有这一格。"))
    if plan.is_of_communities:
        return column, figure_cells(plan, found.filling, row, (column,), by)[0]
    index = list(columns).index(column)
    said = read_again([row], [column], request_of(found, plan, by=by, at=at), found.filling)
    return column, _cell(row, index, column, said[row.pk][0])


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that changed: whom it is about, the card and the number of its row, the position of its field."""

    subject: UUID
    card: int
    number: int
    position: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later filling has otherwise: rows that came and went, and cells whose fact or status changed."""

    came: int
    went: int
    cells: tuple[Changed, ...]


def difference(report: Report, older: int, newer: int) -> Difference:
    """Between two fillings, tables inside cards too, by references alone: no value is read. Three queries.

    A number about a community has changed where the number itself has.
    """
    old, new = (_by_subject(report, number) for number in (older, newer))
    changed = []
    for key, (row, positions) in new.items():
        if key not in old:
            continue
        before, before_positions = old[key]
        for index, position in enumerate(positions):
            if position not in before_positions:
                continue
            at = before_positions.index(position)
            if (row.statuses[index], row.fact(index)) != (before.statuses[at], before.fact(at)):
                changed.append(Changed(row.subject, row.card, row.number, position))
    told = {one.position for one in changed if one.subject == report.pk}
    changed += [
        Changed(report.pk, 0, 1, at) for at in changed_figures(report, older, newer) if at not in told
    ]
    return Difference(len(new.keys() - old.keys()), len(old.keys() - new.keys()), tuple(changed))


Key = tuple[UUID | None, UUID]
"""Whose card a row stands in, None for a row of the form itself, and whom the row is about."""


def _by_subject(report: Report, number: int) -> dict[Key, tuple[FilledRow, list[int]]]:
    rows = list(
        FilledRow.objects.in_scope(Scope(report.community))
        .filter(filling__report=report, filling__number=number)
        .select_related("filling")
        .order_by("card", "number")
    )
    owners = {row.number: row.subject for row in rows if not row.card}
    return {
        (owners[row.card] if row.card else None, row.subject): (
            row,
            row.filling.member_fields if row.card else row.filling.fields,
        )
        for row in rows
    }
