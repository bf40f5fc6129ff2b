"""Doubtful pairs: asked once, judged by one or two people, merged and parted again."""

import pytest
from django.db import IntegrityError, transaction

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.register.models import Merge, Person
from linli.rosters import actions, queries
from linli.rosters.models import Doubt
from linli.rosters.states import DoubtState
from tests.rosters.setting import (
    AT,
    CHEN,
    DISTRICT,
    LI,
    WANG,
    committee,
    csv_file,
    done,
    number,
    office,
    row,
    set_up,
)

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)


@pytest.fixture(autouse=True)
def _district():
    set_up()


def people():
    return Person.objects.in_scope(ALL).order_by("id")


def doubts():
    return Doubt.objects.in_scope(ALL).order_by("id")


def namesake():
    """A row with a name and nothing else: perhaps 陈志强, perhaps not."""
    return {"姓名": CHEN["姓名"]}


@pytest.fixture
def pair():
    """One pair in doubt."""
    done(csv_file([LI, WANG, CHEN]))
    done(csv_file([namesake()]), source="grid")
    return doubts().get()


@pytest.fixture
def numbered():
    """A pair of which both hold a valid number: the same name, home and phone, and a birth date that fits both."""
    done(csv_file([LI, WANG, CHEN]))
    other = CHEN | {"公民身份号码": number("19901130", 9), "性别": "男"}
    done(csv_file([other]), source="civil")
    return doubts().get()


def test_a_likely_pair_becomes_two_people_and_a_question(pair):
    assert people().count() == 4
    assert (pair.state, pair.two_numbers) == (DoubtState.OPEN, False)
    assert {comparison for comparison, _level, _weight in pair.evidence} >= {"name", "birth"}


def test_one_and_the_same_are_merged_and_show_why(pair):
    done_ = actions.judge_doubt(doubt_id=pair.pk, same=True, by=office(), at=AT)
    assert people().count() == 3
    merge = Merge.objects.in_scope(ALL).get(pk=done_.merge_id)
    assert merge.weight == pair.weight
    assert "name:equal" in merge.reasons


def test_parting_puts_everything_back(pair):
    before = sorted(people().values_list("id", "name_mask", "dwelling", "household", "birth_date"), key=str)
    actions.judge_doubt(doubt_id=pair.pk, same=True, by=office(), at=AT)
    actions.part_doubt(doubt_id=pair.pk, why="是两位同名的居民", by=office(), at=AT)
    assert (
        sorted(people().values_list("id", "name_mask", "dwelling", "household", "birth_date"), key=str)
        == before
    )
    assert doubts().get().state == DoubtState.SPLIT


def test_two_people_stay_two_and_are_not_asked_again(pair):
    actions.judge_doubt(doubt_id=pair.pk, same=False, by=office(), at=AT)
    again = done(csv_file([namesake()]), source="grid")
    assert again.counts["facts"] == 0
    assert [one.state for one in doubts()] == [DoubtState.DIFFERENT]
    assert queries.open_doubts_count(ALL) == 0


def test_a_judged_pair_is_not_judged_twice(pair):
    actions.judge_doubt(doubt_id=pair.pk, same=False, by=office(), at=AT)
    with pytest.raises(Refusal) as refused:
        actions.judge_doubt(doubt_id=pair.pk, same=True, by=office(), at=AT)
    assert refused.value.code == "rosters.judged_already"


def test_two_valid_numbers_need_two_people(numbered):
    first = actions.judge_doubt(doubt_id=numbered.pk, same=True, by=office(account=21), at=AT)
    assert (first.state, people().count()) == (DoubtState.SEEN_ONCE, 4)
    with pytest.raises(Refusal) as refused:
        actions.judge_doubt(doubt_id=numbered.pk, same=True, by=office(account=21), at=AT)
    assert refused.value.code == "rosters.needs_another"
    second = actions.judge_doubt(doubt_id=numbered.pk, same=True, by=office(account=22), at=AT)
    assert (second.state, people().count()) == (DoubtState.SAME, 3)


def test_the_second_person_may_disagree(numbered):
    actions.judge_doubt(doubt_id=numbered.pk, same=True, by=office(account=21), at=AT)
    actions.judge_doubt(doubt_id=numbered.pk, same=False, by=office(account=22), at=AT)
    assert people().count() == 4


def test_the_database_itself_refuses_one_person_for_two_numbers(numbered):
    with pytest.raises(IntegrityError), transaction.atomic():
        Doubt.objects.in_scope(ALL).filter(pk=numbered.pk).update(
            state=DoubtState.SAME,
            merge_id=numbered.pk,
            first_account_id=office().account_id,
            second_account_id=office().account_id,
            decided_at=AT,
        )


def test_undoing_the_roster_parts_its_merges_and_withdraws_its_questions(pair):
    actions.judge_doubt(doubt_id=pair.pk, same=True, by=office(), at=AT)
    actions.undo_roster(roster_id=pair.roster_id, why="版本不对", by=office(), at=AT)
    assert people().count() == 3
    assert doubts().get().state == DoubtState.WITHDRAWN


def test_a_committee_judges_its_own_pairs_only(pair):
    with pytest.raises(Refusal) as refused:
        actions.judge_doubt(doubt_id=pair.pk, same=True, by=committee("350802002001"), at=AT)
    assert refused.value.status == 404


def test_the_queue_goes_from_the_likeliest_on_and_round():
    people_ = [CHEN, row("周文斌", "19850707", 12, 现住地址="龙岩市新罗区东城街道东门社区解放路8号302室")]
    done(csv_file(people_))
    weak = {"姓名": "周文斌", "性别": "男"}
    done(csv_file([namesake(), weak]), source="grid")
    order = [row_.pk for row_ in queries.doubts(ALL)]
    assert len(order) == 2
    first = queries.doubt_view(order[0], by=office())
    assert (first.place, first.total) == (1, 2)
    assert queries.next_doubt(ALL) == order[0]
    assert queries.next_doubt(ALL, after=first) == order[1]
    assert queries.next_doubt(ALL, after=first, back=True) == order[1]
