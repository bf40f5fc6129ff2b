"""What communities answered, as the numbers a report adds up. Unanswered is None and never zero."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from linli.core.gaps.money import year_ending
from linli.core.gaps.people import year_before
from linli.surveys.queries import CommunityAnswers

Number = Decimal | None
CHIEFS: Final = ("chief", "deputy")
UPPER_SECONDARY: Final = ("upper_secondary", "college", "bachelor")
# element of the report -> question of the survey
QUESTIONS: Final = {
    "posts.approved": "posts_approved",
    "grids.all": "grids",
    "grids.staffed": "grids_with_officer",
    "requests.received": "requests_received",
    "requests.answered": "requests_answered",
    "jobless.registered": "jobless_registered",
    "jobless.placed": "jobless_placed",
    "volunteers.organisations": "volunteer_organisations",
    "volunteers.full_time": "volunteers_full_time",
    "volunteers.part_time": "volunteers_part_time",
    "volunteers.registered": "volunteers_registered",
    "patrols.teams": "patrol_teams",
    "meetings.representatives": "representatives_meetings",
    "meetings.hearings": "hearings",
    "meetings.disclosures": "disclosures",
    "appraisal.rated": "appraisal_rated",
    "appraisal.passed": "appraisal_passed",
    "gate.asked": "asked_total",
    "gate.admitted": "asked_admitted",
    "gate.refused": "asked_refused",
    "burden.plaques": "plaques",
    "burden.ledgers": "ledgers",
    "burden.insurance_products": "insurance_products",
    "burden.themed_activities": "themed_activities",
    "burden.inspections": "inspections",
    "invested.total": "invested_total",
    "facilities.total": "facility_total_stated",
}
FACILITY_PREFIX: Final = "facility_"
STATED_TOTAL: Final = "facility_total_stated"


def number(answers: CommunityAnswers, question: str) -> Number:
    """A numeric answer."""
    value = answers.value(question)
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def collected(
    answers: Mapping[str, CommunityAnswers], codes: Iterable[str], day: date, facilities: Iterable[str]
) -> dict[str, dict[str, Number]]:
    """{element: {community: number}} for all ``codes``; communities that have not answered are None."""
    readers: dict[str, Callable[[CommunityAnswers], Number]] = {
        element: _reader(question) for element, question in QUESTIONS.items()
    }
    readers |= {f"facilities.{kind}": _reader(FACILITY_PREFIX + kind) for kind in facilities}
    readers |= {"centres.community": _centre, "health.own": _station("own"), "health.reached": _reached}
    wanted = list(codes)
    found: dict[str, dict[str, Number]] = {
        element: {code: read(answers[code]) if code in answers else None for code in wanted}
        for element, read in readers.items()
    }
    for code in wanted:
        own = answers.get(code)
        for element, value in {**_staff(own, day), **_funds(own, day)}.items():
            found.setdefault(element, {})[code] = value
    return found


def _reader(question: str) -> Callable[[CommunityAnswers], Number]:
    return lambda answers: number(answers, question)


def _centre(answers: CommunityAnswers) -> Number:
    value = answers.value("service_centre")
    return Decimal(int(value)) if isinstance(value, bool) else None


def _station(kind: str) -> Callable[[CommunityAnswers], Number]:
    def read(answers: CommunityAnswers) -> Number:
        value = answers.value("health_station")
        return None if value is None else Decimal(int(value == kind))

    return read


def _reached(answers: CommunityAnswers) -> Number:
    """Its own station, or one shared with a neighbour."""
    value = answers.value("health_station")
    return None if value is None else Decimal(int(value in ("own", "shared")))


def _staff(answers: CommunityAnswers | None, day: date) -> dict[str, Number]:
    """Heads, ages, education, training and stipends of a committee. None while its rows were not given."""
    rows = answers.groups.get("staff") if answers else None
    if rows is None:
        return dict.fromkeys(_STAFF)
    chiefs = [row for row in rows if row.get("post") in CHIEFS]
    ages = [row["age"] for row in chiefs if row.get("age") is not None]
    schooled = [row["education"] for row in chiefs if row.get("education")]
    since = year_before(day)
    trained = [row for row in chiefs if row["post"] == "chief" and _after(row.get("trained_date"), since)]
    found: dict[str, int | Decimal] = {
        "staff.all": len(rows),
        "staff.full_time": sum(row.get("post") != "part_time" for row in rows),
        "staff.part_time": sum(row.get("post") == "part_time" for row in rows),
        "chiefs.all": len(chiefs),
        "chiefs.age_sum": sum(int(str(age)) for age in ages),
        "chiefs.age_known": len(ages),
        "chiefs.education_known": len(schooled),
        "chiefs.upper_secondary": sum(level in UPPER_SECONDARY for level in schooled),
        "chiefs.trained": len(trained),
        **_paid("chief", chiefs),
        **_paid("member", [row for row in rows if row.get("post") == "full_time"]),
    }
    return {element: Decimal(value) for element, value in found.items()}


_STAFF: Final = (
    "staff.all", "staff.full_time", "staff.part_time", "chiefs.all", "chiefs.age_sum", "chiefs.age_known",
    "chiefs.education_known", "chiefs.upper_secondary", "chiefs.trained", "stipend.chief.paid_sum",
    "stipend.chief.paid_heads", "stipend.member.paid_sum", "stipend.member.paid_heads",
)  # fmt: skip


def _after(value: object, since: date) -> bool:
    return isinstance(value, date) and value > since


def _paid(post: str, rows: list[Mapping[str, Any]]) -> dict[str, Decimal | int]:
    amounts = [Decimal(row["stipend_paid"]) for row in rows if row.get("stipend_paid") is not None]
    return {f"stipend.{post}.paid_sum": sum(amounts, Decimal(0)), f"stipend.{post}.paid_heads": len(amounts)}


def _funds(answers: CommunityAnswers | None, day: date) -> dict[str, Number]:
    """Due, received and spent in the twelve months up to the day, over all sources and earmarks.

    A sum is None as soon as one of its lines is blank: a part is not the whole.
    """
    rows = answers.groups.get("funds") if answers else None
    flows = ("due", "received", "spent")
    if rows is None:
        return {f"funds.{flow}": None for flow in flows}
    months = set(year_ending(day))
    lines = [row for row in rows if row.get("month") in months]
    return {f"funds.{flow}": _sum([row.get(flow) for row in lines]) for flow in flows}


def _sum(amounts: list[Any]) -> Number:
    return None if any(amount is None for amount in amounts) else sum(map(Decimal, amounts), Decimal(0))
