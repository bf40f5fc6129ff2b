"""Who and what is connected with a subject, and on which days its record changed: pseudonyms and days, no values.

Names of those connected are read through the gate like anybody's, and stand in the log.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.register.elements import LINKS
from linli.register.gate.places import EVERYWHERE, Whereabouts
from linli.register.ledger.facts import entries_of, facts_of
from linli.register.ledger.load import Loader
from linli.register.ledger.people import roots
from linli.register.ledger.view import View
from linli.register.models import Fact, Subject
from linli.register.states import SubjectKind

MOST = 500


@dataclass(frozen=True, slots=True)
class Connection:
    """`role` is the linking element (`self.father`); `inward` when the other one points here (it is their father)."""

    role: str
    subject: UUID
    kind: SubjectKind
    inward: bool


@dataclass(frozen=True, slots=True)
class ChangeDays:
    """Days on which a value began or ended to hold, and moments at which something was recorded or taken back."""

    valid: tuple[date, ...]
    recorded: tuple[datetime, ...]


def around(where: Whereabouts, *, on: date, known: datetime | None = None) -> tuple[Connection, ...]:
    """All connections of a subject in both directions on a day, as known at a moment. A constant number of queries."""
    pointing = roots(
        Fact.objects.in_scope(EVERYWHERE)
        .filter(object_id__in=where.aliases, element__in=LINKS)
        .order_by()
        .values_list("subject_id", flat=True)
        .distinct()[:MOST]
    )
    others = set(pointing.values()) - {where.subject}
    loaded = Loader(on, known).load({where.subject, *others})
    own = loaded.canonical
    outward = [
        (role, own.get(object_, object_), False) for role, object_ in _links(loaded.views[where.subject])
    ]
    inward = [
        (role, other, True)
        for other in sorted(others)
        for role, object_ in _links(loaded.views[other])
        if own.get(object_, object_) == where.subject
    ]
    kinds = _kinds({subject for _role, subject, _inward in (*outward, *inward)})
    found = (
        Connection(role, subject, kinds[subject], is_inward)
        for role, subject, is_inward in (*outward, *inward)
        if subject in kinds and subject != where.subject
    )
    return tuple(dict.fromkeys(found))


def _links(view: View) -> list[tuple[str, UUID]]:
    single = [
        (role, golden.fact.object) for role, golden in view.golden.items() if golden.fact.object is not None
    ]
    several = [(fact.element, fact.object) for fact in view.links if fact.object is not None]
    return list(dict.fromkeys((*single, *several)))


def _kinds(subjects: Iterable[UUID]) -> dict[UUID, SubjectKind]:
    rows = Subject.objects.in_scope(EVERYWHERE).filter(id__in=set(subjects), forgotten_at=None)
    return {id_: SubjectKind(kind) for id_, kind in rows.order_by().values_list("id", "kind")}


def change_days(where: Whereabouts) -> ChangeDays:
    """Where the sliders of a card stop. Two queries."""
    facts = facts_of(where.aliases)
    entries = entries_of(facts)
    valid = {day for fact in facts for day in (fact.valid_from, fact.valid_to) if day is not None}
    recorded = {
        moment
        for entry in entries.values()
        for moment in (entry.recorded_at, entry.undone_at)
        if moment is not None
    }
    return ChangeDays(tuple(sorted(valid)), tuple(sorted(recorded)))
