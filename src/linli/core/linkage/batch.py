"""Whole rosters at once: Splink blocks and scores in DuckDB, our constrained clustering makes the people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from linli.core.linkage.blocks import BLOCKS, RARE
from linli.core.linkage.cluster import Edge, Floats, Ints, cluster_arrays
from linli.core.linkage.learn import APART, TOGETHER, Weights, learn
from linli.core.linkage.levels import COMPARISONS, HOUSEHOLD, Comparison, Level
from linli.core.linkage.normalise import NormalRecord

if TYPE_CHECKING:
    import duckdb

# A pair joins from twice as likely as not; between one in five and that it is for a person's eye.
JOIN_AT = 1.0
LOOK_AT_FROM = -2.0


@dataclass(frozen=True, slots=True)
class LinkedBatch:
    """`rec_id` and `cluster` side by side (a cluster is named by its smallest record); `doubtful`: (record, record,
    weight) for a person to decide, the likeliest first and one for each pair of clusters; `weights` used.
    """

    rec_id: Ints
    cluster: Ints
    doubtful: list[Edge]
    weights: Weights

    @property
    def clusters(self) -> dict[int, int]:
        """Record -> cluster."""
        return dict(zip(self.rec_id.tolist(), self.cluster.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Edges:
    """Scored pairs as columns; `left` and `right` are record numbers."""

    left: Ints
    right: Ints
    weight: Floats


def link_records(records: Iterable[NormalRecord], *, threads: int = 2, memory: str = "1500MB") -> LinkedBatch:
    """Link records of several rosters into people. Same records, same clusters."""
    return link_table(arrow_of(records), threads=threads, memory=memory)


def link_table(table: Any, *, threads: int = 2, memory: str = "1500MB") -> LinkedBatch:
    """Link an Arrow table with the columns of `NormalRecord` (`normalise_columns` makes one)."""
    import duckdb

    con = duckdb.connect(
        config={"threads": threads, "memory_limit": memory, "preserve_insertion_order": False}
    )
    load(con, table)
    del table  # DuckDB has its own copy
    return link_loaded(con)


def link_loaded(con: duckdb.DuckDBPyConnection) -> LinkedBatch:
    """Link the table `records` that `load` has made."""
    weights = learn(con)
    edges = score(con, weights)
    return _people(con, edges, weights)


def _people(con: duckdb.DuckDBPyConnection, edges: Edges, weights: Weights) -> LinkedBatch:
    """Clusters of the scored pairs, and the pairs that are left for a person's eye."""
    found = con.execute(
        "select rec_id, coalesce(dense_rank() over (order by id_sound nulls last), 0)::bigint as code, "
        "id_sound is null as none from records order by rec_id"
    ).fetchnumpy()
    rec_id = np.asarray(found["rec_id"], dtype=np.int64)
    code = np.where(np.asarray(found["none"], dtype=bool), -1, np.asarray(found["code"], dtype=np.int64))
    left, right = np.searchsorted(rec_id, edges.left), np.searchsorted(rec_id, edges.right)
    label, refused = cluster_arrays(code, left, right, edges.weight, threshold=JOIN_AT)
    low = (edges.weight >= LOOK_AT_FROM) & (edges.weight < JOIN_AT) & (label[left] != label[right])
    columns = (left[low].tolist(), right[low].tolist(), edges.weight[low].tolist())
    best: dict[tuple[int, int], Edge] = {}
    for edge in sorted(
        [*refused, *zip(*columns, strict=True)], key=lambda edge: (-edge[2], edge[0], edge[1])
    ):
        one, other = sorted((int(label[edge[0]]), int(label[edge[1]])))
        best.setdefault((one, other), (int(rec_id[edge[0]]), int(rec_id[edge[1]]), edge[2]))
    doubtful = list(best.values())
    return LinkedBatch(rec_id, rec_id[label], doubtful, weights)


def arrow_of(records: Iterable[NormalRecord]) -> Any:
    """Records as an Arrow table."""
    import pyarrow as pa

    rows = [astuple(record) for record in records]
    names = [field.name for field in fields(NormalRecord)]
    schema = pa.schema([(name, pa.int64() if name == "rec_id" else pa.string()) for name in names])
    columns: Any = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pa.table(dict(zip(names, map(list, columns), strict=True)), schema=schema)


def load(con: duckdb.DuckDBPyConnection, table: Any) -> None:
    """Put an Arrow table into the table `records`, with the columns that blocking needs."""
    con.register("arrow_records", table)
    con.execute(
        "create or replace table records as select a.*, coalesce(id_sound, id_weak) as id_any, a.name[1:2] as front, "
        "rare.name as rare_name from arrow_records a left join "
        f"(select name from arrow_records group by name having count(*) <= {RARE}) rare on rare.name = a.name"
    )
    con.unregister("arrow_records")


def score(con: duckdb.DuckDBPyConnection, weights: Weights, floor: float = LOOK_AT_FROM) -> Edges:
    """All blocked pairs whose weight is at least `floor`, scored by Splink."""
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI(connection=con)
    linker = Linker(
        api.register("records"), splink_settings(weights), log_level="ERROR", validate_settings=False
    )
    linker.table_management.register_term_frequency_lookup(api.register(_name_shares(con, weights)), "name")
    found = linker.inference.predict(threshold_match_weight=floor)
    pairs = con.execute(f"select rec_id_l, rec_id_r, match_weight from {found.physical_name}").fetchnumpy()
    return Edges(
        np.asarray(pairs["rec_id_l"], dtype=np.int64),
        np.asarray(pairs["rec_id_r"], dtype=np.int64),
        np.asarray(pairs["match_weight"], dtype=np.float64),
    )


def _name_shares(con: duckdb.DuckDBPyConnection, weights: Weights) -> Any:
    import pyarrow as pa

    names = [name for (name,) in con.execute("select distinct name from records").fetchall()]
    return pa.table({"name": names, "tf_name": [weights.names.share(name) for name in names]})


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
        if not comparison.in_household or not level.is_learned:
            levels.append(_level(comparison, level, weights, APART))
        else:
            levels.append(_level(comparison, level, weights, TOGETHER))
            levels.append(_level(comparison, level, weights, APART))
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _level(comparison: Comparison, level: Level, weights: Weights, context: str) -> dict[str, Any]:
    split = comparison.in_household and level.is_learned
    condition = level.sql
    if split and context == TOGETHER:
        condition = HOUSEHOLD if level.sql == "ELSE" else f"({level.sql}) and {HOUSEHOLD}"
    made: dict[str, Any] = {
        "sql_condition": condition,
        "label_for_charts": f"{level.name} ({context})" if split else level.name,
    }
    if not level.is_learned:
        return made | {"m_probability": 0.5 * 2 ** min(level.fixed or 0.0, 0.0), "u_probability": 0.5}
    key = (comparison.name, level.name, context)
    made |= {"m_probability": weights.m[key], "u_probability": weights.u[key]}
    if comparison.name == "name" and level.name == "equal" and context == APART:
        made |= {"tf_adjustment_column": "name", "tf_adjustment_weight": 1.0}
    return made
