"""Weights of the levels, learned without labels from pairs that their own numbers label.

Two equal sound numbers are almost surely one person (m), two different ones two people (u). Expectation
maximisation is not used: with blocks on phone or dwelling it takes members of a family for one person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any

from linli.core.linkage.blocks import CROWD
from linli.core.linkage.levels import COMPARISONS, HOUSEHOLD, Comparison, Level
from linli.core.linkage.names import NameShares

if TYPE_CHECKING:
    import duckdb

LEARNING_PAIRS = 200_000
STRANGERS = 500_000
COUNTED = 400_000
# Of equal sound numbers about this share stand on two people's rows: a number of the family that the row's own birth
# date or sex contradicts is no sound one, so few are left.
COPIED_NUMBERS = 0.0005
MOST_ROSTERS = 10
APART, TOGETHER = "apart", "together"
SIDE = re.compile(r"\b([a-z0-9_]+)_([lr])\b")
EXACT = {"name": ("name",), "birth": ("birth",), "phone": ("phone",), "dwelling": ("by_estate", "by_road")}
CONTACT = frozenset({"phone", "dwelling"})
HOME_KEYS = ("phone", "by_estate", "by_road")
KNOWN = "where id_sound is not null and "
PAIRS_WITHIN = (
    "select sum(n * (n - 1) / 2) from (select count(*) n from {table} "
    "where id_sound is not null and {column} is not null group by {group})"
)
# What stands on more rows says nothing of a family: a dormitory, a switchboard, ten thousand rows on one room.
FEW = "select {column} from {table} where {column} is not null group by {column} having count(*) <= {crowd}"
Key = tuple[str, str, str]  # comparison, level, context


@dataclass(frozen=True, slots=True)
class Weights:
    """Probabilities of each level among pairs of one person (m) and of two people (u), of a match at random, and how
    common each name is.
    """

    m: dict[Key, float]
    u: dict[Key, float]
    match_at_random: float
    names: NameShares

    def weight(self, comparison: str, level: Level, context: str) -> float:
        """log2(m/u) of a level; neutral levels weigh nothing."""
        if not level.is_learned:
            return level.fixed or 0.0
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


def learn(con: duckdb.DuckDBPyConnection, texts: Any, table: str = "records") -> Weights:
    """Learn from a table with the columns of `comparable`; `texts` of the names. Same table, same weights."""
    rows = int(_number(con, f"select count(*) from {table}"))
    all_pairs = max(rows * (rows - 1) / 2, 1)
    # Half a pair where there is none, as for each level: no chance is nought.
    same_count = max(_number(con, PAIRS_WITHIN.format(table=table, column="id_sound", group="id_sound")), 0.5)
    apart = "l.id_sound <> r.id_sound"
    same = _pairs(con, "same_pairs", table, ("id_sound",))
    m = _shares(con, same, (APART, TOGETHER))
    u = _shares(con, _strangers(con, table, rows), (APART,))
    u |= _shares(con, _pairs(con, "family_pairs", table, HOME_KEYS, apart), (TOGETHER,))
    _exact_chances(con, table, u)
    _learn_numbers(con, table, m, u, same_count / all_pairs)
    sound = _number(con, f"select avg((id_sound is not null)::int) from {table}")
    names = con.execute(
        f"select name, count(*), count(distinct id_sound) from {table} group by name order by name"
    ).fetchall()
    text = texts.to_pylist()
    counted = ((text[code], rows, numbers) for code, rows, numbers in names)
    # Nobody stands on more than some ten rosters; a handful of rows would say otherwise.
    at_random = min(same_count / max(sound, 0.01) ** 2 / all_pairs, MOST_ROSTERS / max(rows, 2), 0.5)
    return Weights(m, u, at_random, NameShares.of(counted))


def _strangers(con: duckdb.DuckDBPyConnection, table: str, rows: int) -> str:
    """Pairs at random: each row with a few others that a hash of its number picks."""
    turns = max(1, min(round(STRANGERS / max(rows, 1)), 40))
    every = max(1, rows // STRANGERS)
    con.execute(
        "create or replace temp table stranger_pairs as select one, other from ("
        f"select place as one, (hash(place, t) % {max(rows, 1)})::int as other "
        f"from {table} cross join range(1, {turns + 1}) as turn(t) where hash(place) % {every} = 0"
        ") where one <> other"
    )
    return _joined("stranger_pairs", table, "(l.id_sound <> r.id_sound) is not false")


def _pairs(
    con: duckdb.DuckDBPyConnection, name: str, table: str, columns: tuple[str, ...], condition: str = "true"
) -> str:
    """Pairs of rows that agree on one of the columns (a sample when there are very many), as a query of `l` and `r`.

    Crowds are left out: their pairs grow with the square of the rows and teach nothing. The sample takes whole groups
    by a hash of what they agree on, so it does not depend on the order of rows.
    """
    parts = []
    for column in columns:
        few = FEW.format(column=column, table=table, crowd=CROWD)
        many = _number(
            con,
            PAIRS_WITHIN.format(
                table=table, column=column, group=f"{column} having count(*) <= {CROWD}"
            ).replace(KNOWN, "where "),
        )
        every = max(1, round(many / LEARNING_PAIRS))
        parts.append(
            f"select l.place as one, r.place as other from {table} l join {table} r on l.{column} = r.{column} "
            f"and l.place < r.place where hash(l.{column}) % {every} = 0 and l.{column} in ({few}) and {condition}"
        )
    con.execute(f"create or replace temp table {name} as {' union '.join(parts)}")
    return _joined(name, table, "true")


def _joined(pairs: str, table: str, condition: str) -> str:
    """`from` clause of a table of pairs with both their rows."""
    return f"from {pairs} p join {table} l on l.place = p.one join {table} r on r.place = p.other where {condition}"


def _number(con: duckdb.DuckDBPyConnection, sql: str) -> float:
    row = con.execute(sql).fetchone()
    return float(row[0]) if row and row[0] is not None else 0.0


def _shares(con: duckdb.DuckDBPyConnection, pairs: str, contexts: tuple[str, ...]) -> dict[Key, float]:
    """Share of each level among the comparable pairs, by context, with half a pair added to each level."""
    cases = ", ".join(f"{level_case(x)} as {x.name}" for x in COMPARISONS)
    con.execute(f"create or replace temp table seen as select {sided(HOUSEHOLD)} as home, {cases} {pairs}")
    shares: dict[Key, float] = {}
    for comparison in COMPARISONS:
        levels = [level.name for level in comparison.levels if level.is_learned]
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
    """Chance that strangers agree exactly, counted over all pairs instead of sampled: it is about one in 10,000.

    Of millions of rows a part of the values is counted, with all rows that hold them.
    """
    every = max(1, round(_number(con, f"select count(*) from {table}") / COUNTED))
    for comparison, columns in EXACT.items():
        chance = 0.0
        for column in columns:
            part = f"(select {column}, id_sound from {table} where hash({column}) % {every} = 0)"
            agreeing = _number(con, PAIRS_WITHIN.format(table=part, column=column, group=column))
            agreeing -= _number(
                con, PAIRS_WITHIN.format(table=part, column=column, group=f"{column}, id_sound")
            )
            known = _number(
                con, f"select count(*) from {table} where id_sound is not null and {column} is not null"
            )
            chance = max(chance, (agreeing * every + 0.5) / max(known * (known - 1) / 2, 1))
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
    for name, chance in _level_shares(con, _sure(con, table)).items():
        m["id", name, APART] = chance
    # Whose numbers are copied inside a family? Rows of two generations are two people whatever their numbers say.
    generations = "l.name <> r.name and abs(l.birth_year - r.birth_year) > 2"
    family = _level_shares(con, _pairs(con, "generation_pairs", table, HOME_KEYS, generations))
    for name in ("equal_weak", "hidden_agrees", "near"):
        u["id", name, APART] = max(u["id", name, APART], family[name])
    u["id", "equal", APART] = equal_at_random * COPIED_NUMBERS


def _sure(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """Rows that agree on name, sex and phone: one person, whatever the numbers say."""
    return _pairs(con, "sure_pairs", table, ("phone",), "l.name = r.name and l.sex = r.sex")


def _level_shares(con: duckdb.DuckDBPyConnection, pairs: str) -> dict[str, float]:
    """Share of each level of the number among the pairs where both rows have one."""
    numbers = COMPARISONS[0]
    sql = f"select level, count(*) from (select {level_case(numbers)} as level {pairs}) group by 1"
    counts = dict(con.execute(sql).fetchall())
    names = [level.name for level in numbers.levels if level.is_learned]
    total = sum(counts.get(name, 0) + 0.5 for name in names)
    return {name: (counts.get(name, 0) + 0.5) / total for name in names}
