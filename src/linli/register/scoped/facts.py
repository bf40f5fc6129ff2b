"""Facts that count today, as SQL: recorded, not taken back, not corrected, in their period."""

from collections.abc import Sequence
from datetime import date
from typing import Any

# None of these columns is a value: sealed ones are only asked whether they are there.
LIVE_FACT = (
    "({f}.value <> '' OR {f}.sealed IS NOT NULL OR {f}.object_id IS NOT NULL)"
    " AND ({f}.valid_from IS NULL OR {f}.valid_from <= %s) AND ({f}.valid_to IS NULL OR {f}.valid_to > %s)"
    " AND {f}.id NOT IN (SELECT c.corrects_id FROM register_fact c WHERE c.corrects_id IS NOT NULL"
    " AND c.entry_id NOT IN (SELECT w.undoes_id FROM register_entry w WHERE w.undoes_id IS NOT NULL))"
    " AND {f}.entry_id NOT IN (SELECT u.undoes_id FROM register_entry u WHERE u.undoes_id IS NOT NULL)"
)
MERGED = 'NOT (s."canonical_id" = (s."id"))'


def live(alias: str, day: date) -> tuple[str, list[Any]]:
    """The condition for facts under an alias, with its parameters."""
    return LIVE_FACT.format(f=alias), [day.isoformat(), day.isoformat()]


def has_fact(subject: str, element: str, day: date, values: Sequence[str] = ()) -> tuple[str, list[Any]]:
    """True where a subject, or one shown under it, has a live fact of an element, with one of some open values."""
    told, days = live("f", day)
    among = f" AND f.value IN ({', '.join(['%s'] * len(values))})" if values else ""
    own = f"SELECT 1 FROM register_fact f WHERE f.subject_id = {subject} AND f.element = %s AND {told}{among}"  # noqa: S608
    merged = (
        "SELECT s.canonical_id FROM register_subject s JOIN register_fact f ON f.subject_id = s.id"  # noqa: S608
        f" WHERE {MERGED} AND f.element = %s AND {told}{among}"
    )
    return f"(EXISTS ({own}) OR {subject} IN ({merged}))", [element, *days, *values] * 2
