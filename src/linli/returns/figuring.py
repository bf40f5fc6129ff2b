"""The figures of a return as a reader may have them: a department is not told small numbers of a sensitive kind."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.core.figures import Measure
from linli.core.filling import Value
from linli.forms.counting import COMMUNITY, Asks
from linli.returns.models import FilledFigure, Filling, Report
from linli.returns.paper import asks_of, dated, said_of_itself
from linli.returns.placenames import digits_of
from linli.returns.plan import Column, Plan
from linli.returns.sparing import hidden_in

Values = dict[int, Value | None]


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
    of: tuple[Report, Filling],
    by: Actor,
) -> Values:
    """What a reader may have of the row of a community: its names, its running number, its figures, its day."""
    report, filling = of
    hidden = hidden_in(kept, filling, by)
    made: Values = {}
    for column in plan.columns:
        position = column.field.position
        if position in kept:
            made[position] = number_of(kept[position], hidden)
        elif column.is_serial:
            made[position] = number
        elif digits := digits_of(column):
            made[position] = names[digits]
        elif (own := said_of_itself(column, dated(report, filling))) is not None:
            made[position] = own
    return made


def takes_number(column: Column) -> bool:
    """A column of a form about communities that no register knows: somebody has to type it."""
    return column.figure is None and not digits_of(column) and asks_of(column) is Asks.NUMBER


def name_position(plan: Plan) -> int:
    """Where a row says which community it is; 0 where it does not."""
    return next((one.field.position for one in plan.columns if digits_of(one) == COMMUNITY), 0)


def total_of(plan: Plan, rows: Sequence[Values]) -> Values:
    """The sum of each column that can be summed and of which every row has a number; the period that they share."""
    made: Values = {}
    for column in plan.columns:
        position = column.field.position
        told = [row.get(position) for row in rows]
        is_mean = column.figure is not None and column.figure.measure is Measure.MEAN
        if (column.figure is not None and not is_mean) or takes_number(column):
            known = [one for one in told if isinstance(one, int | Decimal)]
            made[position] = sum(known) if len(known) == len(rows) else None
        elif digits_of(column) == COMMUNITY:
            made[position] = _("合计")
        elif asks_of(column) in (Asks.DAY, Asks.PERIOD) and len(set(told)) == 1:
            made[position] = told[0]
    return made
