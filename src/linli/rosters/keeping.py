"""A roster's file and first rows while it is under way, and what happens to them at the end."""

from django.db import transaction

from linli.base.crypto import vault
from linli.rosters.models import Roster, RosterFile
from linli.rosters.reading import FoundTable
from linli.rosters.states import ImportState

SHOWN_ROWS = 8


def close(roster: Roster, state: ImportState) -> None:
    """Empty a roster of values; its key goes when the transaction has committed."""
    roster.state = state
    roster.head_sealed = roster.outcome_sealed = None
    roster.save()
    RosterFile.objects.filter(roster=roster).delete()
    transaction.on_commit(lambda: vault.remove_key(roster.pk))


def file_of(roster: Roster) -> bytes:
    """The file as it was sent."""
    kept = RosterFile.objects.filter(roster=roster).first()
    return vault.open_bytes(roster.pk, "file", kept.content if kept is not None else None)


def head_of(table: FoundTable) -> list[list[object]]:
    """The first values of each column, for the preview."""
    return [[column.index, *column.values[:SHOWN_ROWS]] for column in table.columns]
