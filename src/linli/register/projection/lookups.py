"""The blind index, made anew for subjects whose facts changed."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from linli.base import bulk
from linli.base.crypto.fields import blind_index
from linli.base.crypto.keyring import Keyring
from linli.base.crypto.opened import cipher
from linli.base.ids import uuid7
from linli.register.elements import LOOKUPS
from linli.register.ledger.facts import entries_of, facts_of, in_force
from linli.register.ledger.load import opener
from linli.register.ledger.sql import parts
from linli.register.models import Lookup
from linli.register.values import lookup_key

Said = tuple[UUID, str, str]
"""Subject, element, value."""


def index_said(said: Iterable[Said], district_of: dict[UUID, str]) -> int:
    """Add index rows for values in hand; those that are there stay. Answers how many there were to add."""
    ring = cipher().store.keyring
    rows = {
        (blind(ring, LOOKUPS[element], value), LOOKUPS[element], subject)
        for subject, element, value in said
        if element in LOOKUPS and value
    }
    vendor = connection.vendor
    sql = (
        "INSERT INTO register_lookup (id, district, field, blind, subject_id) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            sql,
            [
                (uuid7(), district_of[subject], field, key, subject)
                if vendor == "postgresql"
                else (uuid7().bytes, district_of[subject], field, key, subject.bytes)
                for key, field, subject in sorted(rows)
            ],
        )
    return len(rows)


def reindex(subjects: Iterable[UUID], district_of: dict[UUID, str]) -> None:
    """Make the index rows of subjects anew from all facts of theirs that count, whichever day they hold on."""
    for part in parts(subjects):
        facts = facts_of(part)
        live = in_force(facts, entries_of(facts))
        wanted = [fact for fact in live if fact.element in LOOKUPS]
        open_ = opener(wanted)
        bulk.delete(Lookup, part, "subject_id")
        index_said(((fact.subject, fact.element, open_(fact)) for fact in wanted), district_of)


def blind(ring: Keyring, field: str, value: str) -> bytes:
    """What stands in the index for a value."""
    return blind_index(ring, field, lookup_key(field, value))
