"""办事有钱: did the money arrive in full, on time, and go where it was earmarked?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from .costs import ZERO, Cost, CostKind, CostPart
from .facts import Row, day_in, number_in
from .judging import Case, Held, absent, at_least, at_most, by_standard, with_rows
from .model import Finding, Guarantee, RowVerdict, State
from .standards import Standard

MONEY = Guarantee.MONEY
FUNDS = "funds"
Numbered = tuple[int, Row]


def money(case: Case) -> Iterator[Finding]:
    """Due against received, on time, inside its earmark; office and staff funds against the rules of the year."""
    rows = None if case.facts.rows(FUNDS) is None else _of_the_year(case)
    yield _in_full(case, rows)
    yield _on_time(case, rows)
    yield _within_earmark(case, rows)
    yield _office_funds(case, rows)
    yield _staff_funds(case, rows)


def year_ending(day: date) -> tuple[date, ...]:
    """The twelve whole months that ended by `day`, each as its first day, oldest first."""
    first_after = (day + timedelta(days=1)).replace(day=1)
    last = first_after.year * 12 + first_after.month - 2
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(last - 11, last + 1))


def month_end(month: date) -> date:
    """The last day of the month that `month` lies in."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)


def _of_the_year(case: Case) -> list[Numbered]:
    months = set(year_ending(case.day))
    return [(index, row) for index, row in case.facts.numbered(FUNDS) if row.get("month") in months]


def _unanswered(case: Case, rule: str, held: Held | None = None) -> Finding:
    return at_least(case, MONEY, rule, "yuan", None, held or Held(None), (FUNDS,))


def _in_full(case: Case, rows: Sequence[Numbered] | None) -> Finding:
    """What was due and has not come; what one line got in excess does not make up for another.

    Arrears have no cost of closing: the money is already due, nobody has to find it anew.
    """
    rule = "money.received_in_full"
    if rows is None:
        return _unanswered(case, rule)
    if not rows:
        return absent(MONEY, rule, "yuan")
    verdicts = [_verdict(index, _shortfall(row, "due", "received")) for index, row in rows]
    due, received = _sum(rows, "due"), _sum(rows, "received")
    missing = sum((verdict.short_by or ZERO for verdict in verdicts), ZERO)
    finding = with_rows(at_least(case, MONEY, rule, "yuan", received, Held(due), (FUNDS,)), verdicts)
    return replace(finding, short_by=missing or None, missing=_blank(rows, "due", "received"))


def _on_time(case: Case, rows: Sequence[Numbered] | None) -> Finding:
    """Received by the end of the month it was due in."""
    rule = "money.received_on_time"
    if rows is None:
        return replace(_unanswered(case, rule), unit="payment")
    due = [(index, row) for index, row in rows if number_in(row, "due") != ZERO]
    if not due:
        return absent(MONEY, rule, "payment")
    verdicts = [RowVerdict(FUNDS, index, _timely(row)) for index, row in due]
    timely = Decimal(sum(verdict.state is State.MET for verdict in verdicts))
    finding = with_rows(
        at_least(case, MONEY, rule, "payment", timely, Held(Decimal(len(due))), (FUNDS,)), verdicts
    )
    short = Decimal(finding.rows_short)
    return replace(finding, short_by=short or None, missing=_blank(due, "received", "received_date"))


def _timely(row: Row) -> State:
    received, on = number_in(row, "received"), day_in(row, "received_date")
    if received == ZERO:
        return State.SHORT
    month = day_in(row, "month")
    if received is None or on is None or month is None:
        return State.UNKNOWN
    return State.MET if on <= month_end(month) else State.SHORT


def _within_earmark(case: Case, rows: Sequence[Numbered] | None) -> Finding:
    """Per earmark and year, no more was spent than came in for it: the rest was taken from another purpose."""
    rule = "money.spent_within_earmark"
    if rows is None:
        return at_most(case, MONEY, rule, "yuan", None, Held(ZERO), (FUNDS,))
    if not rows:
        return absent(MONEY, rule, "yuan")
    over: list[Decimal | None] = []
    verdicts: list[RowVerdict] = []
    for earmark in dict.fromkeys(row.get("earmark") for _index, row in rows):
        lines = [(index, row) for index, row in rows if row.get("earmark") == earmark]
        beyond = _beyond(lines)
        over.append(beyond)
        verdicts += [replace(_verdict(index, beyond), short_by=None) for index, _row in lines]
    known = [amount for amount in over if amount is not None]
    total = sum(known, ZERO) if known else None
    finding = at_most(case, MONEY, rule, "yuan", total, Held(ZERO), (FUNDS,))
    return with_rows(replace(finding, missing=_blank(rows, "received", "spent")), verdicts)


