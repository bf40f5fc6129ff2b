"""Households with kin: couples, children, elderly parents, second marriages, students away, people from elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from linli.core.population.model import Household, Person
from linli.core.population.names import (
    generation_character,
    given_name,
    long_name,
    surname,
)
from linli.core.population.numbers import area_code, id_number, phone_number
from linli.core.population.places import Dwelling, Town, dormitory

KINDS = ("single", "couple", "family", "three_generations", "one_parent", "second_marriage", "tenants")
KIND_WEIGHTS = (19, 19, 33, 13, 5, 3, 8)


class Families:
    """Makes households in their dwellings; people are numbered from `first_person` on. `taken` are numbers in use."""

    def __init__(
        self, dice: Random, town: Town, day: date, taken: set[str], *, first_person: int, first_household: int
    ) -> None:
        self.dice, self.town, self.day, self.taken = dice, town, day, taken
        self.next_person, self.next_household = first_person, first_household

    def household(self, home: Dwelling) -> Household:
        """One household of a drawn kind."""
        made = Household(self.next_household, home)
        self.next_household += 1
        kind = self.dice.choices(KINDS, weights=KIND_WEIGHTS)[0]
        elsewhere = kind == "tenants" or self.dice.random() < 0.15
        moved = self.town.anywhere(self.dice) if self.dice.random() < 0.30 else None
        if kind == "tenants":
            self._tenants(made)
        else:
            self._kin(made, kind, elsewhere)
        for person in made.people:
            person.moved_from = moved if person.moved_from is None else person.moved_from
        return made

    def _tenants(self, made: Household) -> None:
        for _ in range(self.dice.choice((1, 2, 2, 3))):
            self._add(
                made, "tenant", surname(self.dice), self._born(self.dice.randint(18, 45)), elsewhere=True
            )

    def _kin(self, made: Household, kind: str, elsewhere: bool) -> None:
        dice = self.dice
        age = dice.randint(19, 88) if kind in ("single", "couple") else dice.randint(25, 54)
        family_name = surname(dice)
        head = self._add(
            made, "head", family_name, self._born(age), is_male=dice.random() < 0.72, elsewhere=elsewhere
        )
        if kind in ("couple", "family", "three_generations", "second_marriage"):
            spouse_born = self._born(max(20, age + dice.randint(-7, 4)))
            self._add(
                made, "spouse", surname(dice), spouse_born, is_male=not head.is_male, elsewhere=elsewhere
            )
        if kind in ("family", "three_generations", "one_parent", "second_marriage"):
            self._children(made, family_name, age, "child")
        if kind == "second_marriage":
            self._children(made, surname(dice), age, "stepchild")
        if kind == "three_generations":
            self._elders(made, family_name, age)

    def _children(self, made: Household, family_name: str, parent_age: int, role: str) -> None:
        """Children at least ten months apart, twins excepted; those not born yet on the day are left out."""
        dice = self.dice
        count = dice.choices((1, 2, 3), weights=(52, 40, 8))[0]
        born = self._born(max(0, parent_age - dice.randint(21, 33)))
        shared = generation_character(dice, born.year, dice.random() < 0.5) if dice.random() < 0.3 else ""
        sibling = None
        while count and born < self.day:
            twin = sibling is not None and dice.random() < 0.02
            child = self._add(made, role, family_name, born, shared=shared, twin_of=sibling if twin else None)
            self._where_children_are(made, child)
            sibling, count = child, count - 1
            born += timedelta(days=dice.randint(310, 2900))

    def _where_children_are(self, made: Household, child: Person) -> None:
        age = self.day.year - child.birth.year
        if 18 <= age <= 23 and self.dice.random() < 0.5:
            child.studies_at = dormitory(self.dice)
        if (self.day - child.birth).days < 500:
            mother = next((adult for adult in made.people[:2] if not adult.is_male), made.people[0])
            child.unnamed_as = f"{mother.name}之{'子' if child.is_male else '女'}"
        if age < 14:
            parent = self.dice.choice(made.people[:2])
            child.phone = parent.phone if parent.role != child.role else made.people[0].phone

    def _elders(self, made: Household, family_name: str, age: int) -> None:
        dice, head_is_male = self.dice, made.people[0].is_male
        elder_age = min(97, age + dice.randint(21, 33))
        role = "parent" if dice.random() < 0.75 else "parent_in_law"
        name = family_name if role == "parent" else made.people[1].name[0]
        if dice.random() < 0.65:
            self._add(made, role, name, self._born(elder_age), is_male=True)
        if dice.random() < 0.8 or len(made.people) < 3:
            self._add(
                made, role, surname(dice), self._born(max(45, elder_age - dice.randint(0, 5))), is_male=False
            )
        for elder in made.people:
            if elder.role == role and dice.random() < 0.35:
                elder.phone = made.people[0 if head_is_male else 1].phone

    def _add(
        self,
        made: Household,
        role: str,
        family_name: str,
        born: date,
        *,
        is_male: bool | None = None,
        elsewhere: bool = False,
        shared: str = "",
        twin_of: Person | None = None,
    ) -> Person:
        dice = self.dice
        male = dice.random() < 0.51 if is_male is None else is_male
        born = twin_of.birth if twin_of else born
        far = elsewhere and dice.random() < 0.02
        number = self._number(born, male, elsewhere, twin_of)
        person = Person(
            person_id=self.next_person,
            household=made.number,
            role=role,
            name=long_name(dice) if far else family_name + given_name(dice, male, born.year, shared),
            is_male=male,
            birth=born,
            id_no=number,
            phone=phone_number(dice),
            home=made.home,
            old_phone=phone_number(dice) if dice.random() < 0.35 else "",
            from_elsewhere=elsewhere,
        )
        self.next_person += 1
        made.people.append(person)
        return person

    def _number(self, born: date, male: bool, elsewhere: bool, twin_of: Person | None) -> str:
        """A number that nobody else has; twins of one sex have neighbouring ones where these are free."""
        dice = self.dice
        area = twin_of.id_no[:6] if twin_of else area_code(dice, born, elsewhere)
        order = int(twin_of.id_no[14:17]) // 2 + 1 if twin_of and twin_of.is_male == male else None
        number = id_number(dice, area, born, male, order)
        while number in self.taken:
            number = id_number(dice, area, born, male)
        self.taken.add(number)
        return number

    def _born(self, age: int) -> date:
        return self.day - timedelta(days=age * 365 + self.dice.randrange(365) + age // 4)
