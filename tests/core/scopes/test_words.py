"""Scopes in words: what is written can be read back, and what people write otherwise is understood or refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.scopes import Condition, Operator, Scope, ScopeError, Unit, read, record_of, say, scope_of
from tests.core.scopes.test_relations import CONDITIONS

pytestmark = pytest.mark.one_database
WOMEN = scope_of(
    {
        "unit": "person",
        "where": [["self.sex", "=", "女"], ["self.age", "between", [15, 49]], ["student_no", "exists", True]],
        "place": "350802",
        "as_of": "2026-01-01",
    }
)


def test_a_scope_is_said_in_both_languages() -> None:
    assert say(WOMEN) == "人员，性别为女，年龄在15至49之间，学籍号有值，地点350802，截至2026-01-01"
    assert say(WOMEN, "en") == (
        "people; sex is 女; age between 15 and 49; student number given; place 350802; as of 2026-01-01"
    )


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("人员，年龄满60岁", {"unit": "person", "where": [["self.age", ">=", 60]]}),
        ("人员；年龄不满18周岁；", {"unit": "person", "where": [["self.age", "<", 18]]}),
        ("人员，年龄6到25岁", {"unit": "person", "where": [["self.age", "between", [6, 25]]]}),
        ("家庭户，是否享受低保为是", {"unit": "household", "where": [["dibao_flag", "=", True]]}),
        (
            "人员，民族不属于汉族、回族。",
            {"unit": "person", "where": [["self.ethnicity", "not_in", ["汉族", "回族"]]]},
        ),
        ("人员，截至2026年3月5日", {"unit": "person", "where": [], "as_of": "2026-03-05"}),
        (
            "people; age over 60; sex is not 男",
            {"unit": "person", "where": [["self.age", ">", 60], ["self.sex", "!=", "男"]]},
        ),
        ("dwellings; lease_use given", {"unit": "house", "where": [["lease_use", "exists", True]]}),
        ("人员，self.blood_type为A", {"unit": "person", "where": [["self.blood_type", "=", "A"]]}),
    ],
)
def test_other_ways_to_say_it_are_understood(words, scope) -> None:
    assert record_of(read(words)) == scope


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "unknown_unit"),
        ("船，年龄满60岁", "unknown_unit"),
        ("人员，住得远", "not_understood"),
        ("人员，年龄", "no_comparison"),
        ("人员，截至昨天", "not_a_day"),
        ("人员，截至2026-02-30", "not_a_day"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_clause(words, code) -> None:
    with pytest.raises(ScopeError) as refused:
        read(words)
    assert refused.value.code == code


AWKWARD = st.text(alphabet="，；;、,至 ~—是否yesno1之间为男A.-\n", min_size=1, max_size=8).filter(
    lambda text: "”" not in text
)


@given(
    st.lists(
        st.one_of(CONDITIONS, st.builds(lambda v: Condition("self.health", Operator.IS, (v,)), AWKWARD)),
        max_size=4,
    ),
    st.sampled_from(list(Unit)),
    st.sampled_from(["", "350802", "350802001001"]),
    st.sampled_from([None, date(2024, 2, 29)]),
    st.sampled_from(["zh", "en"]),
)
def test_whatever_is_said_is_read_back_the_same(where, unit, place, day, language) -> None:
    scope = Scope(unit, tuple(where), place, day)
    assert read(say(scope, language)) == scope
    assert scope_of(record_of(scope)) == scope


def test_a_value_that_would_be_read_as_a_range_stands_in_quotation_marks() -> None:
    scope = Scope(Unit.PERSON, (Condition("self.health", Operator.IS, ("至1",)),))
    assert say(scope) == "人员，健康状况为“至1”"
    assert read(say(scope)) == scope
