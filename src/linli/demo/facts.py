"""The answers of the demo district: generated, seeded, and adding up to the figures of report A."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.demo.funds import funds
from linli.demo.offices import offices
from linli.demo.places import Place, places
from linli.demo.profile import profiles
from linli.demo.selfgov import selfgov
from linli.demo.services import services
from linli.demo.spread import dice, pick
from linli.demo.staff import staffing

OPENED = date(2009, 1, 5)
"""The day the demo survey opens: report A's field work was in 2008 and 2009."""
HANDED_IN, IN_DRAFT = 17, 12


@dataclass(frozen=True)
class DemoAnswers:
    """One community's answers: single questions, and rows of groups. What is not in it was not answered."""

    place: Place
    values: dict[str, Any]
    groups: dict[str, list[dict[str, Any]]]


def complete(opened: date = OPENED) -> dict[str, DemoAnswers]:
    """Every community, every question answered."""
    where = places()
    profile = profiles(where, opened)
    staff = staffing(where, opened)
    residents = {code: answers["residents"] for code, answers in profile.items()}
    lines = funds(where, residents, staff.rows, opened)
    parts = [profile, offices(where), services(where, profile), selfgov(where, staff.rows, opened)]
    found = {}
    for place in where:
        values: dict[str, Any] = {"posts_approved": staff.approved[place.code]}
        for part in parts:
            values |= part[place.code]
        groups = {"staff": staff.rows[place.code], "funds": lines[place.code]}
        found[place.code] = DemoAnswers(place, values, groups)
    return found


@dataclass(frozen=True)
class Partial:
    """A survey that is still running: some have handed in, some are writing, the rest have not begun."""

    handed_in: dict[str, DemoAnswers]
    in_draft: dict[str, DemoAnswers]


def running(opened: date) -> Partial:
    """A later year, half answered: the same communities some years on, with gaps in what they say."""
    rng = dice("running")
    everybody = complete(opened)
    codes = list(everybody)
    begun = sorted(pick(HANDED_IN + IN_DRAFT, range(len(codes)), rng))
    rng.shuffle(begun)
    handed_in = {codes[i]: _thinned(everybody[codes[i]], 0.04, rng) for i in sorted(begun[:HANDED_IN])}
    in_draft = {codes[i]: _thinned(everybody[codes[i]], 0.55, rng) for i in sorted(begun[HANDED_IN:])}
    return Partial(handed_in, in_draft)


REQUIRED = ("community_kind", "residents", "households", "posts_approved", "office_tenure")


def _thinned(answers: DemoAnswers, share: float, rng: Any) -> DemoAnswers:
    values = {
        code: value
        for code, value in answers.values.items()
        if code in REQUIRED or code == "office_area" or rng.random() >= share
    }
    groups = {name: rows for name, rows in answers.groups.items() if name == "staff" or rng.random() >= share}
    return DemoAnswers(answers.place, values, groups)
