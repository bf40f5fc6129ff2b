import pytest

from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.register.models import Entry, Person
from linli.register.queries import card
from tests.factories import login
from tests.office.register.setting import DONGMEN, begin_sitting, officer
from tests.office.register.test_places import neighbours

pytestmark = pytest.mark.django_db
DAY = "2026-11-20"


@pytest.fixture
def desk(client, home):
    officer(client)
    begin_sitting(client)
    return client


def record(client, subject, change, **given):
    return client.post(f"/register/changes/{subject}/{change}/", {"why": "本人到窗口申报", **given})


def person(subject) -> Person:
    return Person.objects.in_scope(Scope("")).get(pk=subject)


def entries() -> int:
    return Entry.objects.in_scope(Scope("")).filter(method="lifecycle").count()


def value(subject, element, at) -> str:
    return card(subject, on=at.date(), scope=Scope("")).value(element)


def test_the_card_of_a_person_and_of_a_household_offer_their_changes(desk, home):
    own = desk.get(f"/register/changes/{home.father}/")
    assert "改名" in own.text
    assert f"/register/changes/{home.household}/" in own.text
    whole = desk.get(f"/register/changes/{home.household}/")
    assert "分户" in whole.text
    assert "改名" not in whole.text
    for subject, change in ((home.father, "birth"), (home.household, "rename"), (home.father, "loyalty")):
        assert desk.get(f"/register/changes/{subject}/{change}/").status_code == 404


def test_a_child_is_born_into_the_household(desk, home):
    given = {"name": "林小妹", "sex": "2", "born": DAY, "mother": str(home.mother), "relationship": "30"}
    answer = record(desk, home.household, "birth", **given)
    assert answer.status_code == 303, answer.text
    assert Person.objects.in_scope(Scope("")).filter(household=home.household).count() == 5


def test_a_death_needs_a_new_head_and_stands_on_the_card(desk, home):
    refused = record(desk, home.father, "death", died=DAY)
    assert refused.status_code == 422
    assert "却没有户主" in refused.text
    assert entries() == 0
    assert record(desk, home.father, "death", died=DAY, new_head=str(home.mother)).status_code == 303
    assert person(home.father).status == "dead"
    again = record(desk, home.father, "death", died=DAY)
    assert "已经登记为死亡" in again.text


def test_a_day_to_come_is_refused_in_words(desk, home):
    answer = record(desk, home.grandmother, "death", died="2031-01-01")
    assert answer.status_code == 422
    assert "还没有到" in answer.text


def test_members_move_out_and_the_rest_stays(desk, home):
    given = {"people": [str(home.grandmother)], "left": DAY, "to": "厦门市思明区"}
    assert record(desk, home.household, "move-out", **given).status_code == 303
    assert person(home.grandmother).status == "moved_out"
    assert person(home.mother).household_id == home.household


def test_somebody_new_moves_in_and_somebody_known_is_not_recorded_twice(desk, home, at):
    given = {"name": "陈小弟", "sex": "1", "born": "1999-09-09", "came": DAY, "relationship": "73"}
    assert record(desk, home.household, "move-in", **given).status_code == 303
    before = Person.objects.in_scope(Scope("")).count()
    known = {**given, "name": "别人", "number": "350802198003150013"}
    assert "登记的是另一个姓名" in record(desk, home.household, "move-in", **known).text
    assert Person.objects.in_scope(Scope("")).count() == before


def test_a_household_moves_to_a_home_on_record_and_to_no_other(desk, home, at):
    neighbours(1, at)
    nowhere = record(desk, home.household, "move-within", address="东门小区9幢999", moved=DAY)
    assert "没有登记这个住处" in nowhere.text
    moved = record(desk, home.household, "move-within", address="东门小区3幢1单元600", moved=DAY)
    assert moved.status_code == 303, moved.text


def test_a_marriage_names_the_other_by_number(desk, home):
    answer = record(desk, home.mother, "marriage", partner="350802199902020011", married=DAY)
    assert "没有找到登记了这个号码的人" in answer.text
    taken = record(desk, home.grandmother, "marriage", partner="350802198003150013", married=DAY)
    assert taken.status_code == 422


def test_a_new_head_with_what_the_others_are_to_them(desk, home, at):
    page = desk.get(f"/register/changes/{home.household}/new-head/")
    assert "林*国（1980年生）" in page.text
    answer = record(
        desk, home.household, "new-head", head=str(home.mother), since=DAY, relation_0="11", relation_1="02"
    )
    assert answer.status_code == 303, answer.text
    assert person(home.mother).relationship == "02"


def test_a_household_splits(desk, home):
    given = {"people": [str(home.grandmother)], "head": str(home.grandmother), "since": DAY}
    assert record(desk, home.household, "split", **given).status_code == 303
    assert person(home.grandmother).household_id not in {home.household, None}


def test_a_new_name_holds_from_its_day(desk, home, at):
    assert record(desk, home.mother, "rename", name="陈秀𬭎", since=DAY).status_code == 303
    assert value(home.mother, "self.name", at) == "陈秀𬭎"


@pytest.mark.parametrize(
    ("change", "given"),
    [
        ("birth", {}),
        ("birth", {"name": "某", "sex": "9", "born": "31-12-2026", "relationship": "??"}),
        ("move-out", {"people": ["not-a-member"], "left": DAY, "to": "某地"}),
        ("split", {"people": [], "head": "", "since": ""}),
        ("new-head", {"head": "00000000-0000-0000-0000-000000000000", "since": DAY}),
    ],
)
def test_forms_filled_in_wrongly_say_where_and_record_nothing(desk, home, change, given):
    answer = record(desk, home.household, change, **given)
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert entries() == 0


def test_changes_are_recorded_by_the_committee_of_the_place_alone(client, home):
    officer(client, place="350802001003")
    begin_sitting(client)
    assert client.get(f"/register/changes/{home.father}/").status_code == 404
    login(client, Role.DEPARTMENT, "350802")
    assert client.get(f"/register/changes/{home.father}/").status_code == 403
    assert DONGMEN
