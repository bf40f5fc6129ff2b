"""The figures of a return as a reader may have them: a department is not told small numbers of a sensitive kind."""

from decimal import Decimal

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.core.filling import Value
from linli.core.smallcells import THRESHOLD
from linli.returns.models import FilledFigure, Filling
from linli.returns.placenames import digits_of, names_of
from linli.returns.plan import Plan


def is_hidden(figure: FilledFigure, by: Actor) -> bool:
    """A department may not tell from a small count who somebody with a sensitive mark is (1 to 9 are hidden)."""
    return by.role == Role.DEPARTMENT and figure.is_sensitive and 0 < figure.counted < THRESHOLD


def number_of(figure: FilledFigure, by: Actor) -> int | Decimal | None:
    """The number for a reader; None where it is not whole, or hidden."""
    if figure.value is None or is_hidden(figure, by):
        return None
    whole = figure.value.to_integral_value()
    return int(whole) if whole == figure.value else figure.value.normalize()


def kept_figures(filling: Filling, community: str) -> dict[int, FilledFigure]:
    """The figures of a filling by position, without the subjects behind them. One query."""
    rows = FilledFigure.objects.in_scope(Scope(community)).filter(filling=filling).defer("subjects")
    return {one.position: one for one in rows}


def figure_values(plan: Plan, filling: Filling, community: str, by: Actor) -> dict[int, Value | None]:
    """What is written into the row of a community: names, its number, figures."""
    kept, names = kept_figures(filling, community), names_of(community, filling.on_date)
    made: dict[int, Value | None] = {}
    for column in plan.columns:
        position = column.field.position
        if position in kept:
            made[position] = number_of(kept[position], by)
        elif column.is_serial:
            made[position] = 1
        elif digits := digits_of(column):
            made[position] = names[digits]
    return made
