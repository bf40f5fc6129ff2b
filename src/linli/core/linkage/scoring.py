"""The table of levels as Splink's settings, and the scoring of all blocked pairs in DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from linli.core.linkage.blocks import keyed_sql
from linli.core.linkage.cluster import Floats, Ints
from linli.core.linkage.comparable import Comparable
from linli.core.linkage.learn import APART, TOGETHER, Weights
from linli.core.linkage.levels import COMPARISONS, HOUSEHOLD, Comparison, Level

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Edges:
    """Scored pairs as columns; `left` and `right` are places in `Comparable.rows`."""

    left: Ints
    right: Ints
    weight: Floats

    def __add__(self, more: Edges) -> Edges:
        """Both, one behind the other."""
        return Edges(
            np.concatenate([self.left, more.left]),
            np.concatenate([self.right, more.right]),
            np.concatenate([self.weight, more.weight]),
        )

    @classmethod
    def of(cls, columns: Mapping[str, Any]) -> Edges:
        """From columns `place_l`, `place_r`, `match_weight`."""
        return cls(
            np.asarray(columns["place_l"], dtype=np.int64),
            np.asarray(columns["place_r"], dtype=np.int64),
            np.asarray(columns["match_weight"], dtype=np.float64),
        )


def load(con: duckdb.DuckDBPyConnection, prepared: Comparable) -> None:
    """Put the rows into the table `records`."""
    con.register("arrow_records", prepared.rows)
    con.execute("create or replace table records as select * from arrow_records")
    con.unregister("arrow_records")


def score(con: duckdb.DuckDBPyConnection, prepared: Comparable, weights: Weights, floor: float) -> Edges:
    """All blocked pairs whose weight is at least `floor`, scored by Splink."""
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI(connection=con)
    linker = Linker(
        api.register("records"), splink_settings(weights), log_level="ERROR", validate_settings=False
    )
    linker.table_management.register_term_frequency_lookup(
        api.register(name_shares(prepared, weights)), "name"
    )
    found = linker.inference.predict(threshold_match_weight=floor)
    return Edges.of(
        con.execute(f"select place_l, place_r, match_weight from {found.physical_name}").fetchnumpy()
    )


def name_shares(prepared: Comparable, weights: Weights) -> Any:
    """How common each name is, as Splink's table of term frequencies."""
    shares = [weights.names.share(name) for name in prepared.names.to_pylist()]
    return pa.table(
        {"name": pa.array(np.arange(len(shares), dtype=np.int32)), "tf_name": pa.array(shares, pa.float64())}
    )


def _as_it_is(sql: str) -> str:
    return sql


def splink_settings(weights: Weights, dialect: Callable[[str], str] = _as_it_is) -> dict[str, Any]:
    """The table of levels as Splink's settings, with learned weights put in; `dialect` turns DuckDB's SQL into
    another one's.
    """
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "place",
        "probability_two_random_records_match": weights.match_at_random,
        "blocking_rules_to_generate_predictions": keyed_sql(),
        "comparisons": [_comparison(comparison, weights, dialect) for comparison in COMPARISONS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(comparison: Comparison, weights: Weights, dialect: Callable[[str], str]) -> dict[str, Any]:
    levels = []
    for level in comparison.levels:
        if not comparison.in_household or not level.is_learned:
            levels.append(_level(comparison, level, weights, APART))
        else:
            levels.append(_level(comparison, level, weights, TOGETHER))
            levels.append(_level(comparison, level, weights, APART))
    for made in levels:
        if made["sql_condition"] != "ELSE":
            made["sql_condition"] = dialect(made["sql_condition"])
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
