import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.tabulate.figures import FigureSet
from linli.core.tabulate.sentences import (
    ALWAYS,
    Sentence,
    above,
    below,
    both,
    either,
    equals,
    known,
    unknown,
    written_out,
)
from linli.core.tabulate.spans import BadText, FigureSlot, codes_in, loose_numbers, parse, plain
from linli.core.tabulate.words import Words

from .making import counted, stated, summed

FIGURES = FigureSet([stated("a", 3), stated("b", 0), stated("c", None)])


def test_a_sentence_stays_silent_while_a_figure_it_mentions_is_unknown():
    sentence = Sentence(ALWAYS, "有{c}。", "There are {c}.")
    assert written_out([sentence], FIGURES) is None
    assert written_out([Sentence(ALWAYS, "有{nowhere}。", "")], FIGURES) is None


def test_only_sentences_whose_rule_holds_appear():
    sentences = [
        Sentence(above("a"), "有{a}。", "There are {a}."),
        Sentence(above("b"), "又有{b}。", "And {b}."),
        Sentence(unknown("c"), "丙未知。", "C is unknown."),
    ]
    assert written_out(sentences, FIGURES) == Words("有{a}。丙未知。", "There are {a}. C is unknown.")


def test_clauses_join_and_close_with_a_stop():
    sentence = Sentence(
        ALWAYS, "共{a}", "{a} in all",
        clauses=(
            Sentence(equals("b", 0), "，没有缺口", ", none short"),
            Sentence(above("b"), "，缺{b}", ", {b} short"),
        ),
    )  # fmt: skip
    assert written_out([sentence], FIGURES) == Words("共{a}，没有缺口。", "{a} in all, none short.")


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (above("a", 2), True), (above("a", 3), False), (below("a", 4), True), (equals("a", 3), True),
        (above("a", "b"), True), (above("c"), False), (below("c", 1), False), (above("a", "c"), False),
        (known("a", "b"), True), (known("a", "c"), False), (unknown("c"), True), (unknown("a"), False),
        (both(above("a"), equals("b", 0)), True), (both(above("a"), above("b")), False),
        (either(above("b"), above("a")), True), (either(above("b"), above("c")), False),
    ],
)  # fmt: skip
def test_conditions(condition, holds):
    assert condition.holds(FIGURES) is holds


def test_text_with_figures_is_taken_apart_and_filled():
    text = "有{a}社区，{a:n}个，{a#community|communities}。"
    assert parse(text)[1] == FigureSlot("a")
    assert codes_in(text) == ("a",)
    assert plain(text, FIGURES, "zh") == "有3个社区，3个，communities。"
    one = FigureSet([stated("a", 1)])
    assert plain("{a} {a#community|communities}", one, "en") == "1 community"


@pytest.mark.parametrize("text", ["{", "}", "有{A}", "{a", "{a:x}", "{a|b}", "{}", "{a b}"])
def test_a_token_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadText, match=r"text\.stray_brace"):
        parse(text)


def test_facts_are_put_in_and_cannot_smuggle_tokens():
    sentence = Sentence(ALWAYS, "在{@place}。", "In {@place}.")
    assert written_out([sentence], FIGURES, {"place": Words("{a}区", "{a}")}) == Words(
        "在｛a｝区。", "In ｛a｝."
    )


def test_a_missing_fact_is_an_error_even_in_a_silent_sentence():
    with pytest.raises(BadText, match=r"text\.unknown_fact"):
        written_out([Sentence(above("b"), "在{@place}。", "")], FIGURES)


def test_numbers_typed_by_hand_are_found():
    assert loose_numbers("有{a}个，去年为33个，占73%") == ("33", "73%")


@given(st.text(alphabet="有 个，。abc{}:n#|@0", max_size=30))
def test_reading_never_fails_in_another_way_and_loses_nothing(text):
    try:
        spans = parse(text)
    except BadText:
        return
    plain_length = sum(len(span) for span in spans if isinstance(span, str))
    assert plain_length <= len(text)
    assert (plain_length == len(text)) is all(isinstance(span, str) for span in spans)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=6))
def test_sentences_keep_their_order(chosen):
    figures = FigureSet([counted(), summed()])
    sentences = [Sentence(ALWAYS if on else above("nowhere"), f"句{n}。", f"S{n}.") for on, n in chosen]
    words = written_out(sentences, figures)
    expected = "".join(f"句{n}。" for on, n in chosen if on)
    assert (words.zh if words else "") == expected
