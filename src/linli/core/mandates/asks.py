"""How one request stands to another: by the fields, rows, places, days and precision that both ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linli.core.scopes import Comparison, Relation, Scope, Vocabulary, compare

from .burden import Frequency

# What can be worked out from something more precise; never the other way round.
FINER: dict[str, tuple[str, ...]] = {
    "age": ("birth_date", "id_number"),
    "birth_date": ("id_number",),
    "sex": ("id_number",),
    "residence_region": ("residence_address",),
    "registered_region": ("registered_address",),
    "income_yearly": ("income_monthly",),
    "household_income_yearly": ("household_income_monthly",),
    "phone": ("mobile",),
}


class Standing(StrEnum):
    """The same; contained in the other one, which serves it; sharing rows and fields with it."""

    SAME = "same"
    COVERED = "covered"
    OVERLAPS = "overlaps"


class Class(StrEnum):
    """What a request is, beside all others: the same, served by others, to be merged with others, new."""

    SAME = "same"
    COVERED = "covered"
    MERGED = "merged"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: `fields` are elements, or own words where there is none; `scope` None is not said.

    `places` are prefixes of division codes; the days are [starts, ends), None without end.
    """

    fields: frozenset[str]
    scope: Scope | None
    places: tuple[str, ...]
    starts: date | None
    ends: date | None
    frequency: Frequency
    rows_in_words: str = ""


@dataclass(frozen=True, slots=True)
class Stands:
    """How a request stands to another. `shared` are its fields that the other one serves, `rows` how the row scopes
    lie to each other (None where one of them is not said), `short_of` what keeps the other one from covering it:
    fields, rows, places, days, frequency.
    """

    standing: Standing
    shared: tuple[str, ...]
    rows: Comparison | None
    short_of: tuple[str, ...]


def stands(one: Ask, other: Ask, vocabulary: Vocabulary) -> Stands | None:
    """How `one` stands to `other`; None where no field, row, place or day is common. May raise ScopeError."""
    if not (_touch(one.places, other.places) and _same_time(one, other)):
        return None
    shared = tuple(sorted(field for field in one.fields if is_served(field, other.fields)))
    if not shared:
        return None
    rows = compare(one.scope, other.scope, vocabulary) if one.scope and other.scope else None
    if rows is not None and rows.relation is Relation.DISJOINT:
        return None
    short = _short_of(one, other, shared, rows)
    if short:
        return Stands(Standing.OVERLAPS, shared, rows, short)
    back = tuple(field for field in other.fields if is_served(field, one.fields))
    is_same = not _short_of(other, one, back, _turned(rows))
    return Stands(Standing.SAME if is_same else Standing.COVERED, shared, rows, ())


def is_served(field: str, by: Iterable[str]) -> bool:
    """Whether a field's value can be had from what is asked already: from itself, or from something finer."""
    served = by if isinstance(by, frozenset) else frozenset(by)
    return field in served or any(one in served for one in finer(field))


def finer(field: str) -> tuple[str, ...]:
    """The elements of the same subject out of which a field's value can be worked out."""
    role, dot, name = field.rpartition(".")
    return tuple(f"{role}{dot}{one}" for one in FINER.get(name, ()))


def classed(one: Ask, found: Sequence[tuple[Stands, Ask]]) -> Class:
    """What a request is, beside all that it stands to.

    Served by several others together counts as covered, where each of them has all its rows, places and days.
    """
    standings = {each.standing for each, _ask in found}
    if Standing.SAME in standings:
        return Class.SAME
    if Standing.COVERED in standings:
        return Class.COVERED
    together = {field for each, _ask in found if set(each.short_of) <= {"fields"} for field in each.shared}
    if found and together == one.fields:
        return Class.COVERED
    return Class.MERGED if found else Class.NEW


def _short_of(one: Ask, other: Ask, shared: Sequence[str], rows: Comparison | None) -> tuple[str, ...]:
    missing = {
        "fields": len(shared) < len(one.fields),
        "rows": not _rows_within(one, other, rows),
        "places": not _inside(one.places, other.places),
        "days": not _days_within(one, other),
        "frequency": one.frequency.per_year > other.frequency.per_year,
    }
    return tuple(name for name, is_short in missing.items() if is_short)


def _rows_within(one: Ask, other: Ask, rows: Comparison | None) -> bool:
    if rows is not None:
        return rows.relation in (Relation.EQUAL, Relation.SUBSET)
    # Rows that were not said in conditions can only be compared as words.
    both_unsaid = one.scope is None and other.scope is None
    return both_unsaid and "".join(one.rows_in_words.split()) == "".join(other.rows_in_words.split())


def _turned(rows: Comparison | None) -> Comparison | None:
    back = {Relation.SUBSET: Relation.SUPERSET, Relation.SUPERSET: Relation.SUBSET}
    return None if rows is None else Comparison(back.get(rows.relation, rows.relation))


def _touch(left: Iterable[str], right: Sequence[str]) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in left for b in right)


def _inside(inner: Iterable[str], outer: Sequence[str]) -> bool:
    return all(any(place.startswith(wide) for wide in outer) for place in inner)


def meet(left: Iterable[str], right: Sequence[str]) -> tuple[str, ...]:
    """The places that lie in both, each once and none inside another."""
    both = {max(a, b, key=len) for a in left for b in right if a.startswith(b) or b.startswith(a)}
    return tuple(
        sorted(one for one in both if not any(one != wide and one.startswith(wide) for wide in both))
    )


def _same_time(one: Ask, other: Ask) -> bool:
    latest_start = max(one.starts or date.min, other.starts or date.min)
    return latest_start < min(one.ends or date.max, other.ends or date.max)


def _days_within(one: Ask, other: Ask) -> bool:
    begins = (other.starts or date.min) <= (one.starts or date.min)
    return begins and (one.ends or date.max) <= (other.ends or date.max)
