"""Names, telephones and known values for the homes that a phone does not have yet: through the gate, masked, logged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.catalogue.queries import catalogue
from linli.register import gate
from linli.register.gate.checks import MOST_SUBJECTS
from linli.visits.bundle.tasks import Home

CONTACT = ("self.name", "self.phone")
CONTACT_PURPOSE = "contact"
REASON = "走访前取走本网格今天的任务"


@dataclass(frozen=True, slots=True)
class Known:
    """What may be shown: masked texts by person, known values by field, people whose values need an approval."""

    people: Mapping[UUID, Mapping[str, str]]
    values: Mapping[tuple[UUID, str], tuple[str, str]]
    """Subject and element -> masked text and source."""
    withheld: frozenset[UUID]


NOTHING = Known({}, {}, frozenset())


def read(
    homes: Sequence[Home], purposes: Mapping[UUID, str], by: Actor, at: datetime, day_elements: Iterable[str]
) -> Known:
    """Everything for these homes. `purposes` are those of the collections; each is a look of its own in the log."""
    people: dict[UUID, dict[str, str]] = {}
    values: dict[tuple[UUID, str], tuple[str, str]] = {}
    withheld: set[UUID] = set()
    there = [code for code in CONTACT if code in set(day_elements)]
    members = [member.id for home in homes for member in home.members]
    for one in _looks(members, there, CONTACT_PURPOSE, by, at):
        people[one.subject] = {code: one.text(code) for code in there}
        if one.withheld:
            withheld.add(one.subject)
    for (purpose, elements), subjects in _grouped(homes, purposes, withheld).items():
        for one in _looks(subjects, elements, purpose, by, at):
            if one.withheld:
                withheld.add(one.subject)
            for code, shown in one.values.items():
                values[one.subject, code] = (shown.text, shown.source)
    return Known(people, values, frozenset(withheld))


def _looks(
    subjects: Sequence[UUID], elements: Sequence[str], purpose: str, by: Actor, at: datetime
) -> Iterable[gate.SubjectRead]:
    for start in range(0, len(subjects) if elements else 0, MOST_SUBJECTS):
        part = subjects[start : start + MOST_SUBJECTS]
        yield from gate.read_list(part, elements, purpose=purpose, reason=REASON, by=by, at=at).subjects


def _grouped(
    homes: Iterable[Home], purposes: Mapping[UUID, str], withheld: set[UUID]
) -> dict[tuple[str, tuple[str, ...]], list[UUID]]:
    """(purpose, elements) -> subjects, so that a grid is read in a handful of looks. Fields never held are left out."""
    asked: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for home in homes:
        for ask in home.asks:
            if ask.base and ask.subject not in withheld:
                asked[ask.subject, purposes[ask.collections[0]]].append(ask.element)
    found: dict[tuple[str, tuple[str, ...]], list[UUID]] = defaultdict(list)
    for (subject, purpose), elements in asked.items():
        found[purpose, tuple(sorted(elements))].append(subject)
    return found


def elements_of(day: date) -> set[str]:
    """Codes in force on a day."""
    return set(catalogue(day).by_code)
