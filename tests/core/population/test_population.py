"""The made-up population: repeatable, nobody real, kin that can be, errors as often as asked for."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from pypinyin import lazy_pinyin

from linli.core.kinds import Verdict, read_id_number
from linli.core.population import (
    HARD,
    USUAL,
    ErrorRates,
    Place,
    blocks,
    made_up_places,
    people_table,
    population,
    records_table,
)
from linli.core.population.characters import HOMOPHONES, LOOK_ALIKES, TRADITIONAL
from linli.core.population.generate import DAY
from linli.core.population.numbers import NOBODYS_PREFIXES, is_generated
from linli.core.population.tables import scattered

pytestmark = pytest.mark.one_database
FAULTLESS = USUAL.times(0)


@pytest.fixture(scope="module")
def town():
    return population(5_000, seed=11)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    first, again, other = (records_table(blocks(800, seed=seed)) for seed in (4, 4, 5))
    assert first.equals(again)
    assert not first.equals(other)


def test_exactly_as_many_people_as_asked_for():
    for people in (1, 17, 1_000):
        made = list(blocks(people, seed=1))
        assert people_table(made).num_rows == people
        everybody = [p.person_id for block in made for home in block.households for p in home.people]
        assert everybody == list(range(people))


def test_nobody_in_it_is_real(town):
    people, rows = town
    assert all(is_generated(person.id_no) for person in people)
    assert all(read_id_number(person.id_no).verdict is Verdict.VALID for person in people)
    assert len({person.id_no for person in people}) == len(people)
    assert all(person.phone.startswith(NOBODYS_PREFIXES) for person in people)
    assert all(row.phone.startswith(NOBODYS_PREFIXES) for row in rows if row.phone)


def test_numbers_say_the_birth_date_and_sex_of_their_person(town):
    for person in town[0]:
        number = read_id_number(person.id_no)
        assert (number.birth, number.is_male) == (person.birth, person.is_male)


def test_children_are_ten_months_apart_or_twins_and_younger_than_their_parents(town):
    homes: dict[int, list] = {}
    for person in town[0]:
        homes.setdefault(person.household, []).append(person)
    twins = 0
    for people in homes.values():
        assert people[0].role in ("head", "tenant")
        children = sorted((p for p in people if p.role == "child"), key=lambda p: p.birth)
        for older, younger in pairwise(children):
            twins += older.birth == younger.birth
            assert older.birth == younger.birth or younger.birth - older.birth >= timedelta(days=300)
        assert all(people[0].birth.year + 14 < child.birth.year and child.birth < DAY for child in children)
    assert twins > 0


def test_a_population_without_errors_has_none():
    people, rows = population(1_500, seed=2, rates=FAULTLESS)
    by_number = {person.person_id: person for person in people}
    for row in rows:
        person = by_number[row.person_id]
        assert (row.name, row.id_no) == (person.name, person.id_no)
        assert row.birth == f"{person.birth:%Y%m%d}"
        assert (row.sex == "男") == person.is_male
        assert row.phone
        assert row.address


def test_errors_come_as_often_as_asked_for():
    _people, rows = population(
        4_000, seed=3, rates=ErrorRates(number_missing=0.2, number_missing_grid=0.2, newborn_unnamed=0)
    )
    missing = sum(row.id_no is None for row in rows) / len(rows)
    assert missing == pytest.approx(0.2, abs=0.02)
    wrong = {
        factor: sum(row.name != people[row.person_id].name for row in made) / len(made)
        for factor, (people, made) in {
            f: population(4_000, seed=3, rates=USUAL.times(f)) for f in (1, 2.5)
        }.items()
    }
    assert 1.8 < wrong[2.5] / wrong[1] < 3.2


def test_every_kind_of_error_occurs(town):
    people, rows = town
    verdicts = Counter(read_id_number(row.id_no).verdict for row in rows)
    for verdict in (Verdict.MISSING, Verdict.MASKED, Verdict.FRAGMENT, Verdict.LEGACY, Verdict.DOUBTFUL):
        assert verdicts[verdict] > 10, verdict
    wrong_names = [
        (people[row.person_id].name, row.name) for row in rows if row.name != people[row.person_id].name
    ]
    assert any(len(written) == len(name) - 1 for name, written in wrong_names)
    assert any(written.endswith(("之子", "之女")) for _name, written in wrong_names)
    assert any(
        lazy_pinyin(written) == lazy_pinyin(name) and len(written) == len(name)
        for name, written in wrong_names
    )
    others = {person.id_no: person.person_id for person in people}
    assert any(row.id_no in others and others[row.id_no] != row.person_id for row in rows)


def test_hard_is_two_and_a_half_times_the_usual_and_never_above_six_tenths():
    assert HARD.name_homophone == pytest.approx(2.5 * USUAL.name_homophone)
    assert HARD.address_old == pytest.approx(0.6)


def test_homophones_sound_the_same_and_look_alikes_are_other_characters():
    for character, others in HOMOPHONES.items():
        for other in others:
            assert lazy_pinyin(character) == lazy_pinyin(other), (character, other)
    assert all(character not in others for character, others in LOOK_ALIKES.items())
    assert all(lazy_pinyin(simple) == lazy_pinyin(full) for simple, full in TRADITIONAL.items())


def test_communities_can_be_given():
    places = (Place("350899001001", "甲社区", "子街道"), Place("350899001002", "乙社区", "子街道"))
    made = list(blocks(300, seed=1, places=places))
    assert [block.place for block in made] == list(places)
    assert any("甲社区" in (row.address or "") for row in made[0].rows)


def test_made_up_places_and_scattered_numbers():
    assert len({place.code for place in made_up_places(60)}) == 60
    assert sorted(scattered(1_000)) == list(range(1_000))
    assert scattered(0) == []
    assert scattered(1) == [0]
