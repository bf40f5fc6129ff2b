"""How many rows of a scope have a value on the record, element by element: asked whether it is there, never what."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from linli.core.scopes import Scope, Vocabulary
from linli.register.scoped.counting import where_in
from linli.register.scoped.facts import MERGED, live
from linli.register.scoped.tables import AGE, BIRTH, COLUMNS, MASKED, Where, path_of, present

PRESENT = COLUMNS | MASKED
BITS = 48
# Subjects in several parts.
MANY = f"SELECT s.canonical_id FROM register_subject s WHERE {MERGED}"  # noqa: S608  # our own names


@dataclass(frozen=True, slots=True)
class KnownCells:
    """Rows in the scope, and how many of them have a value of each element; 0 where rows do not lead to it."""

    rows: int
    by_element: Mapping[str, int]


def known_cells(
    scope: Scope, places: Collection[str], elements: Iterable[str], *, today: date, vocabulary: Vocabulary
) -> KnownCells | None:
    """Rows and cells with a value, in a few queries whatever the number of elements. None for rows without a record.

    Where rows of the scope cannot be told apart without opening values (see `ScopeCount`) these are the rows of the
    wider scope.
    """
    asked = sorted(set(elements))
    where, _uncounted = where_in([scope], places, today=today, vocabulary=vocabulary)
    if where is None:
        return None
    found = dict.fromkeys(asked, 0)
    columns = {element: column for element in asked if (column := _column(where, element))}
    rows, counts = _by_columns(where, columns)
    found |= counts
    for (root, link), inner in _by_link(element for element in asked if element not in columns).items():
        found |= _by_facts(where, root, link, inner, today)
    return KnownCells(rows, found)


def _column(where: Where, element: str) -> str:
    return where.column(BIRTH if element == AGE else element, PRESENT)


def _by_columns(where: Where, columns: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    sums = [f"SUM(CASE WHEN {present(column)} THEN 1 ELSE 0 END)" for column in columns.values()]
    told = ", ".join(["COUNT(*)", *sums])
    row = _run(f"SELECT {told} FROM {where.source()} WHERE {where.condition()}", where.params)[0]  # noqa: S608
    return int(row[0]), {element: int(n or 0) for element, n in zip(columns, row[1:], strict=True)}


def _by_link(elements: Iterable[str]) -> dict[tuple[str, str], dict[str, str]]:
    """Elements by the way that leads to their subject: (root, link) -> stored element -> element as asked."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for element in elements:
        root, link, stored = path_of(element)
        if stored:
            found[root, link][BIRTH if stored == AGE else stored] = element
    return found


def _by_facts(where: Where, root: str, link: str, inner: Mapping[str, str], today: date) -> dict[str, int]:
    """Rows with a live fact of each element, their own or of a subject that was merged into theirs."""
    subject = where.subject(root)
    if not subject:
        return {}
    target, joins = _target(where, subject, link)
    counts: Counter[str] = Counter()
    stored = list(inner)
    for part in (stored[start : start + BITS] for start in range(0, len(stored), BITS)):
        # A link may lead to several subjects of one row, and a merge to several parts of one subject.
        counts += _each(where, target, joins, part, today, "" if joins else f"AND {target} IN ({MANY})")
        counts += Counter() if joins else _masked(where, target, part, today)
    return {inner[element]: number for element, number in counts.items()}


def _masked(where: Where, target: str, stored: Sequence[str], today: date) -> Counter[str]:
    """For subjects in one part: a bit for each element that is there, so that every subject is looked at once."""
    told, days = live("f", today)
    bits = " ".join(f"WHEN %s THEN {1 << place}" for place in range(len(stored)))
    marks = ", ".join(["%s"] * len(stored))
    sql = (
        "SELECT m, SUM(n) FROM (SELECT n, (SELECT SUM(DISTINCT CASE f.element "  # noqa: S608  # our own names
        f"{bits} END) FROM register_fact f WHERE f.subject_id = t AND f.element IN ({marks}) AND {told}) AS m"
        f" FROM (SELECT {target} AS t, COUNT(*) AS n FROM {where.source()} WHERE {where.condition()}"
        f" AND {target} NOT IN ({MANY}) GROUP BY {target}) q) w GROUP BY m"
    )
    counts: Counter[str] = Counter()
    for mask, number in _run(sql, [*stored, *stored, *days, *where.params]):
        for place, element in enumerate(stored):
            counts[element] += int(number) if int(mask or 0) >> place & 1 else 0
    return counts


def _each(
    where: Where, target: str, joins: str, stored: Sequence[str], today: date, which: str
) -> Counter[str]:
    """For the other subjects: every row with every element, each once."""
    told, days = live("f", today)
    row, source = f"{where.own}.id", f"{where.source()} {joins}"
    condition = f"{where.condition()} {which}"
    fact = f"f.element IN ({', '.join(['%s'] * len(stored))}) AND {told}"
    own = (
        f"SELECT {row} AS r, f.element AS e FROM {source} JOIN register_fact f ON f.subject_id = {target}"  # noqa: S608
        f" WHERE {condition} AND {fact}"
    )
    merged = (
        f"SELECT {row} AS r, f.element AS e FROM {source} JOIN register_subject s ON s.canonical_id = {target}"  # noqa: S608
        f" AND {MERGED} JOIN register_fact f ON f.subject_id = s.id WHERE {condition} AND {fact}"
    )
    params = [*where.params, *stored, *days]
    counted = _run(f"SELECT e, COUNT(*) FROM ({own} UNION {merged}) q GROUP BY e", [*params, *params])  # noqa: S608
    return Counter({element: int(number) for element, number in counted})


def _target(where: Where, subject: str, link: str) -> tuple[str, str]:
    """The id of the subject that a link leads to, and the join that it needs."""
    if not link:
        return subject, ""
    if link == "household.head":
        return "h.head_id", ""
    # Roles are our own names out of LINKS.
    return "l.object_id", f"JOIN register_relation l ON l.subject_id = {subject} AND l.role = '{link}'"


def _run(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
