"""The figures of a return as a reader may have them: a department is not told small numbers of a sensitive kind."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.core.filling import Value
from linli.returns.models import FilledFigure, Filling
from linli.returns.placenames import digits_of
from linli.returns.plan import Column, Plan
from linli.returns.sparing import hidden_in


def number_of(figure: FilledFigure, hidden: Collection[int] = ()) -> int | Decimal | None:
    """The number for a reader; None where it is not whole, or hidden."""
    if figure.value is None or figure.position in hidden:
        return None
    whole = figure.value.to_integral_value()
    return int(whole) if whole == figure.value else figure.value.normalize()


def kept_figures(filling: Filling, community: str) -> dict[int, FilledFigure]:
    """The figures of a filling by position, without the subjects behind them. One query."""
    rows = FilledFigure.objects.in_scope(Scope(community)).filter(filling=filling)
    return {one.position: one for one in rows.defer("subjects")}


def row_of(
    plan: Plan,
    number: int,
    names: Mapping[int, str],
    kept: Mapping[int, FilledFigure],
    filling: Filling,
    by: Actor,
) -> dict[int, Value | None]:
    """What a reader may have of the row of a community: its names, its running number, its figures."""
    hidden = hidden_in(kept, filling, by)
    made: dict[int, Value | None] = {}
    for column in plan.columns:
        position = column.field.position
        if position in kept:
            made[position] = number_of(kept[position], hidden)
        elif column.is_serial:
            made[position] = number
        elif digits := digits_of(column):
            made[position] = names[digits]
    return made


def takes_number(column: Column) -> bool:
    """A column of a form about communities that no register knows: somebody has to type it."""
    return column.figure is None and not column.is_serial and not digits_of(column)
