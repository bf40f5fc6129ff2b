"""管事有人: 79 chiefs and deputies with the mean age and education of report A, and the members under them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from linli.demo.places import Place
from linli.demo.spread import dice, pick, spread

# 47.97 years and 81.01 % cannot come from 45 people; from 79 they can (3,790 / 79 and 64 / 79): each community has
# a chief, 34 of them a deputy too. The report's "chiefs" (主干) are chiefs and deputies together.
DEPUTIES = 34
YEARS_OF_AGE = 3_790
UPPER_SECONDARY_OR_MORE = 64
FULL_TIME = 150
PART_TIME = 46
VACANCIES = 9
TRAINED_TOO_LONG_AGO = 7
CHIEF_PAID, MEMBER_PAID = Decimal(700), Decimal(500)
HIGHER = ("upper_secondary", "upper_secondary", "college", "college", "bachelor")
LOWER = ("lower_secondary", "lower_secondary", "primary")


@dataclass(frozen=True)
class Staffing:
    """Posts approved and the committee's rows, by community code."""

    approved: dict[str, int]
    rows: dict[str, list[dict[str, Any]]]


def staffing(places: tuple[Place, ...], opened: date) -> Staffing:
    """Everybody on the 45 committees."""
    rng = dice("staff")
    everywhere = range(len(places))
    deputies = pick(DEPUTIES, everywhere, rng)
    full = spread(FULL_TIME, [1.0] * len(places), rng, least=2)
    part = spread(PART_TIME, [1.0] * len(places), rng)
    vacant = pick(VACANCIES, everywhere, rng)
    heads = iter(_heads(len(places) + DEPUTIES, rng))
    stale = pick(TRAINED_TOO_LONG_AGO, everywhere, rng)
    approved, rows = {}, {}
    for index, place in enumerate(places):
        posts = ["chief", *(["deputy"] if index in deputies else [])]
        people = [{"post": post, **next(heads), "stipend_paid": CHIEF_PAID} for post in posts]
        people[0]["trained_date"] = _trained(opened, index in stale, rng)
        people += [_member("full_time", MEMBER_PAID, rng) for _ in range(full[index])]
        approved[place.code] = len(people) + (index in vacant)
        people += [_member("part_time", Decimal(0), rng) for _ in range(part[index])]
        rows[place.code] = people
    return Staffing(approved, rows)


def _heads(count: int, rng: Random) -> list[dict[str, Any]]:
    ages = _ages(count, YEARS_OF_AGE, rng)
    higher = pick(UPPER_SECONDARY_OR_MORE, range(count), rng)
    return [
        {
            "sex": rng.choice(("male", "female", "female")),
            "age": age,
            "education": rng.choice(HIGHER if index in higher else LOWER),
        }
        for index, age in enumerate(ages)
    ]


def _ages(count: int, total: int, rng: Random) -> list[int]:
    ages = [rng.randrange(36, 60) for _ in range(count)]
    while sum(ages) != total:
        index = rng.randrange(count)
        step = 1 if sum(ages) < total else -1
        if 33 <= ages[index] + step <= 62:
            ages[index] += step
    return ages


def _member(post: str, paid: Decimal, rng: Random) -> dict[str, Any]:
    return {
        "post": post,
        "sex": rng.choice(("male", "female", "female")),
        "age": rng.randrange(26, 61),
        "education": rng.choice((*HIGHER, *LOWER[:1])),
        "stipend_paid": paid,
    }


def _trained(opened: date, stale: bool, rng: Random) -> date:
    days = rng.randrange(420, 700) if stale else rng.randrange(20, 340)
    return opened - timedelta(days=days)
