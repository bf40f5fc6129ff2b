"""Facts and entries, read in bulk, and the two axes of time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from linli.base.scope import Scope
from linli.register.ledger.sql import Ids, among, as_id, parts
from linli.register.models import Entry
from linli.register.states import Method

EVERYWHERE = Scope("")  # the ledger is read by subject, whose place the caller has checked
COLUMNS = "id, subject_id, element, value, sealed, object_id, valid_from, valid_to, entry_id, corrects_id"


class LiveFact(NamedTuple):
    """A fact as it stands in the ledger. `plain` is its value where that is known without opening it."""

    id: UUID
    subject: UUID
    element: str
    value: str
    sealed: bytes | None
    object: UUID | None
    valid_from: date | None
    valid_to: date | None
    entry: UUID
    corrects: UUID | None
    plain: str | None = None

    @property
    def is_retraction(self) -> bool:
        """True for a correction that puts nothing in place of what it corrects."""
        return not self.value and self.sealed is None and self.object is None

    @property
    def is_erased(self) -> bool:
        """True for a shell: its value was destroyed when its retention rule was over."""
        return self.sealed is not None and not self.sealed

    def holds_on(self, day: date) -> bool:
        """True when the day lies in the fact's own period."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


class EntryInfo(NamedTuple):
    """What is needed of an entry to weigh its facts. `undone_at` is the moment since which they do not count."""

    id: UUID
    source: str
    method: Method
    as_of: date
    recorded_at: datetime
    undone_at: datetime | None
    label: str = ""

    def counts_at(self, known: datetime | None) -> bool:
        """True when the entry had been made, and not been taken back, by `known` (None: by now)."""
        if known is None:
            return self.undone_at is None
        return self.recorded_at <= known and (self.undone_at is None or self.undone_at > known)


def facts_of(subjects: Iterable[UUID], elements: Collection[str] | None = None) -> list[LiveFact]:
    """All facts of these subjects, oldest first; with `elements` of these elements alone.

    The caller has checked that the subjects lie in scope.
    """
    found: list[LiveFact] = []
    ids = Ids({None: None})  # type: ignore[dict-item]  # an empty column stays empty
    with connection.cursor() as cursor:
        for part in parts(subjects):
            where, params = among("subject_id", part)
            if elements is not None:
                where += f" AND element IN ({','.join(['%s'] * len(elements)) or 'NULL'})"
                params += list(elements)
            cursor.execute(
                f"SELECT {COLUMNS} FROM register_fact WHERE {where} ORDER BY id",  # noqa: S608  # our own names
                params,
            )
            found += [
                LiveFact(
                    as_id(one), ids[who], name, value, sealed, ids[other], start, end, ids[entry], ids[target]
                )
                for one, who, name, value, sealed, other, start, end, entry, target in cursor.fetchall()
            ]
    return found


def entries_of(facts: Iterable[LiveFact], have: dict[UUID, EntryInfo] | None = None) -> dict[UUID, EntryInfo]:
    """The entries of facts, those in `have` not asked for again."""
    known = {} if have is None else have
    missing = {fact.entry for fact in facts} - known.keys()
    for part in parts(missing):
        rows = (
            Entry.objects.in_scope(EVERYWHERE)
            .filter(id__in=part)
            .values_list(
                "id", "source__code", "method", "as_of", "recorded_at", "undone_by__recorded_at", "post_label"
            )
        )
        for row in rows:
            known[row[0]] = EntryInfo(row[0], row[1], Method(row[2]), *row[3:])
    return known


def in_force(
    facts: Sequence[LiveFact], entries: Mapping[UUID, EntryInfo], known: datetime | None = None
) -> list[LiveFact]:
    """The facts that count as known at a moment (None: now): recorded by then, not taken back, not corrected.

    A correction takes its target out for good: when it is corrected itself, what stands is the last word.
    Retractions and erased values are not in the answer. Whether a fact holds on a day is for `LiveFact.holds_on`.
    """
    counting = [fact for fact in facts if entries[fact.entry].counts_at(known)]
    corrected = {fact.corrects for fact in counting if fact.corrects is not None}
    return [
        fact
        for fact in counting
        if fact.id not in corrected and not fact.is_retraction and not fact.is_erased
    ]
