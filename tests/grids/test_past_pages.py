"""Pages: past figures then and under another plan, dedicated grids, corrections of homes."""

import io
from datetime import timedelta

import numpy as np
import openpyxl
import pytest
from django.urls import reverse

from linli.base.audit.models import AuditEntry
from linli.base.identity.states import Role
from linli.base.jobs.models import Job
from linli.base.jobs.runner import run_job
from linli.grids.actions import count_day
from linli.grids.graphs import labels_of, units_of
from linli.grids.models import DayCount, GroundBuilding
from tests.factories import login
from tests.grids.homes import one_home_in_each_building
from tests.grids.setting import EAST, SUB_DISTRICT, WEST, clerk, new_draft
from tests.grids.test_adopting import adopted, next_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(ground, at):
    one_home_in_each_building(ground, at)
    return adopted(new_draft(ground, at), at)


@pytest.fixture
def counted(in_force, at):
    count_day(place=SUB_DISTRICT, by=clerk(), at=at)
    return next_plan(in_force, at)


@pytest.fixture
def staff(client):
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    return client


def look(client, plan, name="figures", **asked) -> str:
    answer = client.get(reverse(f"grids:{name}", args=[plan.pk]), asked)
    assert answer.status_code == 200, answer.content[:1500]
    return answer.content.decode()


def test_what_changes_is_shown_with_its_difference(staff, counted, at):
    page = look(staff, counted, measure="homes", only="changed")
    assert page.count("<tr>") == 4  # head, two grids, the sum
    assert "+1" in page
    assert "−1" in page
    assert "2 个网格的数字会变" in page


def test_the_plan_and_the_comparison_lead_there(staff, counted):
    where = reverse("grids:figures", args=[counted.pk])
    assert where in look(staff, counted, "plan")
    assert where in look(staff, counted, "compare")


def test_a_day_before_anything_was_counted_is_said_to_be_so(staff, counted, at):
    page = look(staff, counted, day=(at.date() - timedelta(days=400)).isoformat())
    assert "到这一天还没有清点过" in page


def test_a_day_that_is_none_is_said(staff, counted):
    answer = staff.get(reverse("grids:figures", args=[counted.pk]), {"day": "昨天"})
    assert answer.status_code == 422
    assert "id_day" in answer.content.decode()


def test_the_workbook_holds_every_measure_and_who_took_it_for_what(staff, counted, at):
    where = reverse("grids:download-figures", args=[counted.pk]) + f"?day={at.date()}"
    assert staff.post(where, {"purpose": ""}).status_code == 422
    answer = staff.post(where, {"purpose": "街道办公会"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    start = next(k for k, row in enumerate(rows) if row[0] == "网格编码")
    assert len(rows[start]) == 1 + (7 + 3) * 3
    lines = [row for row in rows[start + 1 :] if row[0]]
    count = DayCount.objects.all()
    assert sum(row[1] or 0 for row in lines) == sum(one.homes for one in count)
    assert sum(row[2] or 0 for row in lines) == sum(one.homes for one in count)
    entry = AuditEntry.objects.filter(verb="grids.download").get()
    assert entry.why == "街道办公会"


def test_nothing_to_download_is_said(staff, in_force):
    answer = staff.post(reverse("grids:download-figures", args=[in_force.pk]), {"purpose": "办公会"})
    assert answer.status_code == 409
    assert "还没有清点过" in answer.content.decode()


def test_a_clerk_counts_today(staff, in_force):
    answer = staff.post(reverse("grids:count", args=[in_force.pk]))
    assert answer.status_code == 303
    job = Job.objects.filter(kind="grids.count").get()
    assert str(job.pk) in answer["Location"]
    assert staff.get(answer["Location"]).status_code == 200
    run_job.call(str(job.pk))
    assert DayCount.objects.count() == 2


def test_a_committee_sees_its_own_community_only(client, counted):
    login(client, Role.COMMITTEE, WEST)
    page = look(client, counted)
    assert WEST in page
    assert EAST not in page


def test_a_market_is_drawn_from_the_table_renamed_and_closed(staff, draft):
    where = reverse("grids:dedicated", args=[draft.pk])
    page = look(staff, draft, "dedicated", community=WEST, q="1")
    assert 'type="checkbox"' in page
    labels, graph = labels_of(draft.pk), units_of(draft.ground_id)
    whole = np.flatnonzero(labels == labels[0]).tolist()
    empty = staff.post(where, {"version": 1, "units": whole, "kind": "market", "name": ""})
    assert empty.status_code == 422
    assert empty.content.decode().count(" checked") > 0
    staff.post(where, {"version": 1, "units": whole, "kind": "market", "name": "农贸市场"})
    label = int(graph.comm[0]) * 1000 + 901
    draft.refresh_from_db()
    assert draft.dedicated == {str(label): ["market", "农贸市场"]}
    assert "农贸市场" in look(staff, draft, "dedicated")
    assert "农贸市场" in look(staff, draft, "plan")
    staff.post(
        reverse("grids:name-dedicated", args=[draft.pk, label]),
        {"version": 2, "kind": "park", "name": "园区"},
    )
    assert "园区" in look(staff, draft, "dedicated")
    staff.post(reverse("grids:close-dedicated", args=[draft.pk, label]), {"version": 2})
    assert "这份方案没有专属网格" in look(staff, draft, "dedicated")


def test_a_grid_chosen_on_the_map_comes_with_all_its_units(staff, draft):
    labels = labels_of(draft.pk)
    whole = np.flatnonzero(labels == labels[0])
    page = look(staff, draft, "dedicated", community=WEST, grid=f"{labels[0] % 1000:03d}")
    assert page.count(" checked") + page.count('type="hidden" name="units"') == len(whole)
    assert reverse("grids:dedicated", args=[draft.pk]) in look_at(
        staff, reverse("grid-editor:edit", args=[draft.pk])
    )


def look_at(client, where) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_building_is_corrected_on_its_page(staff, draft):
    building = GroundBuilding.objects.order_by("-households", "number").first()
    where = reverse("grids:correct-homes", args=[draft.pk, building.number])
    assert where in look(staff, draft, "buildings", community=building.community)
    sent = {"homes": building.households + 3, "seen": building.households, "reason": ""}
    assert staff.post(where, sent).status_code == 422
    answer = staff.post(where, sent | {"reason": "清点"}, follow=True)
    assert "已更正（1）" in answer.content.decode()
    assert f"{building.households} 户改为 {building.households + 3} 户" in look_at(staff, where)
    late = staff.post(where, sent | {"reason": "也清点"})
    assert late.status_code == 409
    assert staff.get(reverse("grids:correct-homes", args=[draft.pk, 99999])).status_code == 404


def test_a_committee_looks_and_has_no_buttons(client, draft):
    login(client, Role.COMMITTEE, WEST)
    assert "划为专属网格" not in look(client, draft, "dedicated")
    assert reverse("grids:correct-homes", args=[draft.pk, 0]) not in look(client, draft, "buildings")
