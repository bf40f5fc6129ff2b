"""Grids as anybody may look them up: outlines, codes, households, periods. Nothing of officers or people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Q, Subquery

from linli.grids.models import Grid, PlanTerm

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Grids in force on a day from `first` to `last` (both inclusive, None is open), touching `bounds`, in a place."""

    first: date | None
    last: date | None
    bounds: Bounds | None = None
    place: str = ""


def published(wanted: Wanted) -> Any:
    """A queryset of `Grid`: rows with `from_date` and `to_date` (None: until further notice), by code and day."""
    term = PlanTerm.objects.filter(plan=OuterRef("plan"), community=OuterRef("community")).order_by()
    later = (
        PlanTerm.objects.filter(community=OuterRef("community"), from_date__gt=OuterRef("from_date"))
        .order_by()
        .values("community")
        .annotate(day=Min("from_date"))
        .values("day")
    )
    rows: Any = Grid.objects.filter(code__startswith=wanted.place).annotate(
        from_date=Subquery(term.values("from_date"))
    )
    rows = rows.annotate(to_date=Subquery(later))
    if wanted.last is not None:
        rows = rows.filter(from_date__lte=wanted.last)
    if wanted.first is not None:
        rows = rows.filter(Q(to_date=None) | Q(to_date__gt=wanted.first))
    if wanted.bounds is not None:
        west, south, east, north = wanted.bounds
        rows = rows.filter(east__gte=west, west__lte=east, north__gte=south, south__lte=north)
    return rows.order_by("code", "from_date")
