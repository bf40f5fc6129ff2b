"""Everything held on a resident, for the resident: whole, with its sources; of others only what the law allows.

- Oneself: every value, sealed ones included (Personal Information Protection Law, article 45).
- One's own children under 14: every value, as their guardian (article 31). A child of 14 looks for itself.
- Everybody else in the household: their relationship to the head and a masked name, no more.
- The household and the home: what is held on them as such.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.base.errors import Refusal
from linli.core.elements import Mask, mask_value
from linli.register.gate.around import Connection, around
from linli.register.gate.places import Whereabouts, whereabouts
from linli.register.ledger.load import Loader
from linli.register.queries import Card, card
from linli.register.states import SubjectKind
from linli.rights.queries.access import EVERYWHERE
from linli.rights.rules import OWN_CODE_FROM, age_on

PARENTS = frozenset({"self.father", "self.mother"})
MOST_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody else of the household: a masked name and the code of the relationship to the head."""

    name: str
    relationship: str


@dataclass(frozen=True, slots=True)
class HeldOnMe:
    """What is held. `children` are the cards of one's own children under 14."""

    person: Card
    household: Card | None
    dwelling: Card | None
    children: tuple[Card, ...]
    members: tuple[Member, ...]


def held_on(subject_id: UUID, *, today: date) -> HeldOnMe | None:
    """None when the person has been deleted, or nothing counts any more."""
    here = whereabouts([subject_id]).get(subject_id)
    own = _card(here.subject, today) if here is not None else None
    if here is None or own is None:
        return None
    near = around(here, on=today)
    household = _first(near, "self.household")
    dwelling = _first(near, "self.dwelling") or _first(near, "household.dwelling")
    children = _children(near, today)
    return HeldOnMe(
        person=own,
        household=_card(household, today) if household else None,
        dwelling=_card(dwelling, today) if dwelling else None,
        children=children,
        members=_members(household, here, {one.subject_id for one in children}, today),
    )


def guarded_children(subject_id: UUID, *, today: date) -> frozenset[UUID]:
    """The person's own children under 14: whose values they may have corrected."""
    here = whereabouts([subject_id]).get(subject_id)
    if here is None:
        return frozenset()
    return frozenset(one.subject_id for one in _children(around(here, on=today), today))


def _first(near: tuple[Connection, ...], role: str) -> UUID | None:
    return next((one.subject for one in near if one.role == role and not one.inward), None)


def _children(near: tuple[Connection, ...], today: date) -> tuple[Card, ...]:
    """The cards of those under 14; who is that is found out for all of them at once."""
    ids = dict.fromkeys(
        one.subject for one in near if one.inward and one.role in PARENTS and one.kind == SubjectKind.PERSON
    )
    views = Loader(today).load(ids).views
    young = [id_ for id_ in ids if _is_child(views[id_].day("self.birth_date"), today)]
    cards = [_card(id_, today) for id_ in young]
    return tuple(one for one in cards if one is not None)


def _is_child(born: date | None, today: date) -> bool:
    return born is not None and age_on(born, today) < OWN_CODE_FROM


def _members(
    household: UUID | None, here: Whereabouts, children: set[UUID], today: date
) -> tuple[Member, ...]:
    place = whereabouts([household]).get(household) if household else None
    if place is None:
        return ()
    others = [
        one.subject
        for one in around(place, on=today)
        if one.inward and one.role == "self.household" and one.subject not in {here.subject, *children}
    ][:MOST_MEMBERS]
    views = Loader(today).load(others).views
    return tuple(
        Member(
            mask_value(Mask.NAME, views[id_].value("self.name")),
            views[id_].value("self.relationship_to_head"),
        )
        for id_ in others
    )


def _card(subject: UUID, today: date) -> Card | None:
    try:
        return card(subject, on=today, scope=EVERYWHERE)
    except Refusal:
        return None
