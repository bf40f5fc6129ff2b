"""The values themselves: from the ledger as of any day, or from the projection's masks where a list needs no more."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from linli.register.elements import LINKS
from linli.register.gate.places import EVERYWHERE, Whereabouts
from linli.register.ledger.facts import EntryInfo, LiveFact, facts_of
from linli.register.ledger.golden import Golden
from linli.register.ledger.load import Loader
from linli.register.models import Person
from linli.register.states import SubjectKind

# Elements that a list of people can show without opening anything: the columns hold masks, or plain codes.
MASKS = {
    "self.name": "name_mask",
    "self.id_number": "number_mask",
    "self.phone": "phone_mask",
    "self.mobile": "phone_mask",
}
PLAIN = {
    "self.sex": "sex",
    "self.birth_date": "birth_date",
    "self.relationship_to_head": "relationship",
    "self.education": "education",
    "self.marital_status": "marital_status",
    "self.nationality": "nationality",
    "self.hukou_type": "hukou_type",
    "self.employment_status": "employment_status",
}
COLUMNS = MASKS | PLAIN


class Held(NamedTuple):
    """A value as held. `is_masked` says that no more than the mask was read."""

    value: str
    is_masked: bool = False
    golden: Golden | None = None
    entry: EntryInfo | None = None
    objects: tuple[UUID, ...] = ()


Values = Mapping[UUID, Mapping[str, Held]]


def listed(found: Iterable[Whereabouts], elements: Sequence[str]) -> Values | None:
    """The values of a list from the projection; None when it does not hold them all."""
    people = list(found)
    if any(one.kind != SubjectKind.PERSON for one in people) or not set(elements) <= COLUMNS.keys():
        return None
    columns = [COLUMNS[code] for code in elements]
    rows = Person.objects.in_scope(EVERYWHERE).filter(id__in=[one.subject for one in people]).order_by("id")
    answer: dict[UUID, dict[str, Held]] = {}
    for id_, *told in rows.values_list("id", *columns):
        answer[id_] = {
            code: Held(_text(value), code in MASKS)
            for code, value in zip(elements, told, strict=True)
            if value not in ("", None)
        }
    return answer


def from_ledger(
    found: Iterable[Whereabouts], elements: Sequence[str], on: date, known: datetime | None
) -> Values:
    """The believed values on a day, as known at a moment. Opens the values of these elements and no other."""
    wanted = set(elements)
    members = {one.subject: list(one.members) for one in found}
    facts = facts_of((id_ for ids in members.values() for id_ in ids), wanted)
    loaded = Loader(on, known).views(members, facts)
    answer: dict[UUID, dict[str, Held]] = {}
    for subject, view in loaded.views.items():
        told = {
            code: Held(
                golden.value,
                golden=golden,
                entry=loaded.entries.get(golden.fact.entry),
                objects=_objects([golden.fact], loaded.canonical),
            )
            for code, golden in view.golden.items()
        }
        for code in wanted & LINKS.keys():
            links = [fact for fact in view.links if fact.element == code]
            if links:
                told[code] = Held(
                    "", entry=loaded.entries.get(links[0].entry), objects=_objects(links, loaded.canonical)
                )
        answer[subject] = told
    return answer


def _objects(facts: Iterable[LiveFact], canonical: Mapping[UUID, UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(canonical.get(fact.object, fact.object) for fact in facts if fact.object))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
