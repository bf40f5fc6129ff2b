"""Figures in words, both ways, and as they are kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.figures import Figure, Measure, elements_of, figure_of, key_of, read, record_of, say
from linli.core.scopes import Condition, Kind, Operator, Scope, ScopeError, Unit
from linli.core.scopes.words import SUBJECTS

from .setting import VOCABULARY

WOMEN = Condition("self.sex", Operator.IS, ("2",))
FERTILE = Figure(Scope(Unit.PERSON, (WOMEN, Condition("self.age", Operator.BETWEEN, (15, 49)))))
BORN = Figure(Scope(Unit.PERSON), within="self.birth_date")
LET = Condition("dwelling.occupancy", Operator.IS, ("2",))
AREA = Figure(Scope(Unit.HOUSE, (LET,)), Measure.SUM, "dwelling.floor_area")
SAID = {
    "人员，性别为女性，年龄在15至49之间": FERTILE,
    "人员，出生日期在本期内": BORN,
    "房屋，住房使用状况为出租，合计建筑面积": AREA,
    "people; Sex is Female; Age between 15 and 49": FERTILE,
    "people; Date of birth in the period": BORN,
}


@pytest.mark.parametrize(("words", "figure"), SAID.items())
def test_words_are_read_as_the_figure(words: str, figure: Figure):
    assert read(words, VOCABULARY) == figure


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("人员，姓名在本期内", "not_a_day_element"),
        ("人员，合计姓名", "not_a_number_element"),
        ("房屋，合计建筑面积，平均建筑面积", "two_measures"),
        ("场所", "no_place_counted"),
        ("人员，忠诚度为高", "not_understood"),
        ("人员，某日在本期内", "not_understood"),
        ("外星人", "unknown_unit"),
    ],
)
def test_what_is_not_understood_is_named(words: str, code: str):
    with pytest.raises(ScopeError) as error:
        read(words, VOCABULARY)
    assert error.value.code == code


def test_a_record_that_is_wrong_is_refused():
    with pytest.raises(ValueError, match="most"):
        figure_of({"unit": "person", "measure": "most"})
    with pytest.raises(ValueError, match="a count is of none"):
        figure_of({"unit": "person", "element": "self.age"})


def test_the_order_of_conditions_makes_no_other_figure():
    turned = Figure(Scope(Unit.PERSON, FERTILE.scope.where[::-1]))
    assert key_of(record_of(turned)) == key_of(record_of(FERTILE)) != key_of(record_of(BORN))


def terms(unit: Unit, *kinds: Kind) -> list[str]:
    """Elements that name themselves: two elements of one name are told apart by nobody."""
    root = SUBJECTS[unit]
    return [
        one.code
        for one in VOCABULARY.terms.values()
        if one.code.startswith(f"{root}.") and one.kind in kinds and VOCABULARY.named(one.zh, root) == one
    ]


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    unit = draw(st.sampled_from([Unit.PERSON, Unit.HOUSEHOLD, Unit.HOUSE, Unit.ORGANISATION]))
    where = []
    for code in draw(st.lists(st.sampled_from(terms(unit, *Kind)), max_size=3, unique=True)):
        term = VOCABULARY.term(code)
        if term.kind is Kind.FLAG:
            where.append(Condition(code, Operator.IS, (draw(st.booleans()),)))
        elif term.kind is Kind.COUNT:
            where.append(Condition(code, Operator.AT_LEAST, (draw(st.integers(0, 120)),)))
        elif term.values:
            where.append(Condition(code, Operator.IS, (draw(st.sampled_from(term.values)),)))
        else:
            where.append(Condition(code, Operator.EXISTS, (draw(st.booleans()),)))
    days, sums = terms(unit, Kind.DAY), terms(unit, Kind.COUNT, Kind.NUMBER)
    within = draw(st.sampled_from(["", *days]))
    measure = draw(st.sampled_from(list(Measure))) if sums else Measure.COUNT
    element = "" if measure is Measure.COUNT else draw(st.sampled_from(sums))
    return Figure(Scope(unit, tuple(where)), measure, element, within)


@settings(max_examples=150, deadline=None)
@given(figures(), st.sampled_from(["zh", "en"]))
def test_whatever_is_said_is_read_back(figure: Figure, language: str):
    assert read(say(figure, language, VOCABULARY), VOCABULARY) == figure
    assert figure_of(record_of(figure)) == figure
    assert set(elements_of(figure)) >= {one.element for one in figure.scope.where}
