"""How one request stands to another."""

from datetime import date

import pytest

from linli.core.mandates import Ask, Class, Frequency, Standing, classed, meet, stands
from linli.core.scopes import STANDARD, scope_of

pytestmark = pytest.mark.one_database
EVERYBODY = scope_of({"unit": "person", "where": []})
OVER_60 = scope_of({"unit": "person", "where": [["self.age", ">=", 60]]})
OVER_80 = scope_of({"unit": "person", "where": [["self.age", ">=", 80]]})
UNDER_6 = scope_of({"unit": "person", "where": [["self.age", "<", 6]]})
WOMEN = scope_of({"unit": "person", "where": [["self.sex", "=", "女"]]})
HOMES = scope_of({"unit": "household", "where": []})
FIELDS = frozenset({"self.name", "self.birth_date", "self.mobile"})


def ask(scope=OVER_60, fields=FIELDS, places=("350802001",), **changes) -> Ask:
    said = {
        "starts": date(2026, 1, 1),
        "ends": date(2027, 1, 1),
        "frequency": Frequency.MONTHLY,
        "rows_in_words": "",
    }
    return Ask(fields, scope, places, **(said | changes))


def standing(one: Ask, other: Ask):
    found = stands(one, other, STANDARD)
    return found and (found.standing, found.short_of)


def test_the_same_rows_fields_places_and_days_are_the_same():
    assert standing(ask(), ask()) == (Standing.SAME, ())


@pytest.mark.parametrize(
    ("one", "short_of"),
    [
        ({"scope": OVER_80}, ()),
        ({"fields": frozenset({"self.name"})}, ()),
        ({"places": ("350802001001",)}, ()),
        ({"ends": date(2026, 6, 1)}, ()),
        ({"frequency": Frequency.QUARTERLY}, ()),
        ({"scope": EVERYBODY}, ("rows",)),
        ({"scope": WOMEN}, ("rows",)),
        ({"fields": FIELDS | {"self.ethnicity"}}, ("fields",)),
        ({"places": ("350802",)}, ("places",)),
        ({"ends": date(2028, 1, 1)}, ("days",)),
        ({"frequency": Frequency.WEEKLY}, ("frequency",)),
        ({"scope": None, "rows_in_words": "老人"}, ("rows",)),
    ],
)
def test_what_lies_inside_another_is_covered_and_what_sticks_out_is_said(one, short_of):
    wanted = Standing.OVERLAPS if short_of else Standing.COVERED
    assert standing(ask(**one), ask()) == (wanted, short_of)


@pytest.mark.parametrize(
    "other",
    [
        {"scope": UNDER_6},
        {"scope": HOMES},
        {"places": ("350802002",)},
        {"starts": date(2027, 1, 1), "ends": date(2028, 1, 1)},
        {"fields": frozenset({"household.needs"})},
    ],
)
def test_without_a_row_a_place_a_day_or_a_field_in_common_there_is_no_overlap(other):
    assert stands(ask(), ask(**other), STANDARD) is None


def test_something_finer_serves_something_coarser_but_not_the_other_way_round():
    ages = frozenset({"self.age", "self.sex"})
    numbers = frozenset({"self.id_number"})
    assert standing(ask(fields=ages), ask(fields=numbers)) == (Standing.COVERED, ())
    assert stands(ask(fields=numbers), ask(fields=ages), STANDARD) is None


def test_several_requests_cover_one_together():
    one = ask()
    halves = [ask(fields=frozenset({"self.name", "self.birth_date"})), ask(fields=frozenset({"self.mobile"}))]
    found = [(stands(one, other, STANDARD), other) for other in halves]
    assert classed(one, found) == Class.COVERED
    assert classed(one, found[:1]) == Class.MERGED
    narrower = ask(fields=frozenset({"self.mobile"}), scope=OVER_80)
    assert classed(one, [found[0], (stands(one, narrower, STANDARD), narrower)]) == Class.MERGED
    assert classed(one, []) == Class.NEW


def test_places_that_lie_in_both():
    assert meet(("350802001", "350802002001"), ("350802",)) == ("350802001", "350802002001")
    assert meet(("350802",), ("350802001001", "350802001")) == ("350802001",)
    assert meet(("350802001",), ("350802002",)) == ()
