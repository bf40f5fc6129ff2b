"""Schedules of steps: whole and marginal, the bound itself, monotone where they must be."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.core.policy import Boundary, Brackets, PackError, PolicyError, Reading, Step
from linli.core.policy.brackets import evaluate, falls_at

from .books import DAY, book, pack, shipped

BOOK = shipped()
XINLUO = "350802"
numbers = st.decimals(min_value=0, max_value=10**9, places=2)
rates = st.decimals(min_value=0, max_value=1, places=4)


@st.composite
def schedules(draw: st.DrawFn, reading: Reading) -> Brackets:
    bounds = [Decimal(0), *sorted(draw(st.sets(st.decimals(1, 10**6, places=2), max_size=4)))]
    steps = tuple(Step(bound, rate=draw(rates)) for bound in bounds)
    return Brackets("estate", reading, draw(st.sampled_from(Boundary)), steps)


@given(brackets=schedules(Reading.MARGINAL), a=numbers, b=numbers)
def test_marginal_steps_never_fall(brackets: Brackets, a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    assert evaluate(brackets, low)[0] <= evaluate(brackets, high)[0]


@given(brackets=schedules(Reading.MARGINAL), a=numbers)
def test_marginal_steps_do_not_jump(brackets: Brackets, a: Decimal) -> None:
    little = Decimal("0.01")
    assert evaluate(brackets, a + little)[0] - evaluate(brackets, a)[0] <= little


@given(brackets=schedules(Reading.MARGINAL), a=numbers)
def test_slices_add_up(brackets: Brackets, a: Decimal) -> None:
    amount, reasons = evaluate(brackets, a)
    assert sum((reason.params["part"] for reason in reasons), Decimal(0)) == a
    assert sum((reason.params["amount"] for reason in reasons), Decimal(0)) == amount


@given(brackets=schedules(Reading.WHOLE), a=numbers, b=numbers)
def test_whole_steps_that_pass_the_check_never_fall(brackets: Brackets, a: Decimal, b: Decimal) -> None:
    assume(falls_at(brackets) is None)
    low, high = sorted((a, b))
    assert evaluate(brackets, low)[0] <= evaluate(brackets, high)[0]


@given(a=numbers, b=numbers)
def test_no_estate_owes_less_than_a_smaller_one(a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    due = [
        BOOK.value("reserved_premises.floor_area", XINLUO, DAY, estate_floor_area=x).amount
        for x in (low, high)
    ]
    assert due[0] <= due[1]


@given(a=st.integers(0, 10**7), b=st.integers(0, 10**7))
def test_no_community_gets_less_than_a_smaller_one(a: int, b: int) -> None:
    low, high = sorted((a, b))
    due = [BOOK.value("office_funds.per_year", XINLUO, DAY, residents=x).amount for x in (low, high)]
    assert due[0] <= due[1]


def funds(body: str) -> str:
    head = "rule: funds, from: 2008-01-01, unit: yuan_per_year, document: paper"
    return f"  - {{{head}, brackets: {{input: people, {body}}}}}"


STEPS = "steps: [{from: 0, amount: 8000}, {from: 5000, amount: 10000}]"


@pytest.mark.parametrize(
    ("boundary", "due"), [("above", [8000, 10000, 10000]), ("below", [8000, 8000, 10000])]
)
def test_the_bound_itself_belongs_where_the_pack_says(boundary: str, due: list[int]) -> None:
    rules = book(pack(funds(f"reading: whole, boundary: {boundary}, {STEPS}")))
    assert [rules.value("funds", "35", DAY, people=n).amount for n in (4999, 5000, 5001)] == due


def area(reading: str, extra: str = "") -> str:
    steps = "steps: [{from: 0, rate: 3%}, {from: 50000, rate: 2%}]"
    return (
        "  - {rule: area, from: 2005-01-01, unit: m2, document: paper, "
        f"brackets: {{input: estate, reading: {reading}, boundary: below, {steps}{extra}}}}}"
    )


def test_a_schedule_that_falls_at_a_step_is_refused_unless_the_document_means_it() -> None:
    with pytest.raises(PackError) as refused:
        book(pack(area("whole")))
    assert refused.value.code == "result_falls"
    rules = book(pack(area("whole", ", may_fall: true")))
    assert rules.value("area", "35", DAY, estate=50_000).amount == 1500
    assert rules.value("area", "35", DAY, estate=50_001).amount == Decimal("1000.02")


def test_the_way_to_the_result_is_told_slice_by_slice() -> None:
    held = book(pack(area("marginal"))).value("area", "35", DAY, estate=60_000)
    assert [(r.params["part"], r.params["rate"], r.params["amount"]) for r in held.derivation] == [
        (50_000, Decimal("0.03"), 1500),
        (10_000, Decimal("0.02"), 200),
    ]


@pytest.mark.parametrize(
    ("given_input", "reason"),
    [
        ("-1", "negative"),
        ("many", "not_a_number"),
        ("NaN", "not_a_number"),
        ("1.5", "not_whole"),
        (10**15, "too_large"),
        (True, "not_a_number"),
    ],
)
def test_bad_inputs_are_told_apart(given_input: str | int, reason: str) -> None:
    rules = book(pack(funds(f"reading: whole, boundary: above, {STEPS}")))
    with pytest.raises(PolicyError) as refused:
        rules.value("funds", "35", DAY, people=given_input)
    assert (refused.value.code, refused.value.params["reason"]) == ("bad_input", reason)


def test_missing_input_is_named_and_none_counts_as_missing() -> None:
    rules = book(pack(funds(f"reading: whole, boundary: above, {STEPS}")))
    with pytest.raises(PolicyError) as refused:
        rules.value("funds", "35", DAY, people=None)
    assert (refused.value.code, refused.value.params["inputs"]) == ("missing_input", ["people"])