def _beyond(lines: Sequence[Numbered]) -> Decimal | None:
    spent, received = _sum(lines, "spent"), _sum(lines, "received")
    return None if spent is None or received is None else max(ZERO, spent - received)


def _office_funds(case: Case, rows: Sequence[Numbered] | None) -> Finding:
    """Office funds received in the year against the amount for a community of this size."""
    rule = "office_funds.per_year"
    residents = case.facts.number("residents")
    standard = _sized(case, rule, residents)
    if isinstance(standard, Finding):
        return standard
    return _yearly(case, rule, rows, "office", by_standard(standard), ("residents", FUNDS))


def _sized(case: Case, rule: str, residents: Decimal | None) -> Standard | Finding:
    """The value for this size; a finding where there is none, or where the size is not known."""
    if residents is not None:
        return case.standards.find(rule, residents=residents) or absent(MONEY, rule, "yuan_per_year")
    plain = case.standards.find(rule)
    if plain is not None:
        return plain
    # A value by size exists but the size is unknown: ask with any size, only to know that a rule is in force.
    probe = case.standards.find(rule, residents=ZERO)
    if probe is None:
        return absent(MONEY, rule, "yuan_per_year")
    held = Held(None, None, probe)
    return at_least(case, MONEY, rule, "yuan_per_year", None, held, ("residents", FUNDS))


def _staff_funds(case: Case, rows: Sequence[Numbered] | None) -> Finding:
    """Staff funds received in the year against so much for each full-time member."""
    rule = "staff_funds.total"
    staff = case.facts.rows("staff")
    members = None if staff is None else Decimal(sum(row.get("post") == "full_time" for row in staff))
    standard = case.standards.find(rule, full_time_members=ZERO if members is None else members)
    if standard is None:
        return absent(MONEY, rule, "yuan_per_year")
    held = by_standard(standard) if members is not None else Held(None, None, standard)
    return _yearly(case, rule, rows, "staff", held, ("staff", FUNDS))


def _yearly(
    case: Case, rule: str, rows: Sequence[Numbered] | None, earmark: str, held: Held, codes: Sequence[str]
) -> Finding:
    lines = [(index, row) for index, row in rows or () if row.get("earmark") == earmark]
    received = None if rows is None else _sum(lines, "received")
    cost = None
    if received is not None and held.required is not None and received < held.required:
        document = held.standard.document if held.standard else None
        part = CostPart(rule, Decimal(1), "year", held.required - received, document)
        cost = Cost(CostKind.YEARLY, (part,))
    finding = at_least(case, MONEY, rule, "yuan_per_year", received, held, codes, cost)
    rows_seen = tuple(RowVerdict(FUNDS, index, finding.state) for index, _row in lines)
    return replace(finding, rows=rows_seen)


def _shortfall(row: Row, due: str, got: str) -> Decimal | None:
    wanted, received = number_in(row, due), number_in(row, got)
    return None if wanted is None or received is None else max(ZERO, wanted - received)


def _verdict(index: int, short_by: Decimal | None) -> RowVerdict:
    if short_by is None:
        return RowVerdict(FUNDS, index, State.UNKNOWN)
    return RowVerdict(FUNDS, index, State.SHORT if short_by > 0 else State.MET, short_by or None)


def _sum(rows: Sequence[Numbered], code: str) -> Decimal | None:
    """The sum of a column; None as soon as one line is blank."""
    total = ZERO
    for _index, row in rows:
        amount = number_in(row, code)
        if amount is None:
            return None
        total += amount
    return total


def _blank(rows: Sequence[Numbered], *codes: str) -> tuple[str, ...]:
    return tuple(f"{FUNDS}.{code}" for code in codes if any(row.get(code) is None for _index, row in rows))
