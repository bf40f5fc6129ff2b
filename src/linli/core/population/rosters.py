"""Five rosters of one population: who stands on each, what it holds, and how it errs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from linli.core.population.model import Household, Person, RosterRow
from linli.core.population.places import Dwelling
from linli.core.population.rates import ROSTERS, ErrorRates
from linli.core.population.slips import digit_slip, slipped_birth, slipped_name, slipped_number
from linli.core.population.spelling import spelled


class Clerks:
    """Writes the rosters of households, with errors by `rates`; `day` tells ages."""

    def __init__(self, dice: Random, rates: ErrorRates, day: date) -> None:
        self.dice, self.rates, self.day = dice, rates, day

    def rows(self, household: Household) -> Iterator[RosterRow]:
        """All rows about the people of a household."""
        for person in household.people:
            for source in ROSTERS:
                if self.dice.random() < self._coverage(person, source):
                    yield self._row(person, household, source)
                    if self.dice.random() < self.rates.doubled:
                        yield self._row(person, household, source)

    def _coverage(self, person: Person, source: str) -> float:
        age = (self.day - person.birth).days / 365.25
        if source == "police":
            return 0.93 if not person.from_elsewhere else 0.85
        if source == "grid":
            return 0.95 if person.studies_at is None else 0.7
        if source == "labour":
            return 0.86 if 18 <= age <= 62 else 0.25 if age > 62 else 0.02
        if source == "civil":
            return 0.62 if age >= 70 else 0.33 if age >= 60 else 0.12
        return 0.9 if age < 7 or age >= 65 else 0.75 if 20 <= age < 50 and not person.is_male else 0.18

    def _row(self, person: Person, household: Household, source: str) -> RosterRow:
        dice, rates = self.dice, self.rates
        unnamed = person.unnamed_as and source != "police" and dice.random() < rates.newborn_unnamed
        male = person.is_male != (dice.random() < rates.sex_wrong)
        return RosterRow(
            source=source,
            person_id=person.person_id,
            name=person.unnamed_as if unnamed else slipped_name(dice, person.name, rates),
            sex="男" if male else "女",
            birth=self._birth(person, source),
            id_no=None if unnamed and dice.random() < 0.8 else self._number(person, household, source),
            phone=self._phone(person, household),
            address=self._address(person, source),
        )

    def _birth(self, person: Person, source: str) -> str | None:
        share = self.rates.birth_missing_grid if source == "grid" else self.rates.birth_missing
        return None if self.dice.random() < share else slipped_birth(self.dice, person.birth, self.rates)

    def _number(self, person: Person, household: Household, source: str) -> str | None:
        dice, rates = self.dice, self.rates
        if dice.random() < (rates.number_missing_grid if source == "grid" else rates.number_missing):
            return None
        if dice.random() < rates.number_of_family:
            return dice.choice(household.people).id_no
        return slipped_number(dice, person.id_no, person.birth, rates)

    def _phone(self, person: Person, household: Household) -> str | None:
        dice, rates = self.dice, self.rates
        if dice.random() < rates.phone_missing:
            return None
        phone = person.old_phone if person.old_phone and dice.random() < rates.phone_old * 2 else person.phone
        if dice.random() < rates.phone_of_family:
            phone = dice.choice(household.people).phone
        return digit_slip(dice, phone, 3) if dice.random() < rates.phone_slip else phone

    def _address(self, person: Person, source: str) -> str | None:
        dice, rates = self.dice, self.rates
        missing = rates.address_missing_labour if source == "labour" else rates.address_missing
        if dice.random() < missing:
            return None
        return spelled(dice, self._home(person, source), formal=source == "police")

    def _home(self, person: Person, source: str) -> Dwelling:
        """The grid knows who lives where; the others may still hold an old dwelling, or the dormitory."""
        if person.studies_at is not None and source in ("labour", "health") and self.dice.random() < 0.6:
            return person.studies_at
        old = person.moved_from
        if old is not None and source != "grid" and self.dice.random() < self.rates.address_old * 1.5:
            return old
        return person.home
