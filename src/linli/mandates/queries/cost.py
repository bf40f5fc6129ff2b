"""What a request costs communities: minutes, measured where they have been, and the money that has to come with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linli.core.mandates import Burden, Frequency, burden_of
from linli.mandates import rules
from linli.mandates.models import Mandate, MandateField
from linli.mandates.queries.cells import Cells, cells_of, measured_minutes
from linli.mandates.queries.minutes import CellTime, cell_times
from linli.mandates.states import UnitKinds
from linli.territory import queries as territory

ROUNDED = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Cost:
    """Cells, minutes and money of a request in some places. `time` is the measurement behind the minutes, None where
    they are the department's estimate. `required` is what "fees follow the task" comes to over the period.
    """

    communities: int
    cells: Cells | None
    burden: Burden
    time: CellTime | None
    people_value: Decimal
    required: Decimal


def cost_of(found: Mandate, fields: Sequence[MandateField], places: Collection[str], *, today: date) -> Cost:
    """Count and cost a request in these places. The same rule prices the pack and the approval."""
    cells = cells_of(found.row_scope, fields, places, today=today)
    times = cell_times(found.district, today)
    measured = measured_minutes(cells, fields, times) if cells is not None else None
    communities = len(communities_in(places, today))
    burden = burden_of(
        communities=communities,
        # Counted for communities, the number of units is that of the communities.
        units=communities if found.unit_kind == UnitKinds.COMMUNITY else found.unit_count,
        minutes_per_unit=found.minutes_per_unit or Decimal(0),
        frequency=Frequency(found.frequency),
        monthly_stipend=rules.monthly_stipend(found.district, today),
        measured=measured,
    )
    return Cost(
        communities,
        cells,
        burden,
        times.overall if measured is not None else None,
        people_value(found, burden),
        money_required(found, burden),
    )


def communities_in(places: Collection[str], today: date) -> tuple[str, ...]:
    """The communities under some places on a day."""
    found: dict[str, None] = {}
    for place in places:
        found.update(dict.fromkeys(row.code for row in territory.communities(place, today)))
    return tuple(found)


def years_of(found: Mandate) -> Decimal:
    """The length of the period in years, at least one: what is asked once is paid once."""
    if found.starts_date is None or found.ends_date is None:
        return Decimal(1)
    return max(Decimal((found.ends_date - found.starts_date).days) / Decimal("365.25"), Decimal(1))


def money_required(found: Mandate, burden: Burden) -> Decimal:
    """What the work is worth over the period; nothing where no rate holds (the office is told so)."""
    yearly = burden.money_a_year or Decimal(0)
    return (yearly * (years_of(found) if found.frequency != "once" else 1)).quantize(ROUNDED)


def people_value(found: Mandate, burden: Burden) -> Decimal:
    """What the people offered are worth at the same rate: eight hours a day."""
    return (found.people_days * 8 * (burden.hourly_rate or Decimal(0))).quantize(ROUNDED)
