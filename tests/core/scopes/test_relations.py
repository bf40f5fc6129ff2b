"""How the rows that two forms ask for lie to each other: known answers, and reasoning against counting."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.population import blocks
from linli.core.scopes import (
    Condition,
    Operator,
    Relation,
    Scope,
    ScopeError,
    Unit,
    Vocabulary,
    compare,
    holds,
    is_empty,
    scope_of,
)

pytestmark = pytest.mark.one_database
ALL_PEOPLE = {"unit": "person", "where": []}
RESIDENTS = {"unit": "person", "where": [["pop_type", "=", "常住"]]}
COMING_IN = {"unit": "person", "where": [["pop_type", "=", "流入"]]}
MOTHERS_AGE = {"unit": "person", "where": [["self.sex", "=", "女"], ["self.age", "between", [15, 49]]]}
TOWN_AID = {"unit": "person", "where": [["dibao_flag", "=", True], ["self.hukou_type", "=", "非农业"]]}
VILLAGE_AID = {"unit": "person", "where": [["dibao_flag", "=", True], ["self.hukou_type", "=", "农业"]]}
OVER_80 = {"unit": "person", "where": [["self.age", ">=", 80]]}
OVER_60 = {"unit": "person", "where": [["self.age", ">=", 60]]}
NEWBORN = {"unit": "person", "where": [["self.age", "<", 1]]}
STUDENTS = {"unit": "person", "where": [["student_no", "exists", True]]}


def related(a: dict, b: dict) -> str:
    return compare(scope_of(a), scope_of(b)).code


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (TOWN_AID, VILLAGE_AID, "disjoint"),
        (MOTHERS_AGE, ALL_PEOPLE, "subset"),
        (OVER_80, OVER_60, "subset"),
        (OVER_60, OVER_80, "superset"),
        (COMING_IN, RESIDENTS, "disjoint_by_declaration"),
        (TOWN_AID, MOTHERS_AGE, "overlap"),
        (NEWBORN, OVER_60, "disjoint"),
        (RESIDENTS, ALL_PEOPLE, "subset"),
        (STUDENTS, OVER_60, "overlap"),
        (NEWBORN, {"unit": "person", "where": [["self.age", "<=", 0]]}, "equal"),
        (ALL_PEOPLE, {"unit": "household", "where": []}, "disjoint"),
    ],
)
def test_forms_of_one_county_lie_to_each_other_as_their_departments_say(a, b, relation) -> None:
    assert related(a, b) == relation


def test_graduates_are_not_all_residents_though_the_columns_are_the_same() -> None:
    graduates = {"unit": "person", "where": [["grad_date", "between", ["2024-06-01", "2024-08-31"]]]}
    assert related(graduates, ALL_PEOPLE) == "subset"
    assert compare(scope_of(graduates), scope_of(ALL_PEOPLE)).deciding == ("grad_date",)


def test_a_place_inside_another_is_a_subset_and_a_neighbour_is_disjoint() -> None:
    district = Scope(Unit.PERSON, place="350802")
    community = Scope(Unit.PERSON, place="350802001001")
    other = Scope(Unit.PERSON, place="350803")
    assert compare(community, district).relation == Relation.SUBSET
    assert compare(district, other).relation == Relation.DISJOINT
    assert compare(district, other).deciding == ("place",)


def test_an_age_on_two_days_is_compared_by_the_birth_dates_behind_it() -> None:
    sixty = Condition("self.age", Operator.AT_LEAST, (60,))
    early = Scope(Unit.PERSON, (sixty,), as_of=date(2024, 1, 1))
    late = Scope(Unit.PERSON, (sixty,), as_of=date(2026, 1, 1))
    assert compare(early, late).relation == Relation.SUBSET
    sixty_two = Scope(Unit.PERSON, (Condition("self.age", Operator.AT_LEAST, (62,)),), as_of=date(2026, 1, 1))
    assert compare(early, sixty_two).relation == Relation.EQUAL


def test_a_status_of_another_day_says_nothing_about_today() -> None:
    aided = Condition("dibao_flag", Operator.IS, (True,))
    then, now = (
        Scope(Unit.PERSON, (aided,), as_of=date(2024, 1, 1)),
        Scope(Unit.PERSON, (aided,), as_of=date(2026, 1, 1)),
    )
    assert compare(then, now).relation == Relation.OVERLAP
    not_now = Scope(Unit.PERSON, (Condition("dibao_flag", Operator.IS, (False,)),), as_of=date(2026, 1, 1))
    assert compare(then, not_now).relation == Relation.OVERLAP


def test_a_scope_nobody_can_be_in_is_found() -> None:
    young_and_old = scope_of({"unit": "person", "where": [["self.age", "<", 18], ["self.age", ">=", 60]]})
    assert is_empty(young_and_old)
    assert compare(young_and_old, scope_of(ALL_PEOPLE)).empty == ("a",)
    assert not is_empty(scope_of(OVER_60))
    holes = [["self.age", "between", [3, 4]], ["self.age", "not_in", [3, 4]]]
    assert is_empty(scope_of({"unit": "person", "where": holes}))


def test_both_values_of_a_closed_list_are_the_same_as_any_value() -> None:
    either = {"unit": "person", "where": [["self.sex", "in", ["男", "女"]]]}
    assert related(either, {"unit": "person", "where": [["self.sex", "exists", True]]}) == "equal"
    open_list = {"unit": "person", "where": [["self.health", "in", ["健康", "一般"]]]}
    assert related(open_list, {"unit": "person", "where": [["self.health", "exists", True]]}) == "subset"


def test_a_district_may_declare_further_values_that_exclude_one_another() -> None:
    a = scope_of({"unit": "person", "where": [["care_kind", "=", "居家"]]})
    b = scope_of({"unit": "person", "where": [["care_kind", "=", "机构"]]})
    several = Vocabulary().with_exclusive({"care_kind": ()})
    assert compare(a, b, several).code == "overlap"
    declared = several.with_exclusive({"care_kind": (("居家", "机构"),)})
    assert compare(a, b, declared).code == "disjoint_by_declaration"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"unit": "ship", "where": []}, "unknown_unit"),
        ({"unit": "person", "where": {}}, "where_is_no_list"),
        ({"unit": "person", "where": [["self.age", ">="]]}, "not_a_condition"),
        ({"unit": "person", "where": [["self.age", "~", 3]]}, "unknown_operator"),
        ({"unit": "person", "where": [["self.age", "between", [3]]]}, "wrong_number_of_values"),
        ({"unit": "person", "where": [["self.age", "exists", "yes"]]}, "exists_takes_true_or_false"),
        ({"unit": "person", "where": [["self.age", "=", None]]}, "unknown_value"),
        ({"unit": "person", "where": [], "as_of": "yesterday"}, "not_a_day"),
    ],
)
def test_a_scope_that_cannot_be_read_is_refused_with_its_part(record, code) -> None:
    with pytest.raises(ScopeError) as refused:
        scope_of(record)
    assert refused.value.code == code


def test_words_are_no_numbers() -> None:
    old = scope_of({"unit": "person", "where": [["self.age", ">=", "sixty"]]})
    with pytest.raises(ScopeError, match="not_a_number"):
        compare(old, old)


# --- reasoning against counting -------------------------------------------------------------------------------------

TODAY = date(2026, 1, 1)
PEOPLE = [
    {
        "self.sex": "男" if person.is_male else "女",
        "self.birth_date": person.birth,
        "self.hukou_type": ("农业", "非农业", None)[person.person_id % 3],
        "dibao_flag": (True, False, None)[person.person_id % 7 % 3],
        "n_child": person.person_id % 5 if person.role in ("head", "spouse") else None,
        "pop_type": frozenset(("常住",) if not person.from_elsewhere else ("流入",)),
    }
    for block in blocks(400, seed=5)
    for household in block.households
    for person in household.people
]
CONDITIONS = st.one_of(
    st.builds(
        lambda op, n: Condition("self.age", op, (n,)),
        st.sampled_from([Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST, Operator.IS]),
        st.integers(0, 90),
    ),
    st.builds(
        lambda a, b: Condition("self.age", Operator.BETWEEN, (min(a, b), max(a, b))),
        st.integers(0, 90),
        st.integers(0, 90),
    ),
    st.builds(
        lambda op, days: Condition(
            "self.birth_date", op, ((date(1930, 1, 1) + timedelta(days)).isoformat(),)
        ),
        st.sampled_from([Operator.LESS, Operator.AT_LEAST]),
        st.integers(0, 35_000),
    ),
    st.builds(
        lambda op, v: Condition("self.sex", op, (v,)),
        st.sampled_from([Operator.IS, Operator.IS_NOT]),
        st.sampled_from(["男", "女"]),
    ),
    st.builds(
        lambda op, v: Condition("self.hukou_type", op, tuple(v)),
        st.sampled_from([Operator.ONE_OF, Operator.NONE_OF]),
        st.lists(st.sampled_from(["农业", "非农业", "居民"]), min_size=1, max_size=2, unique=True),
    ),
    st.builds(lambda v: Condition("dibao_flag", Operator.IS, (v,)), st.booleans()),
    st.builds(lambda v: Condition("n_child", Operator.EXISTS, (v,)), st.booleans()),
    st.builds(lambda v: Condition("pop_type", Operator.IS, (v,)), st.sampled_from(["常住", "流入"])),
)
SCOPES = st.builds(
    lambda where, day: Scope(Unit.PERSON, tuple(where), as_of=day),
    st.lists(CONDITIONS, max_size=3),
    st.sampled_from([TODAY, date(2020, 2, 29)]),
)


@settings(max_examples=150, deadline=None)
@given(SCOPES, SCOPES)
def test_reasoning_agrees_with_counting_made_up_people(a: Scope, b: Scope) -> None:
    # Statuses are rows of one day: only what never changes may be asked on two days here.
    days = {one.element for one in (*a.where, *b.where)} - {"self.age", "self.birth_date", "self.sex"}
    if days and a.as_of != b.as_of:
        b = Scope(b.unit, b.where, b.place, a.as_of)
    in_a = {i for i, row in enumerate(PEOPLE) if holds(a, row)}
    in_b = {i for i, row in enumerate(PEOPLE) if holds(b, row)}
    relation = compare(a, b).relation
    if relation == Relation.DISJOINT:
        assert not in_a & in_b
    if relation in (Relation.SUBSET, Relation.EQUAL):
        assert in_a <= in_b
    if relation in (Relation.SUPERSET, Relation.EQUAL):
        assert in_b <= in_a


GRID = [
    {"n_child": n, "self.sex": sex, "dibao_flag": aid}
    for n, sex, aid in product([None, 0, 1, 2, 3, 4, 5], [None, "男", "女"], [None, True, False])
]
SMALL = st.one_of(
    st.builds(
        lambda op, n: Condition("n_child", op, (n,)),
        st.sampled_from(
            [Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST, Operator.IS, Operator.IS_NOT]
        ),
        st.integers(1, 3),
    ),
    st.builds(
        lambda op, v: Condition("n_child", op, tuple(v)),
        st.sampled_from([Operator.ONE_OF, Operator.NONE_OF]),
        st.lists(st.integers(0, 4), min_size=1, max_size=3),
    ),
    st.builds(lambda v: Condition("n_child", Operator.EXISTS, (v,)), st.booleans()),
    st.builds(
        lambda op, v: Condition("self.sex", op, (v,)),
        st.sampled_from([Operator.IS, Operator.IS_NOT]),
        st.sampled_from(["男", "女"]),
    ),
    st.builds(
        lambda op, v: Condition("dibao_flag", op, (v,)),
        st.sampled_from([Operator.IS, Operator.IS_NOT]),
        st.booleans(),
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SMALL, max_size=3), st.lists(SMALL, max_size=3))
def test_on_all_rows_there_can_be_reasoning_and_counting_are_the_same(left, right) -> None:
    a, b = Scope(Unit.PERSON, tuple(left)), Scope(Unit.PERSON, tuple(right))
    in_a = {i for i, row in enumerate(GRID) if holds(a, row)}
    in_b = {i for i, row in enumerate(GRID) if holds(b, row)}
    found = compare(a, b)
    assert found.empty == tuple(side for side, rows in (("a", in_a), ("b", in_b)) if not rows)
    if found.empty:
        return
    if in_a == in_b:
        expected = Relation.EQUAL
    elif in_a <= in_b:
        expected = Relation.SUBSET
    elif in_a >= in_b:
        expected = Relation.SUPERSET
    else:
        expected = Relation.OVERLAP if in_a & in_b else Relation.DISJOINT
    assert found.relation == expected
