"""Red lines of the gate: found in the words of an application, without mistaking ordinary duties for them."""

import pytest

from linli.core.mandates import Demand, demands_in

from .demand_texts import LEGITIMATE, PROHIBITED


def test_nearly_every_forbidden_demand_is_recognised_and_named_right():
    missed = [
        text for demand, text in PROHIBITED if Demand(demand) not in {f.demand for f in demands_in(text)}
    ]
    assert len(missed) <= 0.02 * len(PROHIBITED), missed


def test_ordinary_duties_are_hardly_ever_taken_for_one():
    alarmed = [(text, demands_in(text)) for text in LEGITIMATE if demands_in(text)]
    assert len(alarmed) <= 0.02 * len(LEGITIMATE), alarmed


def test_the_certificate_is_named():
    (finding,) = demands_in("申请公租房须由社区出具无房证明")
    assert (finding.demand, finding.item) == (Demand.CERTIFICATE, "居民财产证明")


@pytest.mark.parametrize(
    "text",
    ["清理社区代收费用", "严禁下达招商引资任务", "纠正向居民摊派集资的做法", "不再出具亲属关系证明"],
)
def test_taking_a_demand_back_is_no_demand(text):
    assert demands_in(text) == ()


def test_full_width_and_spaced_words_are_read_the_same():
    assert [f.demand for f in demands_in("每 户 集 资 ５０ 元")] == [Demand.CHARGE]
    assert demands_in("") == ()
