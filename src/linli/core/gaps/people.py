"""管事有人: are the posts filled, trained, paid what the rules say?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from .costs import ZERO, Cost, CostKind, CostPart, part_at
from .facts import Row, day_in, number_in
from .judging import Case, Held, absent, at_least, by_standard, with_rows
from .model import Finding, Guarantee, RowVerdict, State
from .standards import Standard

PEOPLE = Guarantee.PEOPLE
STAFF = "staff"
MONTHS = Decimal(12)
CHIEFS = ("chief", "deputy")


def people(case: Case) -> Iterator[Finding]:
    """Posts filled, posts and members by the rules, stipends, training of chiefs."""
    yield _posts_filled(case)
    approved = case.facts.number("posts_approved")
    yield _ranged(case, "posts.per_community", "post", approved, ("posts_approved",))
    yield _ranged(case, "committee.members", "person", _headcount(case), (STAFF,))
    yield _stipends(case, "stipend.chief_floor", CHIEFS)
    yield _stipends(case, "stipend.member_floor", ("full_time",))
    yield _training(case)


def _headcount(case: Case) -> Decimal | None:
    rows = case.facts.rows(STAFF)
    return None if rows is None else Decimal(len(rows))


def _posts_filled(case: Case) -> Finding:
    """Every post approved has somebody in it. Part-time members fill no post. A vacancy costs a year's stipend."""
    rows = case.facts.rows(STAFF)
    filled = None if rows is None else Decimal(sum(row.get("post") != "part_time" for row in rows))
    approved = case.facts.number("posts_approved")
    cost = None
    if filled is not None and approved is not None and filled < approved:
        funds = case.standards.find("staff_funds.per_member")
        floor = case.standards.find("stipend.member_floor")
        vacancies = approved - filled
        part = (
            part_at(funds, "staff_funds.per_member", vacancies, "person")
            if funds or not floor
            else part_at(floor, "stipend.member_floor", vacancies * MONTHS, "person_month")
        )
        cost = Cost(CostKind.YEARLY, (part,))
    codes = ("posts_approved", STAFF)
    return at_least(case, PEOPLE, "people.posts_filled", "post", filled, Held(approved), codes, cost)


def _ranged(case: Case, rule: str, unit: str, actual: Decimal | None, codes: Sequence[str]) -> Finding:
    standard = case.standards.find(rule)
    if standard is None:
        return absent(PEOPLE, rule, unit)
    return at_least(case, PEOPLE, rule, unit, actual, by_standard(standard), codes)


def _stipends(case: Case, rule: str, posts: Sequence[str]) -> Finding:
    """The lowest stipend against the floor; the cost is each person's gap a month, twelve times a year."""
    standard = case.standards.find(rule)
    if standard is None:
        return absent(PEOPLE, rule, "yuan_per_month")
    if case.facts.rows(STAFF) is None:
        return at_least(case, PEOPLE, rule, standard.unit, None, by_standard(standard), (STAFF,))
    members = [(index, row) for index, row in case.facts.numbered(STAFF) if row.get("post") in posts]
    if not members:
        return absent(PEOPLE, rule, standard.unit)
    return _paid(case, rule, standard, members)


def _paid(case: Case, rule: str, standard: Standard, members: Sequence[tuple[int, Row]]) -> Finding:
    floor = standard.minimum
    paid = [(index, number_in(row, "stipend_paid")) for index, row in members]
    known = [amount for _index, amount in paid if amount is not None]
    rows = [_row(index, None if amount is None else max(ZERO, floor - amount)) for index, amount in paid]
    gap = sum((row.short_by or ZERO for row in rows), ZERO)
    part = CostPart(rule, MONTHS, "month", gap, standard.document)
    finding = at_least(
        case,
        PEOPLE,
        rule,
        standard.unit,
        min(known, default=None),
        by_standard(standard),
        (STAFF,),
        Cost(CostKind.YEARLY, (part,)),
    )
    missing = ("staff.stipend_paid",) if len(known) < len(paid) else ()
    return with_rows(replace(finding, missing=missing), rows)


def _training(case: Case) -> Finding:
    """Every chief trained within the last twelve months. A chief without a date is unknown, not untrained."""
    rule = "training.chief_per_year"
    standard = case.standards.find(rule)
    if standard is None:
        return absent(PEOPLE, rule, "person")
    rows = case.facts.rows(STAFF)
    if rows is None:
        return at_least(case, PEOPLE, rule, "person", None, Held(None, None, standard), (STAFF,))
    chiefs = [(index, row) for index, row in case.facts.numbered(STAFF) if row.get("post") == "chief"]
    if not chiefs:
        return absent(PEOPLE, rule, "person")
    since = year_before(case.day)
    verdicts = [
        _trained(index, day_in(row, "trained_date"), since, standard.minimum) for index, row in chiefs
    ]
    trained = Decimal(sum(verdict.state is State.MET for verdict in verdicts))
    held = by_standard(standard, Decimal(len(chiefs)))
    finding = with_rows(at_least(case, PEOPLE, rule, "person", trained, held, (STAFF,)), verdicts)
    if finding.state is State.UNKNOWN:
        return replace(finding, actual=None, short_by=None, missing=("staff.trained_date",))
    if finding.state is State.SHORT:
        return replace(finding, short_by=Decimal(finding.rows_short))
    return finding


def _trained(index: int, trained: date | None, since: date, times: Decimal) -> RowVerdict:
    if trained is None:
        return RowVerdict(STAFF, index, State.UNKNOWN)
    if trained <= since:
        return RowVerdict(STAFF, index, State.SHORT, Decimal(1))
    # One date tells that it happened once; of a second time it says nothing.
    return RowVerdict(STAFF, index, State.MET if times <= 1 else State.UNKNOWN)


def _row(index: int, short_by: Decimal | None) -> RowVerdict:
    if short_by is None:
        return RowVerdict(STAFF, index, State.UNKNOWN)
    if short_by > 0:
        return RowVerdict(STAFF, index, State.SHORT, short_by)
    return RowVerdict(STAFF, index, State.MET)


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
