"""A return with one row for the community: its figures are counted on the record, its names are those of the place."""

from datetime import date, datetime
from decimal import Decimal

from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import catalogue
from linli.core.elements.kinds import GUARDED
from linli.core.figures import Figure, elements_of, record_of
from linli.register.gate.answering import Request
from linli.register.gate.counting import Counted, count_figures
from linli.returns.beginning import begin
from linli.returns.figuring import takes_number
from linli.returns.models import FilledFigure, FilledRow, Filling, Report
from linli.returns.models.filling import FACT_BYTES
from linli.returns.plan import Column, Plan
from linli.returns.reasons import reason_of
from linli.returns.states import Cell
from linli.returns.statuses import count


def fill_figures(report: Report, plan: Plan, on: date, by: Actor, at: datetime) -> None:
    """Count every figure and keep it, with the subjects behind it. Inside a transaction.

    What was typed into the filling before stays typed. Refusals: those of the gate (reading.*).
    """
    typed = _typed_before(report, plan)
    filling = begin(report, plan, by, at, on)
    columns = [column for column in plan.columns if column.figure]
    asked = [column.figure for column in columns if column.figure]
    request = Request(plan.terms, reason_of(plan.mandate), by, at, Act.COUNTED, filling.on_date)
    period = (report.period_first, filling.on_date)
    told = count_figures(asked, report.community, period, request)
    by_position = {column.field.position: one for column, one in zip(columns, told, strict=True)}
    row = FilledRow(
        id=uuid7(),
        filling=filling,
        community=report.community,
        number=1,
        subject=report.pk,
        statuses="".join(
            Cell.FRESH
            if column.field.position in typed
            else _status(column, by_position.get(column.field.position))
            for column in plan.columns
        ),
        facts=bytes(FACT_BYTES * len(plan.columns)),
    )
    filling.rows_count = 1
    count(filling, [row.statuses])
    filling.save(force_insert=True)
    row.save(force_insert=True)
    sensitive = _sensitive(filling.on_date)
    FilledFigure.objects.bulk_create(
        _kept(filling, report, column.field.position, figure, one, sensitive)
        for column, figure, one in zip(columns, asked, told, strict=True)
    )
    for one in typed.values():
        keep_typed(filling, report, one.position, one.value or Decimal(0), one.typed_label)


def _typed_before(report: Report, plan: Plan) -> dict[int, FilledFigure]:
    """What somebody typed into the last filling, where the form still asks for it."""
    rows = FilledFigure.objects.in_scope(Scope(report.community)).filter(
        filling__report=report, filling__number=report.number
    )
    asked = {column.field.position for column in plan.columns if takes_number(column)}
    return {one.position: one for one in rows.exclude(typed_label="") if one.position in asked}


def keep_typed(filling: Filling, report: Report, position: int, value: Decimal, label: str) -> None:
    """Keep a number that somebody typed, in place of the one before."""
    FilledFigure.objects.in_scope(Scope(report.community)).filter(filling=filling, position=position).delete()
    FilledFigure(
        id=uuid7(),
        filling=filling,
        community=report.community,
        position=position,
        rule={},
        value=value,
        counted=0,
        subjects=b"",
        typed_label=label,
    ).save(force_insert=True)


def _status(column: Column, told: Counted | None) -> Cell:
    if told is not None:
        if told.unjudged:
            return Cell.WITHHELD
        # Something that nobody has recorded may be missing from the number: it is told, to be checked.
        return Cell.MISSING if _value(told) is None else Cell.STALE if told.unknown else Cell.FRESH
    return Cell.MISSING if takes_number(column) else Cell.FRESH


def _value(told: Counted) -> Decimal | None:
    """The number; None where it is not whole, or counts nobody because nothing is recorded: unknown is no nought."""
    return None if told.unjudged or not (told.rows or told.is_told) else told.value


def _kept(
    filling: Filling, report: Report, position: int, figure: Figure, told: Counted, sensitive: frozenset[str]
) -> FilledFigure:
    return FilledFigure(
        id=uuid7(),
        filling=filling,
        community=report.community,
        position=position,
        rule=record_of(figure),
        value=_value(told),
        counted=len(told.rows),
        unjudged=told.unjudged,
        unknown=told.unknown,
        is_sensitive=not sensitive.isdisjoint(elements_of(figure)),
        subjects=b"".join(one.bytes for one in told.rows),
    )


def _sensitive(on: date) -> frozenset[str]:
    return frozenset(one.code for one in catalogue(on).elements if one.property.sensitivity in GUARDED)
