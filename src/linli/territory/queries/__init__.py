"""Reads of the room. Every read of divisions is "as of" a day; none looks at a clock."""

from linli.territory.queries.divisions import (
    CommunityRow,
    DivisionRow,
    below,
    breadcrumb,
    children,
    communities,
    division,
    names,
    periods,
)
from linli.territory.queries.figures import Figure, figure_history, figures
from linli.territory.queries.search import Hit, search

__all__ = [
    "CommunityRow",
    "DivisionRow",
    "Figure",
    "Hit",
    "below",
    "breadcrumb",
    "children",
    "communities",
    "division",
    "figure_history",
    "figures",
    "names",
    "periods",
    "search",
]
