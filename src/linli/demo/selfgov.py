"""理事有章: elections, meetings, disclosure, appraisal, and what departments asked."""

from datetime import date
from random import Random
from typing import Any

from linli.demo.places import Place
from linli.demo.spread import dice, pick

NOT_PASSED = 11  # of 275 people appraised: 264 passed, 96 %
OVERDUE, NO_LIST, NO_MEETING, NO_DISCLOSURE, BESIDE = 3, 12, 4, 3, 17


def selfgov(
    places: tuple[Place, ...], staff: dict[str, list[dict[str, Any]]], opened: date
) -> dict[str, dict[str, Any]]:
    """Answers by community code. Everybody on a committee is appraised."""
    rng = dice("selfgov")
    everywhere = range(len(places))
    names = ("failed", "overdue", "no_list", "no_meeting", "no_disclosure", "beside")
    counts = (NOT_PASSED, OVERDUE, NO_LIST, NO_MEETING, NO_DISCLOSURE, BESIDE)
    flawed = {name: pick(many, everywhere, rng) for name, many in zip(names, counts, strict=True)}
    answers = {}
    for index, place in enumerate(places):
        flaws = {name for name in names if index in flawed[name]}
        answers[place.code] = _own(len(staff[place.code]), flaws, opened, rng) | _burden(flaws, rng)
    return answers


def _own(staff: int, flaws: set[str], opened: date, rng: Random) -> dict[str, Any]:
    year = opened.year - (4 if "overdue" in flaws else 3)
    return {
        "duty_list": "no_list" not in flaws,
        "election_date": date(year, rng.randrange(6, 10), rng.randrange(1, 29)),
        "representatives_meetings": 0 if "no_meeting" in flaws else rng.randrange(1, 6),
        "hearings": rng.randrange(0, 5),
        "disclosures": 0 if "no_disclosure" in flaws else rng.randrange(2, 13),
        "appraisal_rated": staff,
        "appraisal_passed": staff - ("failed" in flaws),
        "appraisal_approval": rng.randrange(78, 100),
    }


def _burden(flaws: set[str], rng: Random) -> dict[str, Any]:
    admitted, refused = rng.randrange(20, 60), rng.randrange(0, 8)
    beside = rng.randrange(5, 45) if "beside" in flaws else 0
    return {
        "asked_total": admitted + refused + beside,
        "asked_admitted": admitted,
        "asked_refused": refused,
        "plaques": rng.randrange(8, 27),
        "ledgers": rng.randrange(40, 110),
        "insurance_products": rng.randrange(0, 11),
        "themed_activities": rng.randrange(4, 15),
        "inspections": rng.randrange(8, 25),
    }
