"""Cell by cell, where the record stands for the rows of a scope: when something was last said and by how many sources.

No value is opened or leaves: facts are only asked for their element, their source and the day of their entry.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from linli.core.collecting import Known
from linli.core.scopes import Scope, Vocabulary
from linli.register.ledger.sql import Ids
from linli.register.scoped.counting import where_in
from linli.register.scoped.facts import MERGED, live
from linli.register.scoped.tables import AGE, BIRTH, Where, path_of

# The household at whose door a row is asked.
HOMES = {
    "p": "p.household_id",
    "h": "h.id",
    "d": "(SELECT hh.id FROM register_household hh WHERE hh.dwelling_id = d.id AND hh.status = 'live'"
    " ORDER BY hh.id LIMIT 1)",
}
# Elements on which sources of the row disagree, as its projection has noted them.
DISPUTED = {"p": "p.disputed"}


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A row of a scope: its own id, the household it is asked at (None: nobody's door), its community and grid, and
    by the first word of an element the id of the subject that stands for it.
    """

    id: UUID
    household: UUID | None
    division_code: str
    grid: str
    subjects: dict[str, UUID]


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of a scope and what is known of their cells: (subject, element) -> Known. `reached` are the elements
    that the rows lead to by their own subjects; others (a spouse's, an organisation's) are not looked at here.
    """

    rows: tuple[ScopeRow, ...] = ()
    known: dict[tuple[UUID, str], Known] = field(default_factory=dict)
    reached: frozenset[str] = frozenset()


def standing_of(
    scope: Scope, places: Collection[str], elements: Iterable[str], *, today: date, vocabulary: Vocabulary
) -> Standing | None:
    """Rows in these places with what is known of each element. None for rows that nobody lives behind.

    A constant number of queries: one for the rows, one for each first word of the elements.
    """
    where, _uncounted = where_in([scope], places, today=today, vocabulary=vocabulary)
    if where is None or where.own not in HOMES:
        return None
    by_root = _by_root(elements)
    roots = [root for root in by_root if where.subject(root)]
    # One object for all rows that name the same id.
    ids = Ids()
    rows, disputed = _rows(where, roots, ids)
    known: dict[tuple[UUID, str], Known] = {}
    for root in roots:
        known |= _facts(where, root, by_root[root], disputed, today, ids)
    reached = frozenset(element for root in roots for element in by_root[root].values())
    return Standing(tuple(rows), known, reached)


def _by_root(elements: Iterable[str]) -> dict[str, dict[str, str]]:
    """First word -> element as it is stored -> element as asked, without those that a link leads to."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for element in sorted(set(elements)):
        root, link, stored = path_of(element)
        if stored and not link:
            found[root][BIRTH if stored == AGE else stored] = element
    return found


def _rows(where: Where, roots: list[str], ids: Ids) -> tuple[list[ScopeRow], set[tuple[UUID, str]]]:
    subjects = [where.subject(root) for root in roots]
    disputed = DISPUTED.get(where.own, "NULL")
    own_columns = [f"{where.own}.{name}" for name in ("id", "division_code", "grid")]
    told = ", ".join([*own_columns, HOMES[where.own], disputed, *subjects])
    found = _run(f"SELECT {told} FROM {where.source()} WHERE {where.condition()}", where.params)  # noqa: S608
    rows = [
        ScopeRow(
            ids[own],
            None if household is None else ids[household],
            code,
            grid,
            {root: ids[one] for root, one in zip(roots, held, strict=True) if one is not None},
        )
        for own, code, grid, household, _flag, *held in found
    ]
    return rows, {(ids[row[0]], element) for row in found for element in (row[4] or "").split()}


def _facts(
    where: Where, root: str, inner: dict[str, str], disputed: set[tuple[UUID, str]], today: date, ids: Ids
) -> dict[tuple[UUID, str], Known]:
    subject, stored = where.subject(root), list(inner)
    told, days = live("f", today)
    marks = ", ".join(["%s"] * len(stored))
    fact = f"f.element IN ({marks}) AND {told}"
    entry = "JOIN register_entry e ON e.id = f.entry_id"
    source, condition = where.source(), where.condition()
    own = (
        f"SELECT {subject} AS s, f.element AS n, e.as_of AS d, e.source_id AS w FROM {source}"  # noqa: S608
        f" JOIN register_fact f ON f.subject_id = {subject} {entry} WHERE {condition} AND {fact}"
    )
    merged = (
        f"SELECT {subject} AS s, f.element AS n, e.as_of AS d, e.source_id AS w FROM {source}"  # noqa: S608
        f" JOIN register_subject s ON s.canonical_id = {subject} AND {MERGED}"
        f" JOIN register_fact f ON f.subject_id = s.id {entry} WHERE {condition} AND {fact}"
    )
    params = [*where.params, *stored, *days]
    found = _run(
        f"SELECT s, n, MAX(d), COUNT(DISTINCT w) FROM ({own} UNION ALL {merged}) q GROUP BY s, n",  # noqa: S608
        [*params, *params],
    )
    return {
        (ids[one], inner[element]): Known(_day(day), int(sources), (ids[one], element) in disputed)
        for one, element, day, sources in found
    }


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _run(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
