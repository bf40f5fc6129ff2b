"""The pages: from the list to a plan adopted and a grid staffed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.base.identity.models import Account
from linli.base.identity.states import Role
from linli.grids.actions import adopt, consult, create_plan
from linli.grids.generated import map_files
from linli.grids.models import Assignment, GridPlan, Ground, Handover, PlanComment
from linli.grids.queries.terms import grids_on
from linli.grids.states import MapKind
from tests.factories import login, post_for
from tests.grids.homes import one_home_in_each_building
from tests.grids.setting import SUB_DISTRICT, TOWN, WEST, clerk, new_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    return client


@pytest.fixture
def in_force(ground, at) -> GridPlan:
    one_home_in_each_building(ground, at)
    plan = new_draft(ground, at)
    return adopt(plan_id=plan.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)


def text(answer) -> str:
    assert answer.status_code == 200, answer.content[:2000]
    return answer.content.decode()


def test_maps_are_handed_in_and_read(staff):
    files = {kind.value: SimpleUploadedFile(*map_files(TOWN)[kind]) for kind in MapKind}
    answer = staff.post(reverse("grids:new-ground"), {"name": "底图", **files}, follow=True)
    assert Ground.objects.get().name == "底图"
    assert "街巷：streets.geojson" in text(answer)


def test_a_form_without_files_says_which(staff):
    answer = staff.post(reverse("grids:new-ground"), {"name": "底图"})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode() or "field-error" in answer.content.decode()


def test_the_list_shows_plans_and_grounds(staff, draft):
    page = text(staff.get(reverse("grids:index")))
    assert "草案一" in page
    assert "2026年底图" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_has_a_constant_number_of_queries(staff, draft, at, rows, django_assert_num_queries):
    for number in range(rows - 1):
        create_plan(ground_id=draft.ground_id, name=f"草案{number}", by=clerk(), at=at)
    staff.get(reverse("grids:index"))
    with django_assert_num_queries(LIST_QUERIES):
        staff.get(reverse("grids:index"))


LIST_QUERIES = 6


def test_a_plan_shows_its_grids_and_why_some_are_out(staff, draft):
    page = text(staff.get(reverse("grids:plan", args=[draft.pk])))
    assert "户数合适" in page
    assert f"{WEST}" in page
    out = text(staff.get(reverse("grids:plan", args=[draft.pk]), {"only": "out"}))
    assert "最好的方案也只能有" in out


def test_a_draft_without_grids_says_what_to_do(staff, ground, at):
    plan = create_plan(ground_id=ground.pk, name="空", by=clerk(), at=at)
    assert "由程序计算，或导入一份现有方案" in text(staff.get(reverse("grids:plan", args=[plan.pk])))


def test_a_committee_comments_and_gets_an_answer(staff, client, draft, at):
    consult(plan_id=draft.pk, until=at.date() + timedelta(days=365), by=clerk(), at=at)
    login(client, Role.COMMITTEE, WEST)
    client.post(
        reverse("grids:comment", args=[draft.pk]),
        {"comment-text": "3号楼应归西边", "comment-grid_code": f"{WEST}001"},
    )
    said = PlanComment.objects.get()
    assert said.community == WEST
    client.force_login(Account.objects.get(username=f"{Role.SUB_DISTRICT}-{SUB_DISTRICT}"))
    client.post(reverse("grids:answer", args=[said.pk]), {"text": "已改", "taken": "on"})
    page = text(client.get(reverse("grids:plan", args=[draft.pk])))
    assert "已改" in page
    assert "采纳" in page


def test_other_places_do_not_see_the_plan(client, draft):
    login(client, Role.SUB_DISTRICT, "350802003")
    assert client.get(reverse("grids:plan", args=[draft.pk])).status_code == 404


def test_an_officer_is_named_and_a_second_one_is_refused_in_words(staff, in_force, at):
    code = grids_on(WEST, at.date()).first().code
    posts = [post_for(Role.GRID_OFFICER, WEST, title) for title in ("甲", "乙")]
    where = reverse("grids:assign", args=[code])
    day = at.date().isoformat()
    staff.post(where, {"post": str(posts[0].pk), "valid_from": day})
    assert Assignment.objects.get().officer.endswith("甲")
    later = (at.date() + timedelta(days=7)).isoformat()
    refused = staff.post(where, {"post": str(posts[1].pk), "valid_from": later})
    assert refused.status_code == 409
    assert "一个网格只有一名网格员" in refused.content.decode()
    staff.post(where, {"post": str(posts[1].pk), "valid_from": later, "replace": "on", "note": "两户待回访"})
    handed = Handover.objects.get()
    assert (handed.giver.officer[-1], handed.taker.officer[-1], handed.note) == ("甲", "乙", "两户待回访")
    page = text(staff.get(reverse("grids:officers")))
    assert "确认接手" in page
    staff.post(reverse("grids:take-over", args=[handed.pk]))
    handed.refresh_from_db()
    assert handed.taken_at is not None


def test_the_officers_page_and_a_grid_page(staff, in_force, at):
    assert "没有网格员" in text(staff.get(reverse("grids:officers")))
    code = grids_on(WEST, at.date()).first().code
    assert code in text(staff.get(reverse("grids:grid", args=[code])))
    assert staff.get(reverse("grids:grid", args=["999999999999001"])).status_code == 404


def test_a_comparison_names_what_moves(staff, in_force, at):
    plan = create_plan(ground_id=in_force.ground_id, name="二", seed=5, follows=in_force, by=clerk(), at=at)
    from linli.grids.actions import propose

    propose(plan_id=plan.pk, version=0, by=clerk(), at=at)
    assert "换网格的住户" in text(staff.get(reverse("grids:compare", args=[plan.pk])))


@pytest.mark.parametrize(
    ("kind", "begins"), [("geojson", b'{"type": "FeatureCollection"'), ("gpkg", b"SQLite"), ("pdf", b"%PDF")]
)
def test_a_plan_is_exported(staff, draft, kind, begins):
    answer = staff.get(reverse("grids:export", args=[draft.pk, kind]))
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
