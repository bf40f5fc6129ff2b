"""Whole rosters at once: Splink blocks and scores in DuckDB or Spark, our constrained clustering makes the people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from linli.core.linkage.children import children_at_home
from linli.core.linkage.cluster import Edge, Ints, cluster_arrays
from linli.core.linkage.comparable import Comparable, comparable
from linli.core.linkage.doubts import doubts
from linli.core.linkage.learn import Weights, learn
from linli.core.linkage.normalise import NormalRecord
from linli.core.linkage.scoring import Edges, load, score

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

# A pair joins from twice as likely as not. One row by itself is asked about between one in five and that; of a whole
# batch more is known (`doubts`), so lower weights are scored, too.
JOIN_AT = 1.0
LOOK_AT_FROM = -2.0
SCORED_FROM = -8.0
MEMORY = "1500MB"


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


def link_records(records: Iterable[NormalRecord], *, threads: int = 2, memory: str = MEMORY) -> LinkedBatch:
    """Link records of several rosters into people. Same records, same clusters."""
    return link_table(arrow_of(records), threads=threads, memory=memory)


def link_table(
    table: Any, *, threads: int = 2, memory: str = MEMORY, spark: SparkSession | None = None
) -> LinkedBatch:
    """Link an Arrow table with the columns of `NormalRecord` (`normalise_columns` makes one).

    With a session of Spark the pairs are made and scored there; everything else is the same, and so are the clusters.
    """
    import duckdb

    prepared = comparable(table)
    del table
    with duckdb.connect(
        config={"threads": threads, "memory_limit": memory, "preserve_insertion_order": False}
    ) as con:
        load(con, prepared)
        if spark is None:
            prepared = replace(prepared, rows=None)  # DuckDB has its own copy
        return link_loaded(con, prepared, spark)


def link_loaded(
    con: duckdb.DuckDBPyConnection, prepared: Comparable, spark: SparkSession | None = None
) -> LinkedBatch:
    """Link the table `records` that `load` has made."""
    weights = learn(con, prepared.names)
    if spark is None:
        edges = score(con, prepared, weights, SCORED_FROM)
    else:
        from linli.core.linkage.spark import score_in_spark

        edges = score_in_spark(spark, prepared, weights, SCORED_FROM)
    return people_of(edges, children_at_home(con), prepared, weights)


def people_of(edges: Edges, children: Edges, prepared: Comparable, weights: Weights) -> LinkedBatch:
    """Clusters of the scored pairs, and the pairs that are left for a person's eye; `children` are only asked for."""
    rec_id, number = prepared.rec_id, prepared.number
    label, _refused = cluster_arrays(number, edges.left, edges.right, edges.weight, threshold=JOIN_AT)
    either = edges + children
    asked = doubts(number, label, either.left, either.right, either.weight, join_at=JOIN_AT)
    pairs = (rec_id[asked.left].tolist(), rec_id[asked.right].tolist(), asked.weight.tolist())
    return LinkedBatch(rec_id, rec_id[label], list(zip(*pairs, strict=True)), weights)


def arrow_of(records: Iterable[NormalRecord]) -> Any:
    """Records as an Arrow table."""
    import pyarrow as pa

    rows = [astuple(record) for record in records]
    names = [field.name for field in fields(NormalRecord)]
    schema = pa.schema([(name, pa.int64() if name == "rec_id" else pa.string()) for name in names])
    columns: Any = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pa.table(dict(zip(names, map(list, columns), strict=True)), schema=schema)
