"""Editions: loaded as a job, compared, activated; only by the system administrator."""

import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.base.identity.states import Role
from linli.base.jobs.models import Job, JobState
from linli.territory.models import Edition
from linli.territory.states import EditionState
from tests.factories import login
from tests.territory.lists import AFTER, BEFORE, D2000, D2010, load, on, put_in_force

pytestmark = pytest.mark.django_db(transaction=True)


def upload(rows: dict[str, str] | bytes, name: str = "list.csv", **fields):
    content = rows if isinstance(rows, bytes) else "".join(f"{c},{n}\n" for c, n in rows.items()).encode()
    return {
        "file": SimpleUploadedFile(name, content),
        "name": "新版",
        "source": "民政部门",
        "list_date": "",
        **fields,
    }


def test_from_the_file_to_the_day_it_is_in_force(client):
    put_in_force(BEFORE, D2000)
    login(client, Role.SYSTEM_ADMIN, "350802")
    answer = client.post("/places/editions/load/", upload(AFTER))
    assert answer.status_code == 303
    job = Job.objects.get()
    assert job.state == JobState.DONE, job.message
    page = client.get(answer["Location"]).text
    assert "已载入 10 条区划，尚未启用。" in page
    edition = Edition.objects.get(name="新版")
    assert edition.state == EditionState.INACTIVE
    assert on(D2010) == BEFORE

    page = client.get(f"/places/editions/{edition.pk}/").text
    assert "东门苑社区居委会" in page
    assert "新设区划的名称取自其名" in page
    merged = client.get(f"/places/editions/{edition.pk}/?category=merged").text
    assert "东门苑社区居委会" not in merged

    answer = client.post(
        f"/places/editions/{edition.pk}/activate/", {"valid_from": "2010-01-01", "why": "新版公布"}
    )
    assert answer.status_code == 303
    assert "已启用：新增 3 条，停用 4 条。" in client.get(answer["Location"]).text
    assert on(D2010) == dict(sorted(AFTER.items()))


def test_a_packed_file_is_taken(client):
    login(client, Role.SYSTEM_ADMIN, "")
    packed = gzip.compress("".join(f"{c},{n}\n" for c, n in BEFORE.items()).encode())
    client.post("/places/editions/load/", upload(packed, "list.csv.gz"))
    assert Edition.objects.get().row_count == len(BEFORE)


def test_bad_rows_are_named_where_the_job_is_shown(client):
    login(client, Role.SYSTEM_ADMIN, "")
    answer = client.post("/places/editions/load/", upload({**BEFORE, "35": "", "99": "无"} | {"12345": "x"}))
    page = client.get(answer["Location"]).text
    assert "代码位数不对" in page
    assert "缺少名称" in page
    assert not Edition.objects.exists()
    client.post("/places/editions/load/", upload({**BEFORE, "12345": "x"}, leave_out_bad_rows="on"))
    assert Edition.objects.get().left_out == {"length": 1}


@pytest.mark.parametrize("content", [b"\x00\x01", b"\x1f\x8bxxxx"])
def test_a_file_that_is_no_list_comes_back_at_once(client, content):
    login(client, Role.SYSTEM_ADMIN, "")
    answer = client.post("/places/editions/load/", upload(content))
    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.text
    assert not Job.objects.exists()


def test_the_part_that_renews_itself_stops_when_the_job_is_over(client):
    login(client, Role.SYSTEM_ADMIN, "")
    client.post("/places/editions/load/", upload(BEFORE))
    job = Job.objects.get()
    assert "hx-trigger" not in client.get(f"/places/editions/jobs/{job.pk}/").text
    Job.objects.update(state=JobState.WAITING, ended_at=None)
    assert 'hx-trigger="every 1s"' in client.get(f"/places/editions/jobs/{job.pk}/").text
    assert client.post(f"/places/editions/jobs/{job.pk}/cancel/").status_code == 303
    assert Job.objects.get().state == JobState.CANCELLED


@pytest.mark.parametrize(
    "role", [Role.DISTRICT_OFFICE, Role.SUB_DISTRICT, Role.COMMITTEE, Role.AUDITOR, Role.SECURITY_ADMIN]
)
def test_others_look_but_do_not_touch(client, role):
    edition = load(BEFORE)
    login(client, role, "350802")
    for path in ("/places/editions/", f"/places/editions/{edition}/"):
        page = client.get(path)
        assert page.status_code == 200
        assert '<form method="post"' not in page.text.split('id="main"')[1]
    for path in ("load/", f"{edition}/activate/", f"{edition}/compare/", f"{edition}/discard/"):
        assert client.post(f"/places/editions/{path}", {}).status_code == 403
    assert Edition.objects.get().state == EditionState.INACTIVE


def test_what_is_missing_comes_back(client):
    edition = load(BEFORE)
    login(client, Role.SYSTEM_ADMIN, "")
    for path in ("load/", f"{edition}/activate/", f"{edition}/discard/"):
        answer = client.post(f"/places/editions/{path}", {})
        assert answer.status_code == 422
        assert "有几处需要改正" in answer.text
    assert client.get("/places/editions/999/").status_code == 404
    assert client.get(f"/places/editions/{edition}/?job=nonsense&category=x&page=9").status_code == 200


def test_comparing_again_and_discarding(client):
    put_in_force(BEFORE, D2000)
    edition = load(AFTER, "新版")
    login(client, Role.SYSTEM_ADMIN, "")
    answer = client.post(f"/places/editions/{edition}/compare/")
    assert "已与现行版本重新比较。" in client.get(answer["Location"]).text
    assert client.post(f"/places/editions/{edition}/discard/", {"discard-why": "传错"}).status_code == 303
    assert Edition.objects.count() == 1


def _queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    return len(made)


def test_the_number_of_queries_does_not_grow_with_rows(client):
    put_in_force(BEFORE, D2000, "甲")
    login(client, Role.DISTRICT_OFFICE)
    common = _queries(client, "/places/find/")
    assert _queries(client, "/places/editions/") == common + 2
    small = load({**BEFORE, "350802001001": "甲社区居委会"}, "乙")
    assert _queries(client, f"/places/editions/{small}/") == common + 4
    large = load(AFTER, "丙")
    assert _queries(client, f"/places/editions/{large}/") == common + 4
    assert _queries(client, "/places/editions/") == common + 2
