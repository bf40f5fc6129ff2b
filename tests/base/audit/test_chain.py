"""The chain by itself: any single change to any field of any entry is found."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from linli.base.audit.chain import GENESIS, ChainCheck, Fault, Link, canonical, clean, entry_digest

moments = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001  # hypothesis takes the range without a zone
    datetime(2100, 1, 1),  # noqa: DTZ001  # as above
    timezones=st.just(UTC),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
bodies = st.builds(
    dict,
    at=moments,
    account_id=st.none() | st.uuids(),
    post_id=st.none() | st.uuids(),
    actor_label=texts,
    verb=texts,
    subject=texts,
    place=texts,
    why=texts,
    detail=st.dictionaries(texts, values, max_size=3).map(canonical),
)


def chain(contents: list[dict]) -> list[Link]:
    links: list[Link] = []
    for number, body in enumerate(contents, start=1):
        link = Link(seq=number, previous=links[-1].digest if links else GENESIS, **body)
        links.append(replace(link, digest=entry_digest(link)))
    return links


def faults(links: list[Link]) -> list[Fault]:
    check = ChainCheck()
    return [finding.fault for link in links for finding in check.take(link)]


def changed(link: Link, name: str, data: st.DataObject) -> Link:
    old = getattr(link, name)
    fresh = {
        int: st.integers(-(2**40), 2**40),
        str: texts | st.just(f"{old}x"),
        datetime: moments,
        UUID: st.uuids() | st.none(),
        type(None): st.uuids(),
    }[type(old)]
    return replace(link, **{name: data.draw(fresh.filter(lambda value: value != old), label=name)})


@given(st.lists(bodies, min_size=1, max_size=5))
def test_an_untouched_chain_holds(contents):
    assert faults(chain(contents)) == []


@given(st.lists(bodies, min_size=1, max_size=5), st.data())
def test_any_single_change_to_any_field_of_any_entry_is_found(contents, data):
    links = chain(contents)
    at = data.draw(st.integers(0, len(links) - 1), label="entry")
    name = data.draw(st.sampled_from([field.name for field in fields(Link)]), label="field")
    links[at] = changed(links[at], name, data)
    assert faults(links)


@given(st.lists(bodies, min_size=2, max_size=6), st.data())
def test_any_removal_but_of_the_end_and_any_reordering_is_found(contents, data):
    links = chain(contents)
    gone = data.draw(st.integers(0, len(links) - 2), label="removed")
    assert faults(links[:gone] + links[gone + 1 :])
    order = data.draw(st.permutations(links).filter(lambda shuffled: shuffled != links), label="order")
    assert faults(order)


def test_values_that_are_not_ours_are_edits_and_not_crashes():
    link = chain([{**BODY}])[0]
    for strange in (replace(link, at=None), replace(link, why=b"x"), replace(link, detail=None)):
        assert faults([strange]) == [Fault.EDITED]


BODY = {
    "at": datetime(2026, 11, 24, tzinfo=UTC),
    "account_id": None,
    "post_id": None,
    "actor_label": "区社区办",
    "verb": "surveys.open",
    "subject": "surveys.Campaign:1",
    "place": "350802",
    "why": "",
    "detail": "{}",
}


def test_the_digest_of_a_known_entry_is_fixed():
    """Changing the recipe would make every trail in use fail: do it under a new FORMAT only."""
    link = Link(seq=1, previous=GENESIS, **BODY)
    assert entry_digest(link) == "caf73dda7c647b1eedf76ec402381fec57f2f11b67b4c7f881d556bf8c07eb89"
    same_moment = replace(link, at=link.at.astimezone(tz=UTC) + timedelta(0))
    assert entry_digest(same_moment) == entry_digest(link)


def test_details_are_written_one_way():
    assert canonical({"b": 1, "a": "中"}) == '{"a":"\\u4e2d","b":1}'
    assert canonical({"n": Decimal("1.50"), "d": datetime(2026, 1, 2, tzinfo=UTC).date()}) == (
        '{"d":"2026-01-02","n":"1.50"}'
    )
    assert canonical({"words": gettext_lazy("未知")}) == canonical({"words": "未知"})
    with pytest.raises(TypeError, match="is JSON"):
        canonical({"thing": object()})
    with pytest.raises(ValueError):
        canonical({"n": float("nan")})


def test_texts_that_no_database_can_hold_are_made_holdable():
    assert clean("a\0b\ud800c中") == "a\ufffdb\ufffdc中"
