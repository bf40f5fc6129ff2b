"""The pages of the wizard: upload, columns, dry run, run, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.base.identity.states import Role
from linli.rosters import actions
from linli.rosters.models import Roster
from linli.rosters.states import ImportState
from tests.factories import login
from tests.rosters.setting import AT, CHEN, DONGMEN, HEADINGS, LI, WANG, csv_file, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _district():
    set_up()


def send(client, file: bytes, name: str = "常住人口.csv", **changes):
    data = {"kind": "people", "source": "police", "as_of": "2026-11-20", **changes}
    return client.post(reverse("rosters:new"), data | {"file": SimpleUploadedFile(name, file)})


def test_an_empty_list_says_what_to_do(client):
    login(client, Role.DISTRICT_OFFICE)
    page = client.get(reverse("rosters:index")).content.decode()
    assert "还没有导入名册" in page
    assert reverse("rosters:new") in page


def test_an_uploaded_roster_shows_masked_samples_and_a_choice_for_each_column(client):
    login(client, Role.DISTRICT_OFFICE)
    answer = send(client, csv_file([LI, WANG]))
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert "李*国" in page
    assert "3508**********" in page
    assert LI["姓名"] not in page
    assert LI["公民身份号码"] not in page
    assert page.count("<select name=") == len(HEADINGS)


def test_a_file_that_is_no_table_is_refused_in_words(client):
    login(client, Role.DISTRICT_OFFICE)
    answer = send(client, b"%PDF-1.7 nothing", "名册.pdf")
    assert answer.status_code == 422
    assert "PDF" in answer.content.decode()
    assert not Roster.objects.exists()


def test_a_grid_officer_may_not_bring_rosters(client):
    login(client, Role.GRID_OFFICER, DONGMEN)
    assert client.get(reverse("rosters:new")).status_code == 403


def test_a_roster_of_another_place_is_not_there(client):
    login(client, Role.DISTRICT_OFFICE)
    answer = send(client, csv_file([LI]))
    client.logout()
    login(client, Role.COMMITTEE, DONGMEN)
    assert client.get(answer["Location"]).status_code == 404


def through_the_dry_run(client, rows):
    """Upload and check as the job would, and back to the page."""
    from linli.base.identity.actor import Actor
    from linli.base.scope import Scope

    answer = send(client, csv_file(rows))
    roster = Roster.objects.get()
    by = Actor(roster.account_id, roster.post_id, Role.DISTRICT_OFFICE, Scope("350802"), "区社区办")
    actions.choose_columns(roster_id=roster.pk, chosen={}, by=by, at=AT)
    actions.check_roster(roster_id=roster.pk, by=by, at=AT)
    return answer["Location"], roster.pk, by


def test_the_dry_run_counts_rows_and_lists_problems_with_their_places(client):
    login(client, Role.DISTRICT_OFFICE)
    where, _roster, _by = through_the_dry_run(client, [LI, WANG, CHEN | {"出生日期": "2099-01-01"}])
    page = client.get(where).content.decode()
    assert "第 4 行" in page
    assert "在将来" in page
    assert "跳过有问题的 1 行" in page
    assert LI["公民身份号码"] not in page


def test_a_roster_done_can_be_undone_with_a_reason_only(client):
    login(client, Role.DISTRICT_OFFICE)
    where, roster, by = through_the_dry_run(client, [LI, WANG])
    actions.run_roster(roster_id=roster, leave_out=False, by=by, at=AT)
    assert "整份撤销" in client.get(where).content.decode()
    refused = client.post(reverse("rosters:undo", args=[roster]), {"why": " "})
    assert refused.status_code == 422
    assert client.post(reverse("rosters:undo", args=[roster]), {"why": "选错了文件"}).status_code == 303
    assert Roster.objects.get().state == ImportState.UNDONE
    assert "已于" in client.get(where).content.decode()
