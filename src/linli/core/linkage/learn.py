"""Weights of the levels, learned without labels from pairs that their own numbers label.

Two equal sound numbers are almost surely one person (m), two different ones two people (u). Expectation
maximisation is not used: with blocks on phone or dwelling it takes members of a family for one person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from linli.core.linkage.levels import COMPARISONS, HOUSEHOLD, Comparison, Level

if TYPE_CHECKING:
    import duckdb

LEARNING_PAIRS = 400_000
STRANGERS = 1_000_000
STRIDE = 7919
# What a handful of mistyped numbers costs: of equal sound numbers, about this share stand on two people's rows.
COPIED_NUMBERS = 0.003
APART, TOGETHER = "apart", "together"
SIDE = re.compile(r"\b([a-z_]+)_([lr])\b")
EXACT = {"name": ("name",), "birth": ("birth",), "phone": ("phone",), "dwelling": ("by_estate", "by_road")}
CONTACT = frozenset({"phone", "dwelling"})
PAIRS_WITHIN = (
    "select sum(n * (n - 1) / 2) from (select count(*) n from {table} "
    "where id_sound is not null and {column} is not null group by {group})"
)
Key = tuple[str, str, str]  # comparison, level, context


@dataclass(frozen=True, slots=True)
class Weights:
    """Probabilities of each level among pairs of one person (m) and of two people (u), and of a match at random."""

    m: dict[Key, float]
    u: dict[Key, float]
    match_at_random: float

    def weight(self, comparison: str, level: Level, context: str) -> float:
        """log2(m/u) of a level; neutral levels weigh nothing."""
        if level.neutral:
            return 0.0
        key = (comparison, level.name, context)
        return log2(self.m[key] / self.u[key])

    @property
    def start(self) -> float:
        """The weight of a pair before anything is compared."""
        return log2(self.match_at_random / (1 - self.match_at_random))


def sided(sql: str) -> str:
    """`birth_l` -> `l.birth`: the table's conditions for a plain join of `l` and `r`."""
    return SIDE.sub(r"\2.\1", sql)


def level_case(comparison: Comparison) -> str:
    """SQL that gives the name of the first level that holds.

    The level "equal numbers" of birth date and contact is left out: in learning its pairs are the teachers.
    """
    levels = [level for level in comparison.levels if level.name != "same_number"]
    cases = " ".join(
        f"when {sided(level.sql)} then '{level.name}'" for level in levels if level.sql != "ELSE"
    )
    return f"case {cases} else 'else' end"


def learn(con: duckdb.DuckDBPyConnection, table: str = "records") -> Weights:
    """Learn from a table with the columns of `NormalRecord`. Same table, same weights."""
    rows = _number(con, f"select count(*) from {table}")
    all_pairs = rows * (rows - 1) / 2
    same = f"select l, r from {table} l join {table} r on l.id_sound = r.id_sound and l.rec_id < r.rec_id"
    same_count = _number(con, f"select count(*) from ({same})")
    apart = "l.id_sound <> r.id_sound and l.rec_id < r.rec_id"
    strangers = _strangers(con, table, int(rows))
    m = _shares(con, _sample(same), (APART, TOGETHER))
    u = _shares(con, strangers, (APART,)) | _shares(con, _sample(_of_one_home(table, apart)), (TOGETHER,))
    _exact_chances(con, table, u)
    _learn_numbers(con, table, m, u, same_count / all_pairs)
    sound = _number(con, f"select avg((id_sound is not null)::int) from {table}")
    return Weights(m, u, same_count / sound**2 / all_pairs)


def _strangers(con: duckdb.DuckDBPyConnection, table: str, rows: int) -> str:
    """Pairs at random: each row with a few others, at fixed distances in an order that means nothing."""
    con.execute(
        f"create or replace temp table shuffled as select r, row_number() over (order by hash(rec_id), rec_id) - 1 as n "
        f"from {table} r"
    )
    turns = max(1, min(round(STRANGERS / max(rows, 1)), 40))
    return (
        f"select a.r as l, b.r as r from shuffled a, range(1, {turns + 1}) as turn(t) "
        f"join shuffled b on b.n = (a.n + turn.t * {STRIDE}) % {max(rows, 1)} "
        "where a.r.id_sound is distinct from b.r.id_sound or a.r.id_sound is null"
    )


