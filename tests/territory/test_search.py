"""Type-ahead: by name, initials, code; exact before beginning before inside; as of a day; within a scope."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.base.scope import Scope
from linli.territory import queries
from linli.territory.rules.initials import initials_of
from linli.territory.rules.names import area_stem, kind_of, short_name, stem_of, unpadded
from linli.territory.rules.searching import Match, question
from linli.territory.states import DivisionKind
from tests.territory.lists import AFTER, BEFORE, D2000, D2010, put_in_force

ROWS = {
    **BEFORE,
    "3501": "福州市",
    "350102": "鼓楼区",
    "350102001": "东街街道",
    "350102001001": "东门社区居委会",
    "350102001002": "大东门社区居委会",
    "350102001003": "东门外社区居委会",
    "350102001200": "龙岩村委会",
}


@pytest.fixture
def found(db):
    put_in_force(ROWS, D2000)

    def codes(text: str, prefix: str = "", day=D2010) -> list[str]:
        return [hit.code for hit in queries.search(text, day, Scope(prefix))]

    return codes


def test_exact_before_beginning_before_inside(found):
    assert found("东门") == ["350102001001", "350802001001", "350102001003", "350102001002"]
    matches = [hit.match for hit in queries.search("东门", D2010)]
    assert matches == [Match.EXACT, Match.EXACT, Match.BEGINS, Match.INSIDE]


def test_every_hit_shows_where_it_is(found):
    found("东门")
    assert [hit.way for hit in queries.search("东门社区", D2010)][:2] == [
        ("福建省", "福州市", "鼓楼区", "东街街道"),
        ("福建省", "龙岩市", "新罗区", "东城街道"),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("龙岩", "3508"),
        ("龙岩市", "3508"),
        ("东城", "350802001"),
        ("东门社", "350102001001"),
        ("东门社区居委会", "350102001001"),
        ("  东 门 ", "350102001001"),
        ("门社区", "350102001001"),
        ("dongm", None),
        ("dm", "350102001001"),
        ("DMSQ", "350102001001"),
        ("ly", "3508"),
        ("xlq", "350802"),
        ("3508", "3508"),
        ("３５０８", "3508"),
        ("35080", "350802"),
        ("350802001", "350802001"),
        ("3508020010", "350802001001"),
        ("%", None),
        ("' OR 1=1", None),
        ("", None),
        ("查无此地", None),
    ],
)
def test_what_is_typed_and_what_comes_first(found, text, first):
    assert next(iter(found(text)), None) == first


def test_a_whole_code_brings_what_lies_right_below_it(found):
    assert found("350802") == ["350802", "350802001", "350802002"]


def test_within_a_scope(found):
    assert found("东门", "350802") == ["350802001001"]
    assert found("东门", "3508") == ["350802001001"]
    assert found("门", "350802") == ["350802001001"]
    assert found("dm", "350802") == ["350802001001"]
    assert found("东门", "350999") == []


def test_a_single_letter_finds_areas_only(found):
    assert set(found("d")) == set()
    assert found("l") == ["3508"]


def test_as_of_a_day(found):
    put_in_force({**AFTER, "3501": "福州市"}, D2010)
    assert found("东门", day=D2010 - timedelta(days=1))[1] == "350802001001"
    assert found("东门苑") == ["350802001001"]
    assert found("北关") == []
    assert found("北关", day=D2000) == ["350802001002"]
    assert found("东门", day=D2000 - timedelta(days=1)) == []


@pytest.mark.parametrize("text", ["东", "东门", "东门社区", "dm", "3508", "d"])
def test_at_most_two_queries_whatever_is_asked(found, django_assert_max_num_queries, text):
    with django_assert_max_num_queries(2):
        queries.search(text, D2010)
    with django_assert_max_num_queries(2):
        queries.search(text, D2010, Scope("350802"))


def test_every_piece_of_every_name_finds_it(found):
    for code, name in ROWS.items():
        stem = stem_of(name)
        for start in range(len(stem)):
            for end in range(start + 1, len(stem) + 1):
                hits = queries.search(stem[start:end], D2010, limit=100)
                assert code in {hit.code for hit in hits}, (name, stem[start:end])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_taken_as_a_question_or_as_none(text):
    asked = question(text)
    if asked is not None:
        assert 0 < len(asked.text) <= 32
        assert not set(asked.text) & set("%_\\ ")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("重庆市", "cqs"),
        ("厦门市", "xms"),
        ("长汀县", "ctx"),
        ("番禺区", "pyq"),
        ("东门社区居委会", "dmsqjwh"),
        ("七十二团A区", "qsetaq"),
        ("（拟）社区", "nsq"),
    ],
)
def test_initials(name, initials):
    stem = stem_of(name)
    assert initials_of(stem, name[len(stem) :]) == initials


@pytest.mark.parametrize(
    ("name", "short", "stem"),
    [
        ("东门社区居委会", "东门社区", "东门"),
        ("东门社区居民委员会", "东门社区", "东门"),
        ("和平村委会", "和平村", "和平"),
        ("新村村民委员会", "新村村", "新村"),
        ("小池居委会", "小池", "小池"),
        ("解放村", "解放村", "解放"),
        ("社区居委会", "社区", "社区"),
        ("虚拟生活区", "虚拟生活区", "虚拟生活区"),
    ],
)
def test_short_names_and_stems(name, short, stem):
    assert (short_name(name), stem_of(name)) == (short, stem)


def test_what_codes_say():
    assert area_stem("龙岩市") == "龙岩"
    assert area_stem("东城街道") == "东城"
    kinds = {"001": "residents", "199": "residents", "200": "villagers", "399": "villagers", "400": "alike"}
    for number, kind in {**kinds, "599": "alike", "600": "other", "000": "other"}.items():
        assert kind_of(f"350802001{number}") == kind
    assert kind_of("350802") == DivisionKind.AREA
    assert [unpadded(code) for code in ("350000000000", "350800000000", "350802001000", "350802001001")] == [
        "35",
        "3508",
        "350802001",
        "350802001001",
    ]
