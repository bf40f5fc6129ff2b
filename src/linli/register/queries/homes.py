"""Who ever belonged to a household, and which households nobody is left in."""

from collections.abc import Iterable
from uuid import UUID

from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.load import canonical_of
from linli.register.ledger.people import members_of
from linli.register.ledger.sql import parts
from linli.register.models import Fact, Subject
from linli.register.projection.around import pointing_to
from linli.register.states import SubjectKind


def households_of(people: Iterable[UUID]) -> set[UUID]:
    """Households that these subjects belong or ever belonged to, by the id under which they are shown."""
    pointed: set[UUID] = set()
    for part in parts(people):
        rows = Fact.objects.in_scope(EVERYWHERE).filter(subject__in=part, element="self.household")
        pointed |= set(rows.values_list("object_id", flat=True)) - {None}
    return set(canonical_of(pointed).values())


def left_empty_by(people: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Households that nobody else belongs to or ever did and is still on record: household -> those of `people`."""
    members = members_of(people)
    person_of = {one: person for person, all_of_it in members.items() for one in all_of_it}
    found: dict[UUID, set[UUID]] = {}
    for home in households_of(person_of):
        found[home] = {person_of[one] for one in pointing_to([home]) if one in person_of}
    lived = lived_in(found, without=person_of)
    return {home: who for home, who in found.items() if home not in lived}


def lived_in(households: Iterable[UUID], without: Iterable[UUID] = ()) -> set[UUID]:
    """Those of these households that somebody belongs or belonged to who is not deleted and not one of `without`."""
    apart = set(without)
    return {
        home
        for home in households
        if Subject.objects.in_scope(EVERYWHERE)
        .filter(pk__in=pointing_to([home]) - apart, kind=SubjectKind.PERSON, forgotten_at=None)
        .exists()
    }
