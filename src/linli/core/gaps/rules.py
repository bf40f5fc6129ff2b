"""理事有章: is work let in only through the gate, and do residents elect, deliberate, see and judge?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from .costs import ZERO
from .judging import ONE, Case, Held, absent, at_least, at_most, by_standard, yes
from .model import Finding, Guarantee

RULES = Guarantee.RULES
AT_LEAST_ONCE = (
    ("rules.deliberated", "meeting", "representatives_meetings"),
    ("rules.disclosed", "time", "disclosures"),
    ("rules.appraised", "person", "appraisal_rated"),
)


def rules(case: Case) -> Iterator[Finding]:
    """A list of duties, the term of the committee, deliberation, disclosure and appraisal, and the gate."""
    yield yes(case, RULES, "rules.duty_list", "duty_list")
    yield _term(case)
    for rule, unit, code in AT_LEAST_ONCE:
        yield at_least(case, RULES, rule, unit, case.facts.number(code), Held(ONE), (code,))
    yield _gate(case)


def _term(case: Case) -> Finding:
    """The committee was elected within one term of office. Figures are days since the election."""
    rule = "committee.term"
    standard = case.standards.find(rule)
    if standard is None:
        return absent(RULES, rule, "day")
    elected = case.facts.day("election_date")
    if elected is None:
        return at_most(case, RULES, rule, "day", None, Held(None, None, standard), ("election_date",))
    term = (years_after(elected, int(standard.minimum)) - elected).days
    since = Decimal((case.day - elected).days)
    return at_most(case, RULES, rule, "day", since, by_standard(standard, Decimal(term)), ("election_date",))


def _gate(case: Case) -> Finding:
    """Things departments asked that neither passed the gate nor were refused: they came in beside it."""
    codes = ("asked_total", "asked_admitted", "asked_refused")
    asked, admitted, refused = (case.facts.number(code) for code in codes)
    beside = None if asked is None or admitted is None or refused is None else asked - admitted - refused
    return at_most(case, RULES, "rules.through_the_gate", "item", beside, Held(ZERO), codes)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
