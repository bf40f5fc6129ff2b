"""Type-ahead over all divisions by name, pinyin initials or code.

Two statements whatever is asked: one finds candidates, each arm of it a short walk along an index; one names
what stands above them. Names repeat (和平村委会 274 times), so every hit shows its way down from the province.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from linli.base.scope import Scope
from linli.territory.queries.divisions import names
from linli.territory.rules.names import ancestors, short_name
from linli.territory.rules.searching import Match, Question, question, rank, tier_of
from linli.territory.states import DivisionKind, Level

LIMIT = 12
# Stems that hold the words somewhere inside; far more than fit on a page.
STEMS = 200
LAST = "\U0010ffff"
EVERYWHERE = Scope("")


@dataclass(frozen=True, slots=True)
class Hit:
    """A division that was found; `way` names what it lies in, the province first."""

    code: str
    name: str
    short_name: str
    level: Level
    kind: DivisionKind
    match: Match
    way: tuple[str, ...]


def search(text: str, as_of: date, scope: Scope = EVERYWHERE, limit: int = LIMIT) -> tuple[Hit, ...]:
    """The best hits for what somebody typed: exact before beginning before inside, higher levels first.

    Chinese is looked up in names, letters in pinyin initials (from their beginning), digits in codes. A single
    letter finds provinces, prefectures and counties only. Two queries; none when nothing was typed.
    """
    asked = question(text)
    if asked is None:
        return ()
    found: dict[str, tuple[Any, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(*_statement(asked, as_of, scope, limit))
        for row in cursor.fetchall():
            found[row[0]] = row
    ranked = sorted(found.values(), key=lambda row: rank(asked, *row[:4]))[:limit]
    above = names({code for row in ranked for code in ancestors(row[0])}, as_of)
    return tuple(_hit(asked, row, above) for row in ranked)


def _hit(asked: Question, row: tuple[Any, ...], above: dict[str, str]) -> Hit:
    code, name, stem, level, kind = row
    way = tuple(above[upper] for upper in ancestors(code) if upper in above)
    match = tier_of(asked, code, name, stem)
    return Hit(code, name, short_name(name), Level(level), DivisionKind(kind), match, way)


class _Arms:
    """Gathers the arms of one statement, each limited by itself, with their parameters.

    The SQL is the same on SQLite and PostgreSQL; every value is a parameter.
    """

    def __init__(self, as_of: date, scope: Scope, limit: int) -> None:
        day = connection.ops.adapt_datefield_value(as_of)
        self.limit = limit
        self.where = "valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)"
        self.fixed: list[Any] = [day, day]
        if not scope.is_everything:
            self.where += " AND code >= %s AND code < %s"
            self.fixed += [scope.prefix, scope.prefix + LAST]
        self.parts: list[str] = []
        self.params: list[Any] = []

    def add(self, condition: str, params: list[Any], order: str) -> None:
        """One more arm."""
        number = len(self.parts)
        self.parts.append(
            "SELECT * FROM (SELECT code, name, stem, level, kind FROM territory_division "  # noqa: S608
            f"WHERE {condition} AND {self.where} ORDER BY {order} LIMIT %s) AS arm{number}"
        )
        self.params += [*params, *self.fixed, self.limit]

    def statement(self) -> tuple[str, list[Any]]:
        """All arms together."""
        return " UNION ALL ".join(self.parts), self.params


def _statement(asked: Question, as_of: date, scope: Scope, limit: int) -> tuple[str, list[Any]]:
    arms = _Arms(as_of, scope, limit)
    if asked.digits:
        arms.add("code = %s", [asked.text], "code")
        arms.add(
            "parent_code = %s AND code >= %s AND code < %s",
            [asked.parent, asked.text, asked.text + LAST],
            "code",
        )
    if asked.initials:
        for level in _levels(asked):
            params = [level, asked.initials, asked.initials + LAST]
            arms.add("level = %s AND initials >= %s AND initials < %s", params, "initials, code")
        return arms.statement()
    if len(scope.prefix) >= 6:
        arms.add("name LIKE %s", [f"%{asked.text}%"], "level, code")
        return arms.statement()
    for level in Level:
        params = [level.value, asked.text, asked.text + LAST]
        arms.add("level = %s AND stem >= %s AND stem < %s", params, "stem, code")
    for stem in asked.stems:
        marks = ", ".join(["%s"] * len(Level))
        condition = f"level IN ({marks}) AND stem = %s AND name LIKE %s"
        arms.add(condition, [*Level.values, stem, f"{asked.text}%"], "level, code")
    _inside(arms, asked)
    return arms.statement()


def _inside(arms: _Arms, asked: Question) -> None:
    # One walk along the index for each way to end: joined by OR, PostgreSQL would read the index from its start.
    walks = [("tail >= %s AND tail < %s", [asked.text, asked.text + LAST])]
    walks += [("tail = %s", [stem]) for stem in asked.stems]
    keys = " UNION ALL ".join(
        f"SELECT stem FROM (SELECT stem FROM territory_namekey WHERE {condition} "  # noqa: S608
        f"ORDER BY tail, stem LIMIT %s) AS walk{number}"
        for number, (condition, _) in enumerate(walks)
    )
    params: list[Any] = [value for _, values in walks for value in (*values, STEMS)]
    levels = ", ".join(["%s"] * len(Level))
    condition = f"level IN ({levels}) AND stem IN ({keys}) AND name LIKE %s"
    arms.add(condition, [*Level.values, *params, f"%{asked.text}%"], "level, code")


def _levels(asked: Question) -> list[int]:
    return [level.value for level in Level if level <= Level.COUNTY or len(asked.initials) > 1]
