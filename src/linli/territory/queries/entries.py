"""Whole lists as streams of (code, name, parent code) in order of codes, for comparing and activating."""

from collections.abc import Iterator
from datetime import date

from linli.territory.models import Division, EditionList
from linli.territory.rules.comparing import Entry
from linli.territory.rules.listing import unpacked, with_parents


def entries_in_force(day: date | None = None) -> Iterator[Entry]:
    """The divisions in force on `day`, or of the last edition in line when no day is given."""
    rows = (
        Division.objects.as_of(day)
        if day
        else Division.objects.filter(valid_from__isnull=False, valid_to=None)
    )
    return rows.order_by("code").values_list("code", "name", "parent_code").iterator(chunk_size=5_000)


def entries_of_edition(edition_id: int) -> Iterator[Entry]:
    """The rows of an edition as they were loaded."""
    content = EditionList.objects.values_list("content", flat=True).get(edition_id=edition_id)
    return with_parents(unpacked(bytes(content)))


def entries_waiting(edition_id: int) -> Iterator[Entry]:
    """The rows made ready when the edition was loaded, not yet in force."""
    rows = Division.objects.filter(edition_id=edition_id, valid_from=None)
    return rows.order_by("code").values_list("code", "name", "parent_code").iterator(chunk_size=5_000)
