"""The population, block by block: a block is a part of one community. Same arguments, same population."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from linli.core.population.families import Families
from linli.core.population.model import Household, Person, RosterRow
from linli.core.population.places import Place, Town, made_up_places
from linli.core.population.rates import USUAL, ErrorRates
from linli.core.population.rosters import Clerks

DAY = date(2026, 1, 1)
PEOPLE_OF_A_PLACE = 6_000
PEOPLE_OF_A_HOUSEHOLD = 2.75


@dataclass(frozen=True, slots=True)
class Block:
    """The households of one community and all roster rows about them."""

    place: Place
    households: list[Household]
    rows: list[RosterRow]


def blocks(
    people: int,
    *,
    seed: int,
    rates: ErrorRates = USUAL,
    places: tuple[Place, ...] = (),
    day: date = DAY,
) -> Iterator[Block]:
    """Exactly `people` people in households, community by community, with the rows of five rosters.

    `places` are the communities to live in, by default made-up ones, one for each 6,000 people; `day` is the day on
    which ages hold.
    """
    places = places or made_up_places(max(4, -(-people // PEOPLE_OF_A_PLACE)))
    town = Town(places, seed, round(people / PEOPLE_OF_A_HOUSEHOLD))
    person, household = 0, 0
    taken: set[str] = set()
    for number, place in enumerate(places):
        share = people * (number + 1) // len(places) - people * number // len(places)
        dice = Random(f"population/{seed}/{number}")  # noqa: S311  # made-up data, nothing secret
        families = Families(dice, town, day, taken, first_person=person, first_household=household)
        made = _households(families, place, share)
        clerks = Clerks(dice, rates, day)
        rows = [row for each in made for row in clerks.rows(each)]
        person, household = person + share, household + len(made)
        yield Block(place, made, rows)


def _households(families: Families, place: Place, people: int) -> list[Household]:
    """Households of one community until it has `people` people; the last one is cut to fit."""
    dice, town = families.dice, families.town
    homes = iter(town.homes(dice, place, int(people / PEOPLE_OF_A_HOUSEHOLD * 1.25) + 20))
    made: list[Household] = []
    left = people
    while left > 0:
        next_one = families.household(next(homes))
        del next_one.people[left:]
        left -= len(next_one.people)
        made.append(next_one)
    return made


def population(
    people: int, *, seed: int, rates: ErrorRates = USUAL, places: tuple[Place, ...] = (), day: date = DAY
) -> tuple[list[Person], list[RosterRow]]:
    """Everybody and every row at once, for small populations; rows in the order of `blocks`."""
    everybody: list[Person] = []
    rows: list[RosterRow] = []
    for block in blocks(people, seed=seed, rates=rates, places=places, day=day):
        everybody.extend(person for household in block.households for person in household.people)
        rows.extend(block.rows)
    return everybody, rows
