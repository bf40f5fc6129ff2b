"""The people of the record whom a roster's rows may be about, with the last words of each source."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from linli.base.crypto.fields import blind_lookups
from linli.base.crypto.opened import cipher
from linli.base.scope import Scope
from linli.core.kinds import read_id_number
from linli.core.linkage import RawRecord
from linli.core.linkage.normalise import fold_birth
from linli.register.ledger import LiveFact, View
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.load import Loaded, Loader, canonical_of
from linli.register.ledger.sql import parts
from linli.register.models import Lookup, Organisation, Person
from linli.register.values import lookup_key
from linli.rosters.matching import Held

COMPARED = ("self.name", "self.sex", "self.birth_date", "self.id_number", "self.residence_address")
PHONES = ("self.mobile", "self.phone", "self.landline")


@dataclass(slots=True)
class HeldPerson:
    """A person of the record: the view, and the latest fact of each source for each element."""

    view: View
    said: dict[str, dict[str, LiveFact]]


@dataclass(slots=True)
class Holding:
    """People of the record, by the subject they are shown under."""

    people: dict[UUID, HeldPerson] = field(default_factory=dict)
    opened: dict[UUID, str] = field(default_factory=dict)
    canonical: dict[UUID, UUID] = field(default_factory=dict)
    places: dict[UUID, str] = field(default_factory=dict)
    _open: dict[UUID, Callable[[LiveFact], str]] = field(default_factory=dict)

    def load(
        self,
        subjects: Iterable[UUID],
        day: date,
        progress: Callable[[int], None],
        model: type[Person] | type[Organisation] = Person,
    ) -> None:
        """Read people (or organisations) in portions."""
        loader = Loader(day)
        for part in parts(sorted(subjects), 2_000):
            loaded = loader.load(part)
            rows = model.objects.in_scope(EVERYWHERE).filter(pk__in=part)
            self.places.update(rows.values_list("id", "division_code"))
            self.canonical.update(loaded.canonical)
            for subject, view in loaded.views.items():
                if view.live:
                    self.people[subject] = HeldPerson(view, _said(view, loaded))
                    self._open[subject] = loaded.open
            progress(len(part))

    def value(self, subject: UUID, fact: LiveFact) -> str:
        """The value of a fact, opened once."""
        if fact.id not in self.opened:
            self.opened[fact.id] = self._open[subject](fact)
        return self.opened[fact.id]

    def said(self, subject: UUID, element: str, source: str) -> LiveFact | None:
        """The last word of a source."""
        return self.people[subject].said.get(element, {}).get(source)

    def object(self, fact: LiveFact | None) -> UUID | None:
        """What a link points to, by the subject it is shown under."""
        if fact is None or fact.object is None:
            return None
        return self.canonical.get(fact.object, fact.object)

    def object_of(self, view: View, element: str) -> UUID | None:
        """What the believed link of a view points to, by the subject it is shown under."""
        found = view.golden.get(element)
        return self.object(found.fact) if found is not None else None

    def records(self, start: int) -> list[Held]:
        """One record for each person and source, numbered from `start`."""
        found: list[Held] = []
        for subject in sorted(self.people):
            person = self.people[subject]
            sources = {source for element in (*COMPARED, *PHONES) for source in person.said.get(element, {})}
            for source in sorted(sources):
                record = self._record(start + len(found), subject, person, source)
                if record.name:
                    found.append(Held(record, subject))
        return found

    def _record(self, number: int, subject: UUID, person: HeldPerson, source: str) -> RawRecord:
        def of(element: str) -> str | None:
            fact = person.said.get(element, {}).get(source)
            return self.value(subject, fact) if fact is not None else None

        phone = next((value for code in PHONES if (value := of(code))), None)
        return RawRecord(
            rec_id=number,
            name=of("self.name") or person.view.value("self.name"),
            sex=of("self.sex"),
            birth=fold_birth(of("self.birth_date")),
            id_no=of("self.id_number"),
            phone=phone,
            address=of("self.residence_address"),
        )


def _said(view: View, loaded: Loaded) -> dict[str, dict[str, LiveFact]]:
    found: dict[str, dict[str, LiveFact]] = defaultdict(dict)
    for fact in view.live:
        source = loaded.entries[fact.entry].source
        held = found[fact.element].get(source)
        if held is None or _order(fact, loaded) > _order(held, loaded):
            found[fact.element][source] = fact
    return dict(found)


def _order(fact: LiveFact, loaded: Loaded) -> tuple[Any, ...]:
    since = fact.valid_from.toordinal() if fact.valid_from else 0
    return since, loaded.entries[fact.entry].recorded_at, fact.id


def people_in(district: str) -> int:
    """How many people the district's record has. One query."""
    return Person.objects.in_scope(Scope(district)).count()


def meant_by(rows: Sequence[RawRecord], district: str, dwellings: Iterable[UUID], people: int) -> set[UUID]:
    """The people whom rows may be about: same number, name or phone, same dwelling, or same birth date and surname.

    When that could be most of a district, everybody of it.
    """
    scope = Scope(district)
    if len(rows) * 4 >= people:
        return set(Person.objects.in_scope(scope).values_list("id", flat=True))
    numbers = {number.normal for row in rows if row.id_no and (number := read_id_number(row.id_no)).is_sound}
    found = _by_lookup(scope, "number", numbers)
    found |= _by_lookup(scope, "name", {row.name for row in rows if row.name})
    found |= _by_lookup(scope, "phone", {row.phone for row in rows if row.phone})
    for part in parts(dwellings):
        found.update(Person.objects.in_scope(scope).filter(dwelling__in=part).values_list("id", flat=True))
    return found | _by_birth(scope, rows)


def _by_lookup(scope: Scope, field_name: str, values: Iterable[str]) -> set[UUID]:
    ring = cipher().store.keyring
    blinds = [
        key
        for value in sorted(values)
        for key in blind_lookups(ring, field_name, lookup_key(field_name, value))
    ]
    found: set[UUID] = set()
    for start in range(0, len(blinds), 5_000):
        some = Lookup.objects.in_scope(scope).filter(
            field=field_name, blind__in=blinds[start : start + 5_000]
        )
        found.update(some.values_list("subject_id", flat=True))
    return set(canonical_of(found).values())


def _by_birth(scope: Scope, rows: Sequence[RawRecord]) -> set[UUID]:
    wanted: dict[date, set[str]] = defaultdict(set)
    for row in rows:
        if row.birth and row.name and (day := _day(row.birth)):
            wanted[day].add(row.name[:1])
    days = sorted(wanted)
    found: set[UUID] = set()
    for start in range(0, len(days), 5_000):
        some = Person.objects.in_scope(scope).filter(birth_date__in=days[start : start + 5_000])
        found.update(
            subject
            for subject, born, mask in some.values_list("id", "birth_date", "name_mask")
            if born is not None and mask[:1] in wanted[born]
        )
    return found


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
