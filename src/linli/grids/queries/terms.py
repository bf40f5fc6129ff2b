"""Which plan is in force where and when, and which grid a home is in on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from linli.base.scope import Scope
from linli.grids.models import Grid, HomePlace, PlanTerm
from linli.register.models import Dwelling

PIECE = 500


def terms_on(place: str, day: date) -> QuerySet[PlanTerm]:
    """The term of each community of a place that has one on that day."""
    later = PlanTerm.objects.filter(
        community=OuterRef("community"), from_date__gt=OuterRef("from_date"), from_date__lte=day
    ).order_by()
    found = PlanTerm.objects.in_scope(Scope(place)).filter(~Exists(later), from_date__lte=day)
    return found.order_by("community")


def grids_on(place: str, day: date) -> QuerySet[Grid]:
    """The grids in force in a place on a day, in order of their codes."""
    plans = terms_on(place, day).filter(plan=OuterRef("plan_id"), community=OuterRef("community")).order_by()
    return Grid.objects.in_scope(Scope(place)).filter(Exists(plans)).order_by("code")


@dataclass(frozen=True, slots=True)
class Missing:
    """A home that lies in no grid, or in more than one, on a day: what no database should show."""

    community: str
    homes: int
    grids: int


# Of a community on a day: the plan in force, its ground, each home's unit there.
PLACED = """
FROM register_dwelling d
JOIN grids_planterm t ON t.community = d.division_code AND t.from_date <= %(day)s
  AND NOT EXISTS (SELECT 1 FROM grids_planterm l WHERE l.community = t.community
                  AND l.from_date > t.from_date AND l.from_date <= %(day)s)
JOIN grids_gridplan p ON p.id = t.plan_id
JOIN grids_homeplace h ON h.ground_id = p.ground_id AND h.dwelling = d.id AND h.from_date <= %(day)s
  AND NOT EXISTS (SELECT 1 FROM grids_homeplace k WHERE k.ground_id = h.ground_id AND k.dwelling = h.dwelling
                  AND k.from_date > h.from_date AND k.from_date <= %(day)s)
"""
# And that unit's grid.
HOMES = f"""
SELECT d.id, g.code {PLACED}
JOIN grids_gridunit u ON u.plan_id = t.plan_id AND u.unit = h.unit
JOIN grids_grid g ON g.id = u.grid_id
"""


def homes_of(communities: Iterable[str], day: date) -> dict[str, int]:
    """Homes of the record in each grid of some communities, for the page of a list."""
    found: dict[str, int] = {}
    for community in sorted(set(communities)):
        found |= homes_by_grid(community, day)
    return found


def homes_by_grid(place: str, day: date) -> dict[str, int]:
    """Homes of the record in each grid of a place, on the boundaries of that day."""
    where = "WHERE d.division_code >= %(low)s AND d.division_code < %(high)s"
    with connection.cursor() as cursor:
        sql = f"SELECT code, COUNT(*) FROM ({HOMES} {where}) AS found GROUP BY code ORDER BY code"  # noqa: S608  # our own names
        cursor.execute(sql, span(place, day))
        return dict(cursor.fetchall())


def not_in_one_grid(place: str, day: date) -> list[Missing]:
    """Communities with a plan in force on that day in which a home lies in no grid, or in several."""
    every = HOMES.replace("JOIN", "LEFT JOIN").replace("LEFT JOIN grids_planterm", "JOIN grids_planterm")
    every = every.replace("SELECT d.id, g.code", "SELECT d.id, d.division_code, COUNT(g.id) AS grids")
    sql = f"""
        SELECT division_code, grids, COUNT(*) FROM (
            {every} WHERE d.division_code >= %(low)s AND d.division_code < %(high)s GROUP BY d.id, d.division_code
        ) AS counted WHERE grids <> 1 GROUP BY division_code, grids ORDER BY division_code
    """  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, span(place, day))
        return [Missing(community, homes, grids) for community, grids, homes in cursor.fetchall()]


def span(place: str, day: date) -> dict[str, str]:
    """What the statements above are given: the first and last code inside a place, and the day."""
    return {"low": place.ljust(12, "0"), "high": place.ljust(12, "9") + "9", "day": day.isoformat()}


def grid_of_homes(dwellings: Iterable[UUID], day: date) -> Mapping[UUID, str]:
    """The grid of each home on a day; those in none are left out."""
    wanted = list(dict.fromkeys(dwellings))
    found: dict[UUID, str] = {}
    for start in range(0, len(wanted), PIECE):
        part = wanted[start : start + PIECE]
        homes = dict(
            Dwelling.objects.in_scope(Scope(""))
            .filter(pk__in=part)
            .order_by("id")
            .values_list("id", "division_code")
        )
        for community in sorted(set(homes.values())):
            mine = [one for one, code in homes.items() if code == community]
            found.update(_grid_of(community, mine, day))
    return found


def _grid_of(community: str, homes: list[UUID], day: date) -> dict[UUID, str]:
    term = terms_on(community, day).select_related("plan").first()
    if term is None:
        return {}
    placed = HomePlace.objects.filter(ground=term.plan.ground_id, dwelling__in=homes, from_date__lte=day)
    unit = dict(placed.order_by("from_date").values_list("dwelling", "unit"))
    of_unit = unit_codes(term.plan_id, community)
    return {home: of_unit[u] for home, u in unit.items()}


def unit_codes(plan_id: UUID, community: str) -> dict[int, str]:
    """The grid code of each unit of a community in an adopted plan."""
    grids = Grid.objects.filter(plan=plan_id, community=community).order_by("code")
    return dict(grids.values_list("units__unit", "code"))


def transfer(place: str, day_before: date, day_after: date) -> dict[tuple[str, str], int]:
    """Homes by grid on two days: (grid before, grid after) -> homes. What a figure is carried over by."""
    where = "WHERE d.division_code >= %(low)s AND d.division_code < %(high)s"
    after = HOMES.replace("%(day)s", "%(after)s")
    sql = f"""
        SELECT one.code, other.code, COUNT(*) FROM ({HOMES} {where}) AS one
        JOIN ({after} {where}) AS other ON other.id = one.id
        GROUP BY one.code, other.code ORDER BY one.code, other.code
    """  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, {**span(place, day_before), "after": day_after.isoformat()})
        return {(one, other): homes for one, other, homes in cursor.fetchall()}


def carried_over(
    figures: Mapping[str, float], place: str, day_before: date, day_after: date
) -> dict[str, float]:
    """Figures of grids on one day as figures of the grids of another: shared out by homes, so that the sum stays."""
    shared = transfer(place, day_before, day_after)
    homes: dict[str, int] = {}
    for (old, _new), count in shared.items():
        homes[old] = homes.get(old, 0) + count
    made: dict[str, float] = {}
    for (old, new), count in shared.items():
        made[new] = made.get(new, 0.0) + figures.get(old, 0.0) * count / homes[old]
    return made
