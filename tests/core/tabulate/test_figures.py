from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.tabulate.checks import Verdict, row_check
from linli.core.tabulate.figures import FigureSet, Measure
from linli.core.tabulate.recount import recounted

from .making import counted, stated, summed


def test_a_row_must_have_the_shape_of_the_columns():
    with pytest.raises(ValueError, match="does not have 1 cells"):
        replace(counted(), rows=(("永兴", 3),))


def test_a_sum_needs_its_column():
    with pytest.raises(ValueError, match="needs a value column"):
        replace(summed(), value_column=None)


def test_two_figures_of_one_code_are_refused():
    with pytest.raises(ValueError, match="is there twice"):
        FigureSet([counted(), counted()])


def test_unknown_is_none_and_never_zero():
    figures = FigureSet([stated("a", None), stated("b", 0)])
    assert figures.value("a") is None
    assert figures.value("b") == 0
    assert figures.value("not there") is None


@given(st.lists(st.one_of(st.none(), st.integers(-1000, 10**9)), min_size=1))
def test_a_sum_is_what_its_known_rows_add_up_to(amounts):
    figure = summed(amounts=tuple(amounts))
    if all(amount is None for amount in amounts):
        assert recounted(figure) is None
    else:
        assert recounted(figure) == sum(amount for amount in amounts if amount is not None)


@given(st.lists(st.integers(0, 10**6), min_size=1), st.integers(1, 10**6))
def test_a_tampered_figure_no_longer_agrees_with_its_rows(amounts, off):
    figure = summed(amounts=tuple(amounts))
    assert row_check(figure).verdict is Verdict.AGREES
    assert row_check(figure.with_value(figure.value + off)).verdict is Verdict.DIFFERS


def test_mean_and_share_are_recounted():
    mean = replace(summed(amounts=(10, 20, None)), measure=Measure.MEAN)
    assert recounted(mean) == 15
    share = replace(summed(amounts=(1, 0, 1, 1)), measure=Measure.SHARE)
    assert recounted(share) == Decimal("0.75")


def test_a_stated_figure_cannot_be_recounted():
    assert recounted(stated("a", 3)) is None
    assert row_check(stated("a", 3)) is None
