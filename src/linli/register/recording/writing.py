"""Putting an entry, its new subjects and its facts into the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.base import bulk
from linli.base.crypto.opened import cipher
from linli.base.identity.actor import Actor
from linli.catalogue.queries import knows_purpose
from linli.register import refusals
from linli.register.drafts import EntryDraft, SubjectDraft
from linli.register.ledger.facts import LiveFact
from linli.register.models import Entry, Fact, Source, Subject
from linli.register.recording.checking import Checked

FACT = (
    "id",
    "district",
    "subject",
    "element",
    "value",
    "sealed",
    "object",
    "valid_from",
    "valid_to",
    "entry",
    "corrects",
)
SUBJECT = ("id", "kind", "district", "division_code", "grid", "canonical", "made_by", "forgotten_at")


def make_entry(
    draft: EntryDraft,
    district: str,
    by: Actor,
    at: datetime,
    fact_ids: Sequence[UUID] = (),
    undoes: UUID | None = None,
) -> Entry:
    """The entry's row. Raises source_unknown, purpose_unknown: it is the catalogue's, or an admitted request."""
    source = Source.objects.filter(code=draft.source).first()
    if source is None:
        raise refusals.source_unknown()
    if not knows_purpose(draft.purpose):
        raise refusals.purpose_unknown()
    return Entry.objects.create(
        district=district,
        source=source,
        method=draft.method,
        as_of=draft.as_of,
        recorded_at=at,
        account_id=by.account_id,
        post_label=by.label,
        purpose=draft.purpose,
        why=draft.why,
        reference=draft.reference,
        undoes_id=undoes,
        first_fact=min(fact_ids, default=None),
        last_fact=max(fact_ids, default=None),
        fact_count=len(fact_ids),
    )


def write_subjects(new: Iterable[SubjectDraft], district: str, entry: UUID) -> None:
    """New subjects, each standing for itself."""
    rows = [(one.id, one.kind, district, one.division_code, one.grid, one.id, entry, None) for one in new]
    bulk.insert(Subject, SUBJECT, rows)


def write_facts(said: Sequence[Checked], district: str, entry: UUID) -> None:
    """All facts, the personal ones sealed; keys are made for subjects who had nothing personal before."""
    bulk.insert_ready(Fact, FACT, _rows(said, district, entry))


def _rows(said: Sequence[Checked], district: str, entry: UUID) -> Iterator[tuple[Any, ...]]:
    keys = cipher().batch((one.fact.subject for one in said if one.shape.is_sealed), make=True)
    is_postgres = connection.vendor == "postgresql"
    own, subject, seal = None, None, None
    entry_id = _key(entry, is_postgres)
    for one in said:
        fact, shape, value = one.fact, one.shape, one.value
        if fact.subject is not own:
            own = fact.subject
            subject, seal = _key(own, is_postgres), keys.sealer(own) if own in keys else None
        hidden = seal(fact.element, value) if seal and shape.is_sealed and value else None
        yield (
            _key(one.id, is_postgres),
            district,
            subject,
            fact.element,
            "" if shape.is_sealed else value,
            hidden,
            _key(fact.object, is_postgres) if fact.object else None,
            _day(one.valid_from),
            _day(fact.valid_to),
            entry_id,
            _key(fact.corrects, is_postgres) if fact.corrects else None,
        )


def _key(one: UUID, is_postgres: bool) -> UUID | bytes:
    return one if is_postgres else one.bytes


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def live(said: Iterable[Checked], entry: UUID) -> list[LiveFact]:
    """The same facts as the ledger will show them, their values in hand."""
    return [
        LiveFact(
            one.id,
            one.fact.subject,
            one.fact.element,
            one.value,
            None,
            one.fact.object,
            one.valid_from,
            one.fact.valid_to,
            entry,
            one.fact.corrects,
            one.value,
        )
        for one in said
    ]
