"""Photos by the entry they belong to."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from linli.base.scope import Scope
from linli.visits.models import Photo, Visit


def photos_of_entries(entries: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Entry to the attachments of its photos; the caller has the entries by scope. One query."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Photo.objects.filter(for_entry__in=entries).order_by("id")
    for entry, attachment in rows.values_list("for_entry", "attachment_id"):
        found[entry].append(attachment)
    return found


def photos_at_doors(households: Sequence[UUID]) -> list[UUID]:
    """The attachments of all photos taken on visits to these households. Two queries."""
    visits = Visit.objects.in_scope(Scope("")).filter(household__in=households)
    entries = list(visits.order_by("id").values_list("envelope__entry_id", flat=True))
    rows = Photo.objects.filter(for_entry__in=entries).order_by("id")
    return list(rows.values_list("attachment_id", flat=True))
