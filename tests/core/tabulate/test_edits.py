from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.tabulate.edits import edit, review, stale_figures, with_edits
from linli.core.tabulate.figures import FigureSet
from linli.core.tabulate.spans import BadText

from .making import small_report, stated

THEN = FigureSet([stated("a", 3), stated("b", 7)])
GENERATED = "有{a}，其中{b}。"


def test_edited_text_keeps_its_figures_and_tells_which_has_changed():
    edited = edit("p", "zh", "仅有{a}。", GENERATED, THEN)
    assert stale_figures(edited, THEN) == ()
    now = FigureSet([stated("a", 4), stated("b", 7)])
    (stale,) = stale_figures(edited, now)
    assert (stale.code, stale.then, stale.now, stale.gone) == ("a", 3, 4, False)


def test_a_figure_that_is_gone_or_no_longer_known_is_stale():
    edited = edit("p", "zh", "仅有{a}。", GENERATED, THEN)
    (gone,) = stale_figures(edited, FigureSet([stated("b", 7)]))
    assert gone.gone
    (lost,) = stale_figures(edited, FigureSet([stated("a", None), stated("b", 7)]))
    assert (lost.then, lost.now, lost.gone) == (Decimal(3), None, False)


def test_a_text_that_names_a_strange_figure_is_refused():
    with pytest.raises(BadText, match=r"text\.unknown_figure: z"):
        edit("p", "zh", "有{z}。", GENERATED, THEN)


def test_the_review_names_dropped_figures_and_numbers_without_a_source():
    found = review(edit("p", "zh", "约有{a}，去年12个。", GENERATED, THEN), GENERATED, THEN)
    assert found.dropped == ("b",)
    assert found.loose_numbers == ("12",)
    assert not found.generated_changed
    assert review(edit("p", "zh", "{a}", GENERATED, THEN), "别的。", THEN).generated_changed


def test_an_edit_replaces_one_language_only():
    report = small_report()
    edited = edit("text", "zh", "至今仍有{offices.none}。", report.blocks[1].text.zh, report.figures)
    block = with_edits(report.blocks, {("text", "zh"): edited}, report.figures)[1]
    assert block.text.zh == "至今仍有{offices.none}。"
    assert block.text.en == report.blocks[1].text.en
    assert block.edited == ("zh",)


def test_an_edit_whose_figure_is_gone_gives_way_to_the_generated_text():
    report = small_report()
    edited = edit("text", "zh", "{a}", GENERATED, THEN)
    assert with_edits(report.blocks, {("text", "zh"): edited}, report.figures) == report.blocks


VALUES = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5))


@given(VALUES, VALUES)
def test_stale_are_exactly_the_mentioned_figures_that_moved(then, now):
    before = FigureSet(stated(code, value) for code, value in then.items())
    text = "".join(f"{{{code}}}" for code in then)
    edited = edit("p", "zh", text, "", before)
    after = FigureSet(stated(code, value) for code, value in now.items())
    moved = {code for code, value in then.items() if now.get(code) != value}
    assert {stale.code for stale in stale_figures(edited, after)} == moved
