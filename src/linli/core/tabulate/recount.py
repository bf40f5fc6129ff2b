"""Counting a figure again from its own rows."""

from decimal import Decimal

from linli.core.tabulate.figures import Figure, Measure


def column_numbers(figure: Figure) -> list[Decimal]:
    """The known numbers of the figure's value column; an unknown cell is left out."""
    index = figure.value_column
    if index is None:
        return []
    cells = (row[index] for row in figure.rows)
    return [Decimal(cell) for cell in cells if isinstance(cell, int | Decimal)]


def recounted(figure: Figure) -> Decimal | None:
    """What the rows say the figure should be; None when they cannot say (stated, derived, no numbers)."""
    if figure.measure is Measure.COUNT:
        return Decimal(len(figure.rows))
    numbers = column_numbers(figure)
    if figure.measure is Measure.SUM:
        return sum(numbers, Decimal(0)) if numbers or not figure.rows else None
    if not numbers or figure.measure not in (Measure.MEAN, Measure.SHARE):
        return None
    if figure.measure is Measure.SHARE:
        return sum(numbers, Decimal(0)) / len(figure.rows)
    return sum(numbers, Decimal(0)) / len(numbers)
