"""The same scoring in Spark, for rosters whose pairs outgrow one machine: Splink's Spark backend (extra `spark`).

Folding, weights and clusters are made where the command runs, since they grow with the rows; pairs and their weights,
which grow faster, are made in Spark. A test holds the clusters of both engines equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlglot

from linli.core.linkage.comparable import Comparable
from linli.core.linkage.learn import Weights
from linli.core.linkage.scoring import Edges, name_shares, splink_settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def score_in_spark(spark: SparkSession, prepared: Comparable, weights: Weights, floor: float) -> Edges:
    """All blocked pairs whose weight is at least `floor`. The session keeps nothing of them."""
    from splink import Linker
    from splink.backends.spark import SparkAPI

    # Splink brings Java functions for comparisons that we do not use.
    make_api: Any = SparkAPI  # without types
    api = make_api(spark_session=spark, register_udfs_automatically=False, break_lineage_method="persist")
    rows = spark.createDataFrame(prepared.rows)
    names = spark.createDataFrame(name_shares(prepared, weights))
    linker = Linker(
        api.register(rows),
        splink_settings(weights, spark_sql),
        log_level="ERROR",
        validate_settings=False,
    )
    linker.table_management.register_term_frequency_lookup(api.register(names), "name")
    found = linker.inference.predict(threshold_match_weight=floor)
    pairs = spark.table(found.physical_name).select("place_l", "place_r", "match_weight").toArrow()
    spark.catalog.clearCache()
    return Edges.of({name: pairs.column(name).to_numpy() for name in pairs.column_names})


def spark_sql(sql: str) -> str:
    """A condition in Spark's SQL."""
    return sqlglot.transpile(sql, read="duckdb", write="spark")[0]
