"""Scopes in the terms of the supplied catalogue."""

from pathlib import Path

import pytest

import linli.catalogue
from linli.core.elements import load_directory
from linli.core.scopes import (
    Scope,
    ScopeError,
    Vocabulary,
    compare,
    holds,
    read,
    say,
    scope_of,
    vocabulary_of_elements,
)

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    seed = load_directory(Path(linli.catalogue.__file__).parent / "seed")
    return vocabulary_of_elements(seed.elements, seed.code_lists)


def asking(*where: list) -> Scope:
    return scope_of({"unit": "person", "where": list(where)})


def test_names_of_the_catalogue_are_understood_and_said(vocabulary: Vocabulary) -> None:
    scope = read("人员，年龄满80岁，是否享受低保为是", vocabulary)
    assert scope == asking(["self.age", ">=", 80], ["self.receives_living_allowance", "=", True])
    assert read(say(scope, "en", vocabulary), vocabulary) == scope


def test_a_broad_code_takes_in_the_narrower_ones(vocabulary: Vocabulary) -> None:
    married = asking(["self.marital_status", "=", "20"])
    remarried = asking(["self.marital_status", "=", "22"])
    single = asking(["self.marital_status", "=", "10"])
    assert compare(remarried, married, vocabulary).code == "subset"
    assert compare(single, married, vocabulary).code == "disjoint"
    assert holds(married, {"self.marital_status": "22"}, vocabulary=vocabulary)
    assert not holds(single, {"self.marital_status": "22"}, vocabulary=vocabulary)


def test_all_codes_of_a_complete_list_are_any_value(vocabulary: Vocabulary) -> None:
    codes = list(vocabulary.term("self.sex").values)
    every, some = asking(["self.sex", "in", codes]), asking(["self.sex", "exists", True])
    assert compare(every, some, vocabulary).code == "equal"
    assert compare(asking(["self.sex", "in", codes[:-1]]), some, vocabulary).code == "subset"


def test_what_never_changes_is_compared_across_days(vocabulary: Vocabulary) -> None:
    women = {"unit": "person", "where": [["self.sex", "=", "2"]]}
    old, new = scope_of({**women, "as_of": "2020-01-01"}), scope_of({**women, "as_of": "2026-01-01"})
    assert compare(old, new, vocabulary).code == "equal"


def test_one_name_means_the_element_of_the_rows_own_kind(vocabulary: Vocabulary) -> None:
    people, homes = read("人员，是否享受低保为是", vocabulary), read("家庭户，是否享受低保为是", vocabulary)
    assert people.where[0].element == "self.receives_living_allowance"
    assert homes.where[0].element == "household.receives_living_allowance"


def test_a_name_that_would_be_read_as_something_else_is_said_by_its_code(vocabulary: Vocabulary) -> None:
    scope = asking(["household.receives_living_allowance", "=", True])
    assert say(scope, "zh", vocabulary) == "人员，household.receives_living_allowance为是"
    assert read(say(scope, "zh", vocabulary), vocabulary) == scope


def test_codes_are_said_and_read_in_the_words_of_their_list(vocabulary: Vocabulary) -> None:
    women = asking(["self.sex", "=", "2"])
    assert read("居民，性别为女性", vocabulary) == women
    assert read("people; sex is Female", vocabulary) == women
    assert read("人员，性别为女", vocabulary) == women
    assert say(women, "zh", vocabulary) == "人员，性别为女性"
    assert read("人员，性别为2", vocabulary) == women


@pytest.mark.parametrize(
    ("words", "code", "where"),
    [
        ("人员，住得远", "not_understood", "住得远"),
        ("人员，性别", "no_comparison", "性别"),
        ("人员，性别为妇人", "unknown_value", "性别 妇人"),
    ],
)
def test_what_is_wrong_is_told_apart(vocabulary: Vocabulary, words: str, code: str, where: str) -> None:
    with pytest.raises(ScopeError) as refused:
        read(words, vocabulary)
    assert (refused.value.code, refused.value.where) == (code, where)