def _of_one_home(table: str, differ: str) -> str:
    """Pairs of rows that share a phone or a dwelling and are two people by `differ`."""
    return " union ".join(
        f"select l, r from {table} l join {table} r on l.{key} = r.{key} and {differ}"
        for key in ("phone", "by_estate", "by_road")
    )


def _number(con: duckdb.DuckDBPyConnection, sql: str) -> float:
    row = con.execute(sql).fetchone()
    return float(row[0]) if row and row[0] is not None else 0.0


def _sample(pairs: str) -> str:
    return f"select * from ({pairs}) order by hash(l.rec_id * 31 + r.rec_id) limit {LEARNING_PAIRS}"


def _shares(con: duckdb.DuckDBPyConnection, pairs: str, contexts: tuple[str, ...]) -> dict[Key, float]:
    """Share of each level among the comparable pairs, by context, with half a pair added to each level."""
    cases = ", ".join(f"{level_case(x)} as {x.name}" for x in COMPARISONS)
    con.execute(
        f"create or replace temp table seen as select {sided(HOUSEHOLD)} as home, {cases} from ({pairs})"
    )
    shares: dict[Key, float] = {}
    for comparison in COMPARISONS:
        levels = [level.name for level in comparison.levels if not level.neutral]
        for context in contexts:
            where = (
                f"where {'home' if context == TOGETHER else 'not home'}" if comparison.in_household else ""
            )
            counts = dict(
                con.execute(f"select {comparison.name}, count(*) from seen {where} group by 1").fetchall()
            )
            total = sum(counts.get(name, 0) + 0.5 for name in levels)
            for name in levels:
                shares[comparison.name, name, context] = (counts.get(name, 0) + 0.5) / total
    return shares


def _exact_chances(con: duckdb.DuckDBPyConnection, table: str, u: dict[Key, float]) -> None:
    """Chance that strangers agree exactly, counted over all pairs instead of sampled: it is about one in 10,000."""
    for comparison, columns in EXACT.items():
        chance = 0.0
        for column in columns:
            agreeing = _number(con, PAIRS_WITHIN.format(table=table, column=column, group=column))
            agreeing -= _number(
                con, PAIRS_WITHIN.format(table=table, column=column, group=f"{column}, id_sound")
            )
            known = _number(
                con, f"select count(*) from {table} where id_sound is not null and {column} is not null"
            )
            chance = max(chance, (agreeing + 0.5) / (known * (known - 1) / 2))
        for context in (APART, TOGETHER) if comparison in CONTACT else (APART,):
            u[comparison, "equal", context] = chance


def _learn_numbers(
    con: duckdb.DuckDBPyConnection,
    table: str,
    m: dict[Key, float],
    u: dict[Key, float],
    equal_at_random: float,
) -> None:
    """The number's own levels: m from rows that agree on name, sex and phone, u from strangers."""
    sure = (
        f"select l, r from {table} l join {table} r on l.name = r.name and l.phone = r.phone and l.sex = r.sex "
        "and l.rec_id < r.rec_id"
    )
    for name, chance in _level_shares(con, _sample(sure)).items():
        m["id", name, APART] = chance
    # Whose numbers are copied inside a family? Rows of two generations are two people whatever their numbers say.
    generations = (
        "l.rec_id < r.rec_id and l.name <> r.name and abs(l.birth[1:4]::int - r.birth[1:4]::int) > 2"
    )
    family = _level_shares(con, _sample(_of_one_home(table, generations)))
    for name in ("equal_weak", "hidden_agrees", "near"):
        u["id", name, APART] = max(u["id", name, APART], family[name])
    u["id", "equal", APART] = equal_at_random * COPIED_NUMBERS


def _level_shares(con: duckdb.DuckDBPyConnection, pairs: str) -> dict[str, float]:
    """Share of each level of the number among the pairs where both rows have one."""
    numbers = COMPARISONS[0]
    sql = f"select level, count(*) from (select {level_case(numbers)} as level from ({pairs})) group by 1"
    counts = dict(con.execute(sql).fetchall())
    names = [level.name for level in numbers.levels if not level.neutral]
    total = sum(counts.get(name, 0) + 0.5 for name in names)
    return {name: (counts.get(name, 0) + 0.5) / total for name in names}
