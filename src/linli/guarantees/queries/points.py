"""Where the communities lie, and how many guarantees each falls short of."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from linli.base.errors import NotFound
from linli.base.scope import Scope
from linli.guarantees.queries.standings import standings
from linli.surveys.queries.answers import values_of_question

MOST = 500


@dataclass(frozen=True, slots=True)
class PlacedStanding:
    """A community whose coordinates are known, in degrees as it reported them."""

    code: str
    name: str
    longitude: Decimal
    latitude: Decimal
    handed_in: bool
    short: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The communities of a place on a map; `without` of them have reported no coordinates.

    Above `MOST` communities nothing is placed: `too_many` says so, and a smaller place is to be chosen.
    """

    rows: tuple[PlacedStanding, ...]
    without: int
    too_many: bool = False


def placed_standings(campaign_id: UUID, *, scope: Scope) -> Placed:
    """Communities with their coordinates. A fixed number of queries."""
    found = standings(campaign_id, scope=scope, size=MOST)
    if found.total > MOST:
        return Placed((), 0, too_many=True)
    east, north = (_coordinates(campaign_id, name, scope) for name in ("longitude", "latitude"))
    rows = tuple(
        PlacedStanding(row.code, row.name, east[row.code], north[row.code], row.handed_in, row.short)
        for row in found.rows
        if row.code in east and row.code in north
    )
    return Placed(rows, len(found.rows) - len(rows))


def _coordinates(campaign_id: UUID, question: str, scope: Scope) -> dict[str, Decimal]:
    try:
        values = values_of_question(campaign_id, question=question, scope=scope)
    except NotFound:  # this survey does not ask where the offices stand
        return {}
    return {one.division_code: one.value for one in values if isinstance(one.value, Decimal)}
