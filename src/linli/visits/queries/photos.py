"""Photos by the entry they belong to."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from linli.visits.models import Photo


def photos_of_entries(entries: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Entry to the attachments of its photos; the caller has the entries by scope. One query."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Photo.objects.filter(for_entry__in=entries).order_by("id")
    for entry, attachment in rows.values_list("for_entry", "attachment_id"):
        found[entry].append(attachment)
    return found
