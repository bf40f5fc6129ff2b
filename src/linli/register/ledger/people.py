"""Which subjects are shown as one: by the merges in force now, or as they were known to be at a moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    return clusters_as_known([subject], known)[subject]


def clusters_as_known(subjects: Iterable[UUID], known: datetime) -> dict[UUID, list[UUID]]:
    """For each subject all that counted as one with it at a moment, the canonical one first.

    Walks the merges in force then outwards from all subjects at once: as many queries as the longest chain of merges
    has steps, and one where nobody was merged, however many subjects.
    """
    asked = set(subjects)
    up: dict[UUID, UUID] = {}
    beside: dict[UUID, set[UUID]] = defaultdict(set)
    seen, edge = set(asked), set(asked)
    while edge:
        rows = [pair for part in parts(edge) for pair in _merges_at(part, known)]
        edge = {one for pair in rows for one in pair} - seen
        seen |= edge
        for kept, gone in rows:
            up[gone] = kept
            beside[kept].add(gone)
            beside[gone].add(kept)
    return {one: _cluster(one, up, beside) for one in asked}


def _merges_at(subjects: Sequence[UUID], known: datetime) -> Iterable[tuple[UUID, UUID]]:
    return (
        Merge.objects.in_scope(EVERYWHERE)
        .filter(Q(kept__in=subjects) | Q(gone__in=subjects), merged_at__lte=known)
        .filter(Q(ended_at=None) | Q(ended_at__gt=known))
        .values_list("kept_id", "gone_id")
    )


def _cluster(subject: UUID, up: Mapping[UUID, UUID], beside: Mapping[UUID, set[UUID]]) -> list[UUID]:
    reached, edge = {subject}, {subject}
    while edge:
        edge = {other for one in edge for other in beside.get(one, ())} - reached
        reached |= edge
    root = subject
    while root in up:
        root = up[root]
    return [root, *sorted(reached - {root})]


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
