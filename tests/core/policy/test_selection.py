"""Which value answers: scope, day, override, choice, and the refusals."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.policy import Amount, Document, Entry, PackError, PolicyError, Rulebook

from .books import DAY, book, pack, wage

FLOOR = "  - {rule: floor, from: 2008-01-01, ratio: 150%, of: wage, unit: yuan_per_month, document: paper}"


def entry(amount: int, scope: str = "350802", start: date = DAY, end: date | None = None) -> Entry:
    return Entry("wage", Amount(Decimal(amount)), Document("区文件"), scope, "district", start, end)


def layered() -> Rulebook:
    return book(
        pack(wage(100), "province", '"35"'),
        pack(wage(200, "2008-01-01", "2010-01-01"), "city", '"3508"'),
        pack(wage(300, "2009-01-01"), "far", "unbound"),
        pack(
            FLOOR,
            "f",
        ),
    )


def test_city_answers_before_province_and_province_again_after_the_city_ends() -> None:
    rules = layered()
    assert rules.value("wage", "350802", date(2007, 12, 31)).amount == 100
    assert rules.value("wage", "350802", date(2008, 1, 1)).amount == 200
    assert rules.value("wage", "350802", date(2009, 12, 31)).amount == 200
    assert rules.value("wage", "350802", date(2010, 1, 1)).amount == 100
    assert rules.value("wage", "3501", DAY).amount == 100


def test_ratio_follows_its_base_in_the_same_place_on_the_same_day() -> None:
    rules = layered()
    assert rules.value("floor", "350802", DAY).amount == 300
    assert rules.value("floor", "350100", DAY).amount == 150
    spans = rules.history("floor", "350802")
    assert [(span.first, span.held.amount if span.held else None) for span in spans] == [
        (date(2007, 1, 1), None),
        (date(2008, 1, 1), 300),
        (date(2010, 1, 1), 150),
    ]


def test_chosen_pack_answers_first_and_only_from_its_own_day() -> None:
    rules = layered().choose("far")
    assert rules.value("wage", "350802", DAY).amount == 200
    assert rules.value("wage", "350802", date(2009, 6, 1)).amount == 300
    assert rules.value("floor", "350802", date(2009, 6, 1)).amount == 450
    assert layered().value("wage", "350802", date(2009, 6, 1)).amount == 200


def test_bound_pack_can_be_borrowed_by_another_place() -> None:
    with pytest.raises(PolicyError):
        layered().value("wage", "110101", DAY)
    assert layered().choose("city").value("wage", "110101", DAY).amount == 200
    assert layered().choose("city").value("wage", "3501", DAY).amount == 200


def test_narrow_values_of_a_borrowed_pack_stay_at_home() -> None:
    rules = book(pack(wage(100) + "\n" + wage(150, extra=', scope: "350802"'))).choose("one")
    assert rules.value("wage", "350802", DAY).amount == 150
    assert rules.value("wage", "110101", DAY).amount == 100


def test_first_named_choice_goes_before_the_second() -> None:
    rules = book(pack(wage(1), "a", "unbound"), pack(wage(2), "b", "unbound"), pack(wage(3), "c"))
    assert rules.choose("b", "a").value("wage", "35", DAY).amount == 2
    assert rules.choose("a", "b").value("wage", "35", DAY).amount == 1
    assert rules.value("wage", "35", DAY).amount == 3


def test_district_value_goes_before_the_pack_of_the_same_scope_but_not_before_a_narrower_one() -> None:
    base = book(pack(wage(100) + "\n" + wage(150, extra=', scope: "350802001"'), scope='"350802"'))
    rules = base.with_overrides([entry(120, start=date(2008, 1, 1), end=date(2009, 1, 1))])
    assert rules.value("wage", "350802", DAY).amount == 120
    assert rules.value("wage", "350802002", DAY).amount == 120
    assert rules.value("wage", "350802001", DAY).amount == 150
    assert rules.value("wage", "350802", date(2009, 1, 1)).amount == 100
    assert base.value("wage", "350802", DAY).amount == 100


def test_overrides_that_overlap_are_refused() -> None:
    with pytest.raises(PackError) as refused:
        book(pack(wage(100))).with_overrides([entry(1), entry(2)])
    assert refused.value.code == "overlap"


@pytest.mark.parametrize(
    ("rule", "place", "code"),
    [
        ("wages", "35", "unknown_rule"),
        ("wage", "3", "bad_place"),
        ("wage", "福建", "bad_place"),
        ("wage", "", "bad_place"),
        ("wage", "11", "nothing_in_force"),
        ("floor", "35", "nothing_in_force"),
    ],
)
def test_refusals_are_codes(rule: str, place: str, code: str) -> None:
    with pytest.raises(PolicyError) as refused:
        book(pack(wage(100))).value(rule, place, DAY)
    assert refused.value.code == code


def test_unknown_rule_names_its_neighbours_and_unknown_pack_the_known() -> None:
    with pytest.raises(PolicyError) as refused:
        book(pack(wage(100))).value("wages", "35", DAY)
    assert refused.value.params["near"] == ["wage"]
    with pytest.raises(PolicyError) as unknown:
        book(pack(wage(100))).choose("two")
    assert unknown.value.params == {"pack": "two", "known": ["one"]}


def test_rule_whose_base_is_missing_is_reported_not_dropped() -> None:
    rules = book(
        pack("  - {rule: floor, from: 2008-01-01, ratio: 2, of: wage, unit: yuan_per_month, document: paper}")
    )
    assert rules.values("35", DAY) == ()
    assert [error.params["rule"] for error in rules.unanswered("35", DAY)] == ["wage"]


def test_grid_suffix_and_full_codes_are_places() -> None:
    rules = book(pack(wage(100)))
    for place in ("35", "3508", "350802", "350802001", "350802001001", "350802001001G07", "350802001001-07"):
        assert rules.value("wage", place, DAY).amount == 100


scopes = st.sampled_from(["35", "3508", "350802", "350802001", "350802001001"])
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(chosen=st.sets(scopes, min_size=1), day=days)
def test_most_specific_scope_always_wins(chosen: set[str], day: date) -> None:
    ordered = sorted(chosen)
    rules = book(*(pack(wage(len(scope), "2000-01-01"), f"p{len(scope)}", f'"{scope}"') for scope in ordered))
    assert rules.value("wage", "350802001001", day).scope == max(chosen, key=len)


@given(starts=st.sets(days, min_size=1, max_size=8), day=days)
def test_any_day_lies_in_exactly_one_period(starts: set[date], day: date) -> None:
    ordered = sorted(starts)
    ends = [*(str(start) for start in ordered[1:]), ""]
    values = "\n".join(
        wage(number, str(start), end) for number, (start, end) in enumerate(zip(ordered, ends, strict=True))
    )
    rules = book(pack(values))
    spans = rules.history("wage", "35")
    inside = [span for span in spans if span.first <= day and (span.last is None or day < span.last)]
    if day < ordered[0]:
        assert inside == []
        with pytest.raises(PolicyError):
            rules.value("wage", "35", day)
        return
    assert len(inside) == 1
    assert inside[0].held == rules.value("wage", "35", day)
    assert all(before.last == after.first for before, after in pairwise(spans))
