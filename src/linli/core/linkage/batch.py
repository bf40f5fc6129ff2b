"""Whole rosters at once: Splink blocks and scores in DuckDB, our constrained clustering makes the people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any

from linli.core.linkage.cluster import cluster_edges
from linli.core.linkage.learn import APART, TOGETHER, Weights, learn
from linli.core.linkage.levels import COMPARISONS, HOUSEHOLD, Comparison, Level
from linli.core.linkage.normalise import NormalRecord

if TYPE_CHECKING:
    import duckdb

BLOCKS = (
    ("id_sound",),
    ("surname", "birth"),
    ("sound", "phone"),
    ("sound", "by_estate"),
    ("sound", "by_road"),
    ("birth", "phone"),
    ("birth", "by_estate"),
    ("birth", "by_road"),
    ("sound", "birth"),
    ("rare_name",),
    ("id_any", "name"),
)
# A name on so few rows is a block by itself: it finds rows that have nothing but a name.
RARE = 12
JOIN_AT = 0.0
LOOK_AT_FROM = -4.0


@dataclass(frozen=True, slots=True)
class LinkedBatch:
    """`clusters`: record -> cluster; `doubtful`: (record, record, weight) for a person to decide; `weights` used."""

    clusters: dict[int, int]
    doubtful: list[tuple[int, int, float]]
    weights: Weights


def link_records(records: Iterable[NormalRecord], *, threads: int = 2, memory: str = "2GB") -> LinkedBatch:
    """Link records of several rosters into people. Same records, same clusters."""
    import duckdb

    con = duckdb.connect(
        config={"threads": threads, "memory_limit": memory, "preserve_insertion_order": False}
    )
    numbers = load(con, records)
    weights = learn(con)
    edges = score(con, weights)
    clusters, refused = cluster_edges(numbers, edges, threshold=JOIN_AT)
    low = [
        edge for edge in edges if LOOK_AT_FROM <= edge[2] < JOIN_AT and clusters[edge[0]] != clusters[edge[1]]
    ]
    return LinkedBatch(clusters, sorted([*refused, *low], key=lambda edge: -edge[2]), weights)


def load(con: duckdb.DuckDBPyConnection, records: Iterable[NormalRecord]) -> dict[int, str | None]:
    """Put the records into a table `records`; returns each record's sound number."""
    import pyarrow as pa

    rows = [astuple(record) for record in records]
    columns = [field.name for field in fields(NormalRecord)]
    arrow = pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)))
    con.register("arrow_records", arrow)
    con.execute(
        "create or replace table records as select *, coalesce(id_sound, id_weak) as id_any, name[1] as surname, "
        f"case when count(*) over (partition by name) <= {RARE} then name end as rare_name from arrow_records"
    )
    con.unregister("arrow_records")
    place = columns.index("id_sound")
    return {row[0]: row[place] for row in rows}


def score(
    con: duckdb.DuckDBPyConnection, weights: Weights, floor: float = LOOK_AT_FROM
) -> list[tuple[int, int, float]]:
    """All blocked pairs whose weight is at least `floor`, scored by Splink."""
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI(connection=con)
    linker = Linker(
        api.register("records"), splink_settings(weights), log_level="ERROR", validate_settings=False
    )
    found = linker.inference.predict(threshold_match_weight=floor)
    sql = f"select rec_id_l, rec_id_r, match_weight from {found.physical_name}"
    return [(int(one), int(other), float(weight)) for one, other, weight in con.execute(sql).fetchall()]


def splink_settings(weights: Weights) -> dict[str, Any]:
    """The table of levels as Splink's settings, with learned weights put in."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "rec_id",
        "probability_two_random_records_match": weights.match_at_random,
        "blocking_rules_to_generate_predictions": [
            " and ".join(f"l.{column} = r.{column}" for column in block) for block in BLOCKS
        ],
        "comparisons": [_comparison(comparison, weights) for comparison in COMPARISONS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(comparison: Comparison, weights: Weights) -> dict[str, Any]:
    levels = []
    for level in comparison.levels:
        if not comparison.in_household or level.neutral:
            levels.append(_level(comparison, level, weights, APART))
        else:
            levels.append(_level(comparison, level, weights, TOGETHER))
            levels.append(_level(comparison, level, weights, APART))
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _level(comparison: Comparison, level: Level, weights: Weights, context: str) -> dict[str, Any]:
    split = comparison.in_household and not level.neutral
    condition = level.sql
    if split and context == TOGETHER:
        condition = HOUSEHOLD if level.sql == "ELSE" else f"({level.sql}) and {HOUSEHOLD}"
    made: dict[str, Any] = {
        "sql_condition": condition,
        "label_for_charts": f"{level.name} ({context})" if split else level.name,
    }
    if level.neutral:
        return made | {"m_probability": 0.5, "u_probability": 0.5}
    key = (comparison.name, level.name, context)
    made |= {"m_probability": weights.m[key], "u_probability": weights.u[key]}
    if comparison.name == "name" and level.name == "equal" and context == APART:
        made |= {"tf_adjustment_column": "name", "tf_adjustment_weight": 1.0}
    return made
