"""Which subjects are shown as one: by the merges in force now, or as they were known to be at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.sql import among, as_id, parts
from linli.register.models import Merge, Subject

# SQLite uses a partial index only when the query repeats its condition word by word.
MERGED = 'SELECT canonical_id, id FROM register_subject WHERE NOT ("canonical_id" = ("id")) AND '


def members_of(canonicals: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Each canonical subject with all that are shown under it now, itself first."""
    found: dict[UUID, list[UUID]] = {one: [one] for one in canonicals}
    with connection.cursor() as cursor:
        for part in parts(list(found)):
            where, params = among("canonical_id", part)
            cursor.execute(MERGED + where, params)
            for canonical, member in sorted((as_id(row[0]), as_id(row[1])) for row in cursor.fetchall()):
                found[canonical].append(member)
    return found


def clusters(subject: UUID, known: datetime | None = None) -> list[UUID]:
    """All subjects shown as one with `subject`, the canonical one first, as known at a moment (None: now)."""
    if known is None:
        canonical = (
            Subject.objects.in_scope(EVERYWHERE).filter(pk=subject).values_list("canonical_id", flat=True)
        ).first()
        return members_of([canonical or subject])[canonical or subject]
    return _as_known(subject, known)


def merged_ever(subjects: Iterable[UUID]) -> set[UUID]:
    """Those of these subjects that a merge has ever named, in force or taken back. Two queries a part."""
    found: set[UUID] = set()
    for part in parts(set(subjects)):
        rows = Merge.objects.in_scope(EVERYWHERE)
        found.update(rows.filter(kept__in=part).order_by().values_list("kept_id", flat=True))
        found.update(rows.filter(gone__in=part).order_by().values_list("gone_id", flat=True))
    return found


def _as_known(subject: UUID, known: datetime) -> list[UUID]:
    """Walks the merges in force at a moment; there are few, so a query for each step outwards will do."""
    up: dict[UUID, UUID] = {}
    down: dict[UUID, list[UUID]] = defaultdict(list)
    seen, edge = {subject}, {subject}
    while edge:
        rows = (
            Merge.objects.in_scope(EVERYWHERE)
            .filter(Q(kept__in=edge) | Q(gone__in=edge), merged_at__lte=known)
            .filter(Q(ended_at=None) | Q(ended_at__gt=known))
            .values_list("kept_id", "gone_id")
        )
        edge = set()
        for kept, gone in rows:
            up[gone] = kept
            if gone not in down[kept]:
                down[kept].append(gone)
            edge |= {kept, gone} - seen
        seen |= edge
    root = subject
    while root in up:
        root = up[root]
    return [root, *sorted(seen - {root})]


def roots(subjects: Iterable[UUID], known: datetime | None = None) -> dict[UUID, UUID]:
    """Under whom each subject is shown, as known at a moment (None: now); forgotten ones are not in the answer."""
    found: dict[UUID, UUID] = {}
    for part in parts(set(subjects)):
        rows = Subject.objects.in_scope(EVERYWHERE).filter(pk__in=part, forgotten_at=None)
        found.update(rows.values_list("id", "canonical_id"))
    return found if known is None else _roots_as_known(found, known)


def _roots_as_known(subjects: Iterable[UUID], known: datetime) -> dict[UUID, UUID]:
    root = {one: one for one in subjects}
    edge = set(root)
    while edge:
        rows = Merge.objects.in_scope(EVERYWHERE).filter(gone__in=edge, merged_at__lte=known)
        up = dict(rows.filter(Q(ended_at=None) | Q(ended_at__gt=known)).values_list("gone_id", "kept_id"))
        root = {one: up.get(top, top) for one, top in root.items()}
        edge = set(up.values())
    return root
