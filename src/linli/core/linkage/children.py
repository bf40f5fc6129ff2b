"""Children who stand on one roster as their mother's, without a birth date, and on another under their name.

张丽之女 at one home and 王月溪, born this spring, at the same: nineteen in twenty such pairs are one child, which is
enough to ask and too little to join. Their weight is that of even odds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linli.core.linkage.scoring import Edges

if TYPE_CHECKING:
    import duckdb

EVEN = 0.0
# Days around the middle birth date of the children who have no name yet; no clock is asked when that was.
AS_YOUNG = 365
HOME = "and (child.unit is null or named.unit is null or child.unit = named.unit)"
PLACES = {"by_estate": HOME, "by_road": HOME, "phone": ""}


def children_at_home(con: duckdb.DuckDBPyConnection, table: str = "records") -> Edges:
    """Pairs of such a row and a young child's who shares its phone or dwelling and may have its sex."""
    parts = [
        f"""select child.place as place_l, named.place as place_r from {table} child join {table} named
        on child.{column} = named.{column} {same_unit}
        where child.mother is not null and child.birth is null and child.id_any is null
        and child.place <> named.place
        and abs(named.birth_day - (select quantile_disc(birth_day, 0.5) from {table} where mother is not null))
            <= {AS_YOUNG}
        and (child.sex = named.sex or child.sex = 0 or named.sex = 0)"""
        for column, same_unit in PLACES.items()
    ]
    found = con.execute(f"{' union '.join(parts)} order by 1, 2").fetchnumpy()
    return Edges.of(found | {"match_weight": np.full(len(found["place_l"]), EVEN)})
