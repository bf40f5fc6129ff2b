"""The packs the product ships: every worked example, and the known answers of the two reports."""

from datetime import date
from decimal import Decimal

import pytest

from linli.core.policy import UNITS, Brackets, Change, Document, PolicyError, Range, compare
from linli.core.policy.cases import Outcome, run_cases

from .books import DAY, shipped

BOOK = shipped()
OUTCOMES = list(run_cases(BOOK))
XINLUO = "350802"
LATER = date(2013, 7, 1)


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: f"{outcome.pack}: {outcome.case.name}")
def test_worked_examples_of_the_packs(outcome: Outcome) -> None:
    assert outcome.actual == outcome.expected


def test_every_dated_value_has_a_worked_example() -> None:
    shown = {(outcome.pack, outcome.case.rule) for outcome in OUTCOMES}
    written = {(pack.code, entry.rule) for pack in BOOK.packs for entry in pack.entries}
    assert written - shown == set()


def test_every_value_names_its_document_and_no_number_is_made_up() -> None:
    documents = {entry.document for pack in BOOK.packs for entry in pack.entries}
    assert all(document.name and document.name_en for document in documents)
    numbers = {document.number for document in documents}
    assert numbers == {"", "龙政规〔2005〕147号", "主席令第21号", "民发〔2020〕20号"}


def test_every_rule_is_named_in_both_languages_and_used() -> None:
    used = {entry.rule for pack in BOOK.packs for entry in pack.entries}
    # What a square metre costs to build no report says: districts set it by their own documents.
    assert set(BOOK.rules) - used == {"building.unit_cost"}
    assert all(rule.names.zh and rule.names.en and rule.unit in UNITS for rule in BOOK.rules.values())


def test_stipend_floor_says_how_it_was_reached() -> None:
    held = BOOK.value("stipend.chief_floor", XINLUO, DAY)
    assert held.amount == 855
    (reason,) = held.derivation
    assert (reason.code, reason.params["factor"], reason.params["rule"]) == (
        "ratio",
        Decimal("1.5"),
        "wage.minimum",
    )
    assert held.rests_on[0].amount == 570
    assert held.rests_on[0].document == held.document


def test_stipends_paid_fall_short_by_155_and_241() -> None:
    def gap(who: str) -> Decimal:
        floor, paid = (BOOK.value(f"stipend.{who}_{kind}", XINLUO, DAY).amount for kind in ("floor", "paid"))
        return floor - paid

    assert (gap("chief"), gap("member")) == (155, 241)


def test_more_specific_document_is_named_where_only_the_city_has_one() -> None:
    held = BOOK.value("reserved_premises.floor_area", "350802001001", DAY, estate_floor_area=50_000)
    assert (held.scope, held.pack, held.document.number) == ("3508", "longyan", "龙政规〔2005〕147号")


@pytest.mark.parametrize(
    ("estate", "due"), [(49_999, "1499.97"), (50_000, "1500"), (50_001, "1500.02"), (0, "0")]
)
def test_reserved_premises_at_the_step(estate: int, due: str) -> None:
    assert BOOK.value(
        "reserved_premises.floor_area", XINLUO, DAY, estate_floor_area=estate
    ).amount == Decimal(due)


@pytest.mark.parametrize(("residents", "due"), [(4_999, 8_000), (5_000, 10_000), (5_001, 10_000), (0, 8_000)])
def test_office_funds_at_the_step(residents: int, due: int) -> None:
    assert BOOK.value("office_funds.per_year", XINLUO, DAY, residents=residents).amount == due


def test_proposals_answer_only_when_asked_for() -> None:
    with pytest.raises(PolicyError) as refused:
        BOOK.value("development_fund.city", XINLUO, LATER)
    assert refused.value.code == "only_proposed"
    asked = BOOK.value("payment_in_lieu.share", XINLUO, LATER, include_proposed=True)
    assert (asked.amount, asked.status) == (Decimal("0.05"), "proposed")
    assert BOOK.value("payment_in_lieu.share", XINLUO, LATER).value == Range(Decimal("0.02"), Decimal("0.05"))


def test_report_b_answers_only_when_chosen() -> None:
    assert BOOK.value("office.floor_area", XINLUO, LATER).amount == 100
    chosen = BOOK.choose("county_b")
    assert chosen.value("office.floor_area", XINLUO, LATER).amount == 300
    assert chosen.value("posts.per_community", XINLUO, LATER).value == Range(Decimal(4), Decimal(7))
    assert chosen.value("staff_funds.total", XINLUO, LATER, full_time_members=84).amount == 1_512_000


def test_what_report_b_would_change_in_xinluo() -> None:
    found = {d.rule: d for d in compare(BOOK, None, "county_b", XINLUO, LATER, residents=4_000)}
    assert set(found) == {
        "posts.per_community",
        "office.floor_area",
        "office_funds.per_year",
        "staff_funds.per_member",
        "staff_funds.total",
        "party_branch_funds.per_year",
        "grid.households",
    }
    assert (found["office.floor_area"].change, found["office.floor_area"].by) == (Change.HIGHER, 200)
    assert found["grid.households"].change is Change.ADDED
    assert found["office_funds.per_year"].change is Change.OTHER
    back = {d.rule: d.change for d in compare(BOOK, "county_b", None, XINLUO, LATER)}
    assert (back["office.floor_area"], back["grid.households"]) == (Change.LOWER, Change.GONE)
    assert compare(BOOK, None, "xinluo", XINLUO, LATER) == ()


def test_all_values_of_a_place_keep_schedules_open() -> None:
    held = {value.rule: value for value in BOOK.values(XINLUO, DAY)}
    assert isinstance(held["office_funds.per_year"].value, Brackets)
    assert held["office_funds.per_year"].document == Document(
        "社区建设调查报告（甲），2008—2009年实地调查",
        name_en="Survey report A on community building, field work 2008–2009",
    )
    given = {value.rule: value for value in BOOK.values(XINLUO, DAY, residents=6_000)}
    assert given["office_funds.per_year"].amount == 10_000
    assert BOOK.unanswered(XINLUO, DAY) == ()


def test_history_of_the_committees_term_has_no_gap_and_ends_unanswered() -> None:
    spans = BOOK.history("committee.term", XINLUO)
    assert [(span.first, span.held.amount if span.held else None) for span in spans] == [
        (date(1990, 1, 1), 3),
        (date(2018, 12, 29), 5),
        (date(2026, 1, 1), None),
    ]
    assert [span.last for span in spans] == [date(2018, 12, 29), date(2026, 1, 1), None]
