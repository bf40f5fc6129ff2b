"""Ids on their way into and out of plain SQL, on both databases."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from linli.base.ids import uuid_of

PART = 5_000


def parts(ids: Iterable[UUID], size: int = PART) -> Iterator[list[UUID]]:
    """The ids in lists of at most `size`."""
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


def among(column: str, ids: Sequence[UUID]) -> tuple[str, list[Any]]:
    """A condition "column is one of these" and its parameters."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", [list(ids)]
    return f"{column} IN ({','.join(['%s'] * len(ids))})", [one.bytes for one in ids]


def as_id(value: Any) -> UUID:
    """What the driver handed back, as a UUID."""
    return value if isinstance(value, UUID) else uuid_of(value)


def as_id_or_none(value: Any) -> UUID | None:
    """The same for a column that may be empty."""
    return value if value is None or isinstance(value, UUID) else uuid_of(value)


class Ids(dict[Any, UUID]):
    """What the driver hands back, as UUIDs: one object for all rows that name the same id."""

    def __missing__(self, kept: Any) -> UUID:
        made = self[kept] = as_id(kept)
        return made
