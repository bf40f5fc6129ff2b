"""What the keys of this installation hold: numbers only."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from linli.base.crypto.opened import algorithm, cipher
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.sql import parts
from linli.register.models import Lookup, Subject


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """The algorithm for new keys; how many people's keys each wrapping key holds; index rows by index key.

    Keys without anything left are in the lists with 0; the last of each is the one in use.
    """

    algorithm: str
    wrapping: tuple[tuple[int, int], ...]
    index: tuple[tuple[int, int], ...]

    @property
    def people(self) -> int:
        """How many subjects have a key."""
        return sum(count for _number, count in self.wrapping)


def key_status() -> KeyStatus:
    """How things stand. Counts the whole index: some seconds at a million people."""
    store = cipher().store
    ring = store.keyring
    held = store.count_by_wrapping_key()
    return KeyStatus(
        algorithm().name,
        tuple((key.number, held.get(key.number, 0)) for key in ring.wrapping),
        tuple((key.number, index_rows(key.number)) for key in ring.index),
    )


def index_rows(number: int) -> int:
    """Index rows made with an index key: its number is their first two bytes."""
    first, after = number.to_bytes(2, "big"), (number + 1).to_bytes(2, "big")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM {Lookup._meta.db_table} WHERE blind >= %s AND blind < %s",  # noqa: S608
            [first, after],
        )
        return int(cursor.fetchone()[0])


def forgotten_with_keys() -> list[UUID]:
    """Forgotten subjects whose keys are still there: none, unless something stopped half-way."""
    rows = Subject.objects.in_scope(EVERYWHERE).filter(forgotten_at__isnull=False)
    ids = list(rows.order_by("id").values_list("id", flat=True))
    return [one for part in parts(ids) for one in sorted(cipher().store.keys(part))]
