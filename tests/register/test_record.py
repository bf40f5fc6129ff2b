"""Recording facts and reading them back as a card and as rows."""

import pytest

from linli.base.scope import Scope
from linli.register.models import Dwelling, Fact, Household, Person
from linli.register.queries import person_card
from tests.register.people import (
    DAY,
    DISTRICT,
    NUMBERS,
    dwelling,
    household,
    person,
    put,
    set_up,
)

pytestmark = pytest.mark.django_db
HERE = Scope(DISTRICT)


@pytest.fixture(autouse=True)
def _set_up():
    set_up()


def test_what_was_recorded_stands_on_the_card_with_its_source():
    who = person()
    put(who, name="张小丽", sex="2", birth_date="1990-01-01", id_number=NUMBERS[0])
    card = person_card(who.id, on=DAY, scope=HERE)
    assert card.value("self.name") == "张小丽"
    word = card.values[0].word
    assert (word.source, word.by, word.is_sealed) == ("police", "区社区办", True)
    row = Person.objects.in_scope(HERE).get(pk=who.id)
    assert (row.name_mask, row.sex, str(row.birth_date), row.number_sound) == (
        "张*丽",
        "2",
        "1990-01-01",
        True,
    )


def test_personal_values_stand_nowhere_in_the_clear():
    who = person()
    put(who, name="张小丽", id_number=NUMBERS[0], ethnicity="01")
    for fact in Fact.objects.in_scope(HERE):
        assert fact.value == ""
        assert "张小丽".encode() not in bytes(fact.sealed)


def test_a_household_lives_where_its_dwelling_is():
    home, family, who = dwelling(grid="012"), household(), person()
    put(home, building_number="3", unit_number="2", room_number="501", floor_number="5")
    put(who, name="张丽", relationship_to_head="02")
    put(family, dwelling=home.id, head=who.id)
    put(who.id, household=family.id)
    row = Person.objects.in_scope(HERE).get(pk=who.id)
    assert (row.household_id, row.dwelling_id, row.grid) == (family.id, home.id, "012")
    kept = Household.objects.in_scope(HERE).get(pk=family.id)
    assert (kept.size, kept.status, kept.head_id, kept.grid) == (1, "live", who.id, "012")
    assert Dwelling.objects.in_scope(HERE).get(pk=home.id).people_count == 1
