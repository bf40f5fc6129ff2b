"""What one column of a form about places counts: rows of a scope, how many, or the sum or mean of a value of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from linli.core.scopes import Scope


class Measure(StrEnum):
    """What is told of the rows."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of an aggregation form.

    `scope` says which rows (its place is that of the row of the form, its day that of the period); `element` whose
    values a SUM or MEAN takes, empty for a COUNT; `within` an element whose values are days: the day has to lie in the
    period of the form (born, moved in, died in the month), empty for what stands at its end.
    """

    scope: Scope
    measure: Measure = Measure.COUNT
    element: str = ""
    within: str = ""

    def __post_init__(self) -> None:
        if (self.measure is Measure.COUNT) is not (not self.element):
            raise ValueError("a sum and a mean are of an element, a count is of none")


def elements_of(figure: Figure) -> tuple[str, ...]:
    """Every element that has to be known of a row, each once."""
    wanted = [*(one.element for one in figure.scope.where), figure.within, figure.element]
    return tuple(dict.fromkeys(one for one in wanted if one))
