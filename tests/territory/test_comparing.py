"""Comparing two lists, on hand-made cases and on generated ones."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.territory.rules.comparing import Change, differences, findings
from linli.territory.rules.listing import with_parents
from linli.territory.states import ChangeCategory
from tests.territory.lists import BEFORE

E, W = "350802001", "350802002"


def compare(old: dict[str, str], new: dict[str, str]) -> list[Change]:
    return findings(differences(with_parents(sorted(old.items())), with_parents(sorted(new.items()))))


def told(changes: list[Change]) -> set[tuple[str, str, str, str]]:
    return {(str(one.category), one.old_code[-4:], one.new_code[-4:], str(one.reason)) for one in changes}


def without(*codes: str, **named: str) -> dict[str, str]:
    return {code: name for code, name in BEFORE.items() if code not in codes}


CASES = [
    ("nothing", {}, [], set()),
    ("renamed", {f"{E}001": "新东门社区居委会"}, [], {("renamed", "1001", "1001", "same_code")}),
    ("added", {f"{E}009": "松涛社区居委会"}, [], {("added", "", "1009", "not_in_old")}),
    ("gone", {}, [f"{E}001"], {("gone", "1001", "", "not_in_new")}),
    ("moved", {f"{W}009": "东门社区居委会"}, [f"{E}001"], {("moved", "1001", "2009", "name_elsewhere")}),
    ("recoded", {f"{E}009": "东门社区居委会"}, [f"{E}001"], {("moved", "1001", "1009", "name_recoded")}),
    (
        "village converted",
        {f"{W}002": "和平社区居委会"},
        [f"{W}200"],
        {("renamed", "2200", "2002", "same_stem")},
    ),
    (
        "merged into a new one named from both",
        {f"{E}009": "东关社区居委会"},
        [f"{E}001", f"{E}002"],
        {("merged", "1001", "1009", "name_of_both"), ("merged", "1002", "1009", "name_of_both")},
    ),
    (
        "merged into the only new one",
        {f"{E}009": "松涛社区居委会"},
        [f"{E}001", f"{E}002"],
        {("merged", "1001", "1009", "only_one_new"), ("merged", "1002", "1009", "only_one_new")},
    ),
    (
        "merged into a renamed neighbour",
        {f"{E}001": "东门北关社区居委会"},
        [f"{E}002"],
        {("renamed", "1001", "1001", "same_code"), ("merged", "1002", "1001", "into_renamed")},
    ),
    (
        "split up",
        {f"{E}008": "东门一社区居委会", f"{E}009": "东门二社区居委会"},
        [f"{E}001"],
        {("split", "1001", "1008", "names_from_it"), ("split", "1001", "1009", "names_from_it")},
    ),
    (
        "split from one that stays",
        {f"{E}009": "东门南社区居委会"},
        [],
        {("split", "1001", "1009", "beside_it")},
    ),
]


@pytest.mark.parametrize(
    ("given_new", "lost", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_cases(given_new, lost, expected):
    assert told(compare(BEFORE, {**without(*lost), **given_new})) == expected


def test_a_sub_district_that_gets_another_code_takes_its_communities_along_as_one_finding():
    new = {code.replace(E, "350802011"): name for code, name in BEFORE.items()}
    (change,) = compare(BEFORE, new)
    assert (change.category, change.old_code, change.new_code, change.covers) == ("moved", E, "350802011", 5)


def test_a_new_branch_is_one_finding_at_its_top():
    new = {**BEFORE, "350803": "永定区", "350803001": "凤城街道", "350803001001": "东街社区居委会"}
    (change,) = compare(BEFORE, new)
    assert (change.category, change.new_code, change.covers) == ("added", "350803", 3)
    (back,) = compare(new, BEFORE)
    assert (back.category, back.old_code, back.covers) == ("gone", "350803", 3)


def test_names_that_repeat_are_not_paired_by_guess():
    old = {**BEFORE, f"{E}301": "和平村委会", f"{E}302": "和平村委会"}
    new = {**BEFORE, f"{W}301": "和平村委会"}
    assert {change.category for change in compare(old, new)} <= {ChangeCategory.GONE, ChangeCategory.ADDED}


# -- generated lists: three levels of a small county, few names so that they collide ------------------------------
STEMS = st.sampled_from(["东门", "西门", "北关", "和平", "东", "东门南", "北安", "溪南"])
TAILS = st.sampled_from(["社区居委会", "村委会", "居委会"])
NAMES = st.builds(lambda stem, tail: stem + tail, STEMS, TAILS)
STREETS = st.dictionaries(
    st.sampled_from([f"35080200{digit}" for digit in range(1, 5)]),
    st.tuples(
        NAMES.map(lambda name: name[:2] + "街道"),
        st.dictionaries(
            st.sampled_from([f"{number:03}" for number in (1, 2, 3, 4, 200, 201)]), NAMES, max_size=6
        ),
    ),
    max_size=4,
)


@st.composite
def lists(draw) -> dict[str, str]:
    rows = {"35": "福建省", "3508": "龙岩市", "350802": "新罗区"}
    for street, (name, committees) in draw(STREETS).items():
        rows[street] = name
        rows |= {street + number: committee for number, committee in committees.items()}
    return rows


@settings(max_examples=300, deadline=None)
@given(lists(), lists())
def test_differences_turn_the_old_list_into_the_new_one(old, new):
    found = differences(with_parents(sorted(old.items())), with_parents(sorted(new.items())))
    made = {code: name for code, name in old.items() if code not in found.gone}
    made |= {code: name for code, name, _parent in found.added.values()}
    made |= {after[0]: after[1] for _before, after in found.altered}
    assert made == new
    assert found.is_empty == (old == new)


@settings(max_examples=300, deadline=None)
@given(lists(), lists())
def test_every_difference_is_explained_exactly_once(old, new):
    found = differences(with_parents(sorted(old.items())), with_parents(sorted(new.items())))
    changes = findings(found)
    # What a finding takes away and what it brings; branches count as a whole.
    gone: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for one in changes:
        if one.old_code in found.gone:
            gone[one.old_code] = max(gone[one.old_code], one.covers)
        if one.new_code in found.added:
            added[one.new_code] = max(added[one.new_code], one.covers)
    assert sum(gone.values()) == len(found.gone)
    assert sum(added.values()) == len(found.added)
    renamed = [one for one in changes if one.old_code == one.new_code]
    assert sorted(one.old_code for one in renamed) == sorted(before[0] for before, _after in found.altered)


@settings(max_examples=200, deadline=None)
@given(lists(), lists())
def test_findings_only_name_what_is_there(old, new):
    for one in compare(old, new):
        assert not one.old_code or old[one.old_code] == one.old_name
        assert not one.new_code or new[one.new_code] == one.new_name
        assert (one.category == "added") == (not one.old_code)
        assert (one.category == "gone") == (not one.new_code)
        assert one.level == {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}[len(one.new_code or one.old_code)]


@settings(max_examples=100, deadline=None)
@given(lists())
def test_a_list_compared_with_itself_says_nothing(same):
    assert compare(same, same) == []
