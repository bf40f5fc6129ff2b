"""Open work belongs to a post. Rooms register how to find theirs; a hand-over lists and counts it.

A room calls `register_open_work` from its `AppConfig.ready`; base knows no room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from linli.base.identity.models import Post

SHOWN = 20


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Open work of one kind: how much, and the first of it in words."""

    kind: str
    label: str
    count: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    label: Any
    find: Callable[[Post], "QuerySet[Any]"]


_kinds: dict[str, _Kind] = {}


def register_open_work(kind: str, label: Any, find: Callable[[Post], "QuerySet[Any]"]) -> None:
    """Say how to find a room's open work of a post: `find(post)` is an ordered queryset of rows with `__str__`.

    `kind` is ``room.noun`` and goes into the audit trail; `label` is translatable. Registering a kind again
    replaces it.
    """
    _kinds[kind] = _Kind(label, find)


def open_work_of_post(*, post: Post) -> tuple[OpenWork, ...]:
    """All kinds that have something open, in the order of their names; two queries a kind at most."""
    found = []
    for kind, entry in sorted(_kinds.items()):
        rows = entry.find(post)
        first = tuple(str(row) for row in rows[:SHOWN])
        count = len(first) if len(first) < SHOWN else rows.count()
        if count:
            found.append(OpenWork(kind, str(entry.label), count, first))
    return tuple(found)
