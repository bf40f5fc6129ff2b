"""Values on their way in: kept as they were written, or refused with a reason that does not repeat them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.register.actions import record, set_precedence
from linli.register.drafts import FactDraft
from linli.register.models import Entry, Fact, Person
from linli.register.queries import person_card
from tests.register.people import (
    AT,
    COMMUNITY,
    DAY,
    DISTRICT,
    NEXT_DOOR,
    committee,
    dwelling,
    entry,
    household,
    office,
    person,
    put,
    set_up,
)

pytestmark = pytest.mark.django_db
HERE = Scope(DISTRICT)
NAMES = ("阿依古丽·买买提", "㛃䶮𬭎", "張麗", "欧阳·娜", "O'Neill-李", "林秀之女")


@pytest.fixture(autouse=True)
def _elements():
    set_up()


def refusal(**values):
    with pytest.raises(Refusal) as refused:
        put(person(), **values)
    assert not Fact.objects.in_scope(HERE).exists(), "half a batch was recorded"
    return refused.value


@pytest.mark.parametrize("name", NAMES)
def test_rare_dotted_and_traditional_names_survive(name):
    who = person()
    put(who, name=name)
    assert person_card(who.id, on=DAY, scope=HERE).value("self.name") == name
    assert Person.objects.in_scope(HERE).get(pk=who.id).name_mask[0] == name[0]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"birth_date": "2026-11-25"}, "born_in_the_future"),
        ({"birth_date": "1896-11-23"}, "born_too_long_ago"),
        ({"birth_date": "19900101"}, "not_a_day"),
        ({"birth_date": "2026-02-30"}, "not_a_day"),
        ({"death_date": "2026-11-25"}, "dead_in_the_future"),
        ({"id_number": "3.50899199001E+17"}, "number_is_a_float"),
        ({"id_number": "350899199001010013.0"}, "number_is_a_float"),
        ({"sex": "男"}, "unknown_code"),
        ({"is_deceased": "true"}, "not_yes_no"),
        ({"name": "   "}, "empty"),
        ({"name": "张" * 51}, "too_long"),
        ({"name": "张\x00丽"}, "control_character"),
        ({"household": "350802"}, "points_to_subject"),
        ({"division_code": "350802"}, "not_a_place"),
    ],
)
def test_nonsense_is_refused_by_position_and_element_without_repeating_it(values, code):
    found = refusal(**values)
    assert found.code == f"register.{code}"
    name, value = next(iter(values.items()))
    assert f"self.{name}" in found.message
    assert "第 1 项" in found.message
    assert value.strip() == "" or value not in str(found)


def test_an_element_nobody_admitted_or_of_another_kind_is_refused():
    assert refusal(loyalty="high").code == "register.element_unknown"
    who = person()
    with pytest.raises(Refusal) as refused:
        record(
            entry=entry(),
            facts=[FactDraft(who.id, "dwelling.room_number", "501")],
            subjects=[who],
            by=office(),
            at=AT,
        )
    assert refused.value.code == "register.element_of_other_kind"


def test_a_household_is_no_dwelling_and_nobody_is_their_own_mother():
    who, home, house = person(), dwelling(), household()
    put(who, name="张丽")
    put(home, room_number="501")
    put(house, household_type="1")
    for values, code in (
        ({"household": home.id}, "wrong_kind"),
        ({"mother": who.id}, "points_to_itself"),
    ):
        with pytest.raises(Refusal) as refused:
            put(who.id, **values)
        assert refused.value.code == f"register.{code}"


def test_recording_needs_the_place_a_source_and_a_purpose():
    for by, draft, code in (
        (committee(NEXT_DOOR, 12), entry(), "not_allowed"),
        (office(), entry("nobody"), "source_unknown"),
        (office(), replace(entry(), purpose="curiosity"), "purpose_unknown"),
    ):
        who = person()
        with pytest.raises(Refusal) as refused:
            record(entry=draft, facts=[FactDraft(who.id, "self.sex", "1")], subjects=[who], by=by, at=AT)
        assert refused.value.code == f"register.{code}"
    assert not Entry.objects.in_scope(HERE).exists()


def test_the_police_are_believed_on_a_birth_date_and_the_later_word_on_a_phone():
    who = person()
    put(who, source="police", birth_date="1990-01-01", mobile="13900000001", as_of=date(2026, 1, 1))
    put(who.id, source="grid", birth_date="1990-01-10", mobile="13900000002", as_of=date(2026, 6, 1))
    card = person_card(who.id, on=DAY, scope=HERE)
    assert (card.value("self.birth_date"), card.value("self.mobile")) == ("1990-01-01", "13900000002")
    assert [one.element for one in card.conflicts] == ["self.birth_date", "self.mobile"]
    assert card.conflicts[0].others[0].value == "1990-01-10"
    assert Person.objects.in_scope(HERE).get(pk=who.id).conflicts == 2


def test_a_name_with_and_without_its_dot_is_no_conflict():
    who = person()
    put(who, source="police", name="阿依古丽·买买提")
    put(who.id, source="grid", name="阿依古丽买买提")
    assert person_card(who.id, on=DAY, scope=HERE).conflicts == ()


def test_a_district_changes_whose_word_counts_from_a_day_on():
    who = person()
    put(who, source="police", birth_date="1990-01-01")
    put(who.id, source="grid", birth_date="1990-01-10")
    set_precedence(
        district=DISTRICT,
        element="self.birth_date",
        sources=[["grid"], ["police"]],
        valid_from=date(2026, 12, 1),
        why="区社区办 2026 年第 3 号通知",
        by=office(),
        at=AT,
    )
    before = person_card(who.id, on=DAY, scope=HERE)
    after = person_card(who.id, on=date(2026, 12, 2), scope=HERE)
    assert (before.value("self.birth_date"), after.value("self.birth_date")) == ("1990-01-01", "1990-01-10")
    with pytest.raises(Refusal):
        set_precedence(
            district=DISTRICT,
            element="*",
            sources=[["nobody"]],
            valid_from=DAY,
            why="试试",
            by=office(),
            at=AT,
        )


def test_a_correction_counts_as_much_as_what_it_corrects():
    who = person()
    made = put(who, source="police", birth_date="1990-01-01")
    record(
        entry=entry("resident", as_of=DAY),
        facts=[FactDraft(who.id, "self.birth_date", "1990-01-10", corrects=made.fact_ids[0])],
        by=committee(),
        at=AT + timedelta(hours=1),
    )
    put(who.id, source="civil", birth_date="1990-01-01")
    card = person_card(who.id, on=DAY, scope=HERE)
    assert card.value("self.birth_date") == "1990-01-10"
    then = person_card(who.id, on=DAY, known=AT, scope=HERE)
    assert then.value("self.birth_date") == "1990-01-01"
    with pytest.raises(Refusal) as refused:
        record(
            entry=entry("resident"),
            facts=[FactDraft(who.id, "self.birth_date", "1990-02-01", corrects=made.fact_ids[0])],
            by=committee(),
            at=AT,
        )
    assert refused.value.code == "register.correction_unknown"


def test_forty_people_in_one_room_are_recorded_and_pointed_out():
    home = dwelling()
    put(home, room_number="501")
    crowd = [person() for _ in range(40)]
    facts = [FactDraft(one.id, "self.dwelling", object=home.id) for one in crowd]
    made = record(entry=entry("grid"), facts=facts, subjects=crowd, by=office(), at=AT)
    assert [(one.code, one.subject, one.number) for one in made.warnings] == [("crowded", home.id, 40)]


def test_a_card_outside_the_area_is_not_there():
    who = person(COMMUNITY)
    put(who, name="张丽")
    with pytest.raises(Refusal) as refused:
        person_card(who.id, on=DAY, scope=Scope(NEXT_DOOR))
    assert refused.value.code == "register.subject_unknown"


def test_a_card_costs_the_same_for_one_fact_and_for_many(django_assert_num_queries):
    who = person()
    put(who, name="张丽")
    person_card(who.id, on=DAY, scope=HERE)
    with django_assert_num_queries(8):
        person_card(who.id, on=DAY, scope=HERE)
    put(who.id, source="grid", name="张莉", sex="2", mobile="13900000001", education="20")
    put(who.id, source="labour", name="张丽", employment_status="1")
    with django_assert_num_queries(8):
        person_card(who.id, on=DAY, scope=HERE)
