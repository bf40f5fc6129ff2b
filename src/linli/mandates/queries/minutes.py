"""What a typed cell takes: measured in use where it has been, else the estimate of the application."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linli.mandates.models import MeasuredMinutes
from linli.mandates.models.minutes import ANY


@dataclass(frozen=True, slots=True)
class CellTime:
    """Seconds for one typed cell, over how many cells and days it was measured."""

    seconds: Decimal
    cells: int
    from_date: date
    to_date: date


@dataclass(frozen=True, slots=True)
class CellTimes:
    """Measured times by element; `overall` stands for elements that were never measured by themselves."""

    by_element: Mapping[str, CellTime]
    overall: CellTime | None

    def of(self, element: str) -> CellTime | None:
        """The time of an element, or of all elements together; None where nothing was measured."""
        return self.by_element.get(element) or self.overall


def cell_times(district: str, on: date) -> CellTimes:
    """The newest measurement of each element that had ended by a day. One query."""
    rows = MeasuredMinutes.objects.filter(district=district, to_date__lte=on).order_by("to_date", "id")
    found = {row.element: CellTime(row.seconds, row.cells, row.from_date, row.to_date) for row in rows}
    overall = found.pop(ANY, None)
    return CellTimes(found, overall)
