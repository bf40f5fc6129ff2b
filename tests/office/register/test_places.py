import pytest
from django.utils import timezone

from linli.base.identity.states import Role
from linli.base.reading.models import Reading
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft, new_subject
from linli.register.states import Method, SubjectKind
from tests.office.register.setting import DONGBAO, DONGMEN, LIN, PRODUCT, begin_sitting, officer, person_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, home):
    officer(client)
    begin_sitting(client)
    return client


def neighbours(many: int, at) -> None:
    """So many more households of one, each in a room of its own on floor 6 of the same unit."""
    facts, subjects = [], []
    for number in range(many):
        person = new_subject(SubjectKind.PERSON, DONGMEN, "001")
        household = new_subject(SubjectKind.HOUSEHOLD, DONGMEN, "001")
        dwelling = new_subject(SubjectKind.DWELLING, DONGMEN, "001")
        subjects += [person, household, dwelling]
        facts += [
            *person_facts(person.id, f"邻居{number}", str(1 + number % 2), f"19{50 + number % 50}-01-01"),
            FactDraft(household.id, "household.head", object=person.id),
            FactDraft(household.id, "household.dwelling", object=dwelling.id),
            FactDraft(person.id, "self.household", object=household.id),
            FactDraft(person.id, "self.dwelling", object=dwelling.id),
            FactDraft(dwelling.id, "dwelling.estate", "东门小区"),
            FactDraft(dwelling.id, "dwelling.building_number", "3"),
            FactDraft(dwelling.id, "dwelling.unit_number", "1"),
            FactDraft(dwelling.id, "dwelling.floor_number", "6"),
            FactDraft(dwelling.id, "dwelling.room_number", f"6{number:02}"),
        ]
    entry = EntryDraft("grid", Method.COLLECTED, at.date(), "resident_register")
    record(entry=entry, facts=facts, subjects=subjects, by=PRODUCT, at=at)


def empty_home(at) -> None:
    dwelling = new_subject(SubjectKind.DWELLING, DONGMEN, "001")
    facts = [
        FactDraft(dwelling.id, "dwelling.estate", "东门小区"),
        FactDraft(dwelling.id, "dwelling.building_number", "3"),
        FactDraft(dwelling.id, "dwelling.unit_number", "1"),
        FactDraft(dwelling.id, "dwelling.floor_number", "5"),
        FactDraft(dwelling.id, "dwelling.room_number", "501"),
    ]
    entry = EntryDraft("grid", Method.COLLECTED, at.date(), "grid_services")
    record(entry=entry, facts=facts, subjects=[dwelling], by=PRODUCT, at=at)


def test_a_building_opens_as_a_plan_of_floors_and_rooms(desk, home, at):
    empty_home(at)
    page = desk.get(f"/register/places/{DONGMEN}/buildings/")
    assert "东门小区3幢" in page.text
    plan = desk.get(f"/register/dwellings/{home.dwelling}/building/", follow=True)
    assert plan.status_code == 200
    assert "2 套住房，1 户，4 人，空房 1 套" in plan.text
    assert "5 层" in plan.text
    assert "空房" in plan.text
    assert "4 人" in plan.text
    assert f"/register/dwellings/{home.dwelling}/" in plan.text
    assert LIN not in plan.text


@pytest.mark.parametrize("page", ["households", "people", "buildings"])
def test_a_list_takes_the_same_queries_for_one_row_and_for_many(
    desk, home, at, page, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(f"/register/places/{DONGMEN}/{page}/").status_code == 200
        return len(caught)

    first = count()
    neighbours(12, at)
    assert count() == first


def test_households_are_listed_by_their_masked_head_and_logged_in_one_row(desk, home):
    page = desk.get(f"/register/places/{DONGMEN}/households/")
    assert "林*国" in page.text
    assert LIN not in page.text
    row = Reading.objects.get()
    assert (row.act, row.subjects) == ("listed", 1)


def test_a_list_of_people_leaves_children_out_until_approved(desk, home):
    page = desk.get(f"/register/places/{DONGMEN}/people/")
    assert "须先经批准" in page.text
    assert "林*国" in page.text
    assert Reading.objects.get().subjects == 3


def test_people_are_filtered_by_sex_age_and_status(desk, home):
    def listed(query):
        return desk.get(f"/register/places/{DONGMEN}/people/?{query}").text

    assert "林*国" not in listed("sex=2")
    assert "阿" in listed("age_from=70")
    assert "林*国" not in listed("age_from=70")
    assert "没有符合条件的居民" in listed("status=dead")
    assert "不能小于前面的年龄" in listed("age_from=60&age_to=20")
    assert listed("age_from=minus&sex=9&status=lost")


def test_places_outside_the_scope_are_closed(desk):
    for page in ("buildings", "households", "people", "figures", "merges"):
        assert desk.get(f"/register/places/{DONGBAO}/{page}/").status_code == 403
    assert desk.get(f"/register/places/{DONGMEN}/buildings/0123456789abcdef/").status_code == 404


def test_a_grid_officers_place_is_the_grid(client, home):
    from tests.factories import post_for

    by = officer(client, Role.GRID_OFFICER)
    from linli.base.identity.models import Holding, Post

    Post.objects.filter(pk=by.post_id).update(grid_suffix="001")
    assert Holding.objects.filter(post_id=by.post_id).exists()
    begin_sitting(client)
    page = client.get(f"/register/places/{DONGMEN}G001/households/")
    assert page.status_code == 200
    assert "第001网格" in page.text
    assert client.get(f"/register/places/{DONGMEN}/households/").status_code == 403
    assert post_for


def test_figures_hide_small_counts_unless_for_work_inside(desk, home, at):
    neighbours(60, at)
    published = desk.get(f"/register/places/{DONGMEN}/figures/?rows=age_band&columns=sex")
    assert published.status_code == 200
    assert "不公布" in published.text
    assert "<svg" in published.text
    inside = desk.get(f"/register/places/{DONGMEN}/figures/?rows=age_band&columns=sex&use=inside")
    assert "不公布</span>" not in inside.text
    assert "内部工作用表，不得公布" in inside.text


@pytest.mark.parametrize(
    "query", ["", "rows=sex&columns=sex", "rows=loyalty&columns=faith", "rows=community"]
)
def test_figures_stand_whatever_is_asked(desk, home, query):
    assert desk.get(f"/register/places/{DONGMEN}/figures/?{query}").status_code == 200


def test_an_empty_place_says_what_to_do_next(client, reference_data, db):
    officer(client, place="350802001011")
    begin_sitting(client)
    for page, words in {
        "buildings": "还没有登记楼栋",
        "households": "没有登记的户",
        "people": "没有符合条件的居民",
        "figures": "没有可以统计的",
        "merges": "没有合并过的登记",
    }.items():
        answer = client.get(f"/register/places/350802001011/{page}/")
        assert answer.status_code == 200
        assert words in answer.text


def test_posts_above_a_community_choose_one_first(client, home):
    officer(client, Role.SUB_DISTRICT, "350802001")
    begin_sitting(client)
    assert client.get("/register/places/").status_code == 200
    assert client.get(f"/register/places/{DONGMEN}/households/").status_code == 200
    assert timezone.now()
