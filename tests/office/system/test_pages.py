"""The system pages: who sees what, how the trail is searched, how a job shows."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from linli.base.attachments.actions import attach
from linli.base.audit.actions import note_publication
from linli.base.audit.models import AuditEntry
from linli.base.audit.queries import root_of
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding
from linli.base.identity.states import Role
from linli.base.jobs.models import Job, JobState
from linli.base.scope import Scope
from tests.audited import run as run_sql
from tests.audited import without_guards
from tests.factories import actor, login

pytestmark = pytest.mark.django_db
HERE = "350802001001"


def note(at, verb="tests.act", place=HERE, post=None, count=1, **more):
    by = Actor(None, post, Role.COMMITTEE, Scope(place), f"岗位 {place}")
    for number in range(count):
        with audited(
            by=by, at=at + timedelta(seconds=number), verb=verb, subject="tests.Thing:1", place=place, **more
        ):
            pass


def listed(page) -> list[int]:
    return [int(seq) for seq in re.findall(r'/system/trail/(\d+)/"', page.text)]


# -- who sees what ---------------------------------------------------------------------------------------------
SEES = {
    Role.SYSTEM_ADMIN: {"/system/health/": 200, "/system/jobs/": 200, "/system/trail/": 403},
    Role.SECURITY_ADMIN: {"/system/health/": 403, "/system/jobs/": 403, "/system/trail/": 200},
    Role.AUDIT_ADMIN: {"/system/health/": 403, "/system/jobs/": 403, "/system/trail/": 200},
    Role.AUDITOR: {"/system/health/": 403, "/system/jobs/": 403, "/system/trail/": 200},
    Role.DISTRICT_OFFICE: {
        "/system/health/": 403,
        "/system/jobs/": 403,
        "/system/trail/": 403,
        "/system/": 403,
    },
    Role.COMMITTEE: {"/system/health/": 403, "/system/jobs/": 403, "/system/trail/": 403, "/system/": 403},
}


@pytest.mark.parametrize("role", SEES)
def test_each_role_sees_its_own_share(client: Client, role):
    login(client, role)
    assert {path: client.get(path).status_code for path in SEES[role]} == SEES[role]


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.SYSTEM_ADMIN, "health"),
        (Role.AUDIT_ADMIN, "trail"),
        (Role.AUDITOR, "trail"),
        (Role.SECURITY_ADMIN, "trail"),
    ],
)
def test_the_first_page_is_that_of_the_role(client: Client, role, first):
    login(client, role)
    assert client.get("/system/")["Location"] == f"/system/{first}/"


def test_the_auditor_sees_their_places_and_the_audit_administrator_all(client: Client, at):
    note(at)
    note(at, place="350803001001")
    note(at, place="")
    login(client, Role.AUDITOR, "350802")
    assert listed(client.get("/system/trail/")) == [1]
    assert [client.get(f"/system/trail/{seq}/").status_code for seq in (1, 2, 3, 99)] == [200, 404, 404, 404]
    assert listed(client.get("/system/trail/?place=350803")) == []
    login(client, Role.AUDIT_ADMIN)
    assert {1, 2, 3} <= set(listed(client.get("/system/trail/")))


def test_the_security_administrator_sees_sign_in_and_accounts_only(client: Client, at):
    note(at, "identity.sign_in")
    note(at, "surveys.open")
    login(client, Role.SECURITY_ADMIN)
    page = client.get("/system/trail/?verb=surveys.open")
    assert listed(page) == []
    assert 1 in listed(client.get("/system/trail/"))
    assert client.get("/system/trail/2/").status_code == 404
    assert "开始核对" not in page.text
    assert client.post("/system/trail/verify/").status_code == 403


# -- searching -------------------------------------------------------------------------------------------------
@pytest.fixture
def post():
    return uuid4()


@pytest.fixture
def trail(client: Client, at, post):
    login(client, Role.AUDIT_ADMIN)
    start = AuditEntry.objects.count()
    note(at, "surveys.open", "350802001001")
    note(at, "surveys.close", "350802001002", post=post)
    note(at + timedelta(days=1), "surveys.open", "350802002001", post=post)
    note(at + timedelta(days=1), "reports.freeze", "350803")
    return lambda query: [seq - start for seq in listed(client.get(f"/system/trail/?{query}")) if seq > start]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [4, 3, 2, 1]),
        ("verb=surveys.open", [3, 1]),
        ("verb=surveys", [3, 2, 1]),
        ("place=35", [4, 3, 2, 1]),
        ("place=350802", [3, 2, 1]),
        ("place=350802001", [2, 1]),
        ("place=350802001002", [2]),
        ("place=350804", []),
        ("post={post}", [3, 2]),
        ("day=2026-11-24", [2, 1]),
        ("day=2026-11-25", [4, 3]),
        ("day=2026-11-25&verb=surveys&place=350802&post={post}", [3]),
        ("verb=surveys.open&place=350802001", [1]),
        ("verb=none.such&place=350802", []),
        ("subject=tests.Thing:1&day=2026-11-24", [2, 1]),
    ],
)
def test_the_trail_is_filtered_by_what_day_where_and_who(trail, post, query, found):
    assert trail(query.format(post=post)) == found


@pytest.mark.parametrize(
    ("query", "field"), [("day=24.11.2026", "day"), ("place=12345", "place"), ("post=1", "post")]
)
def test_a_filter_that_cannot_be_read_says_so(client: Client, query, field):
    login(client, Role.AUDIT_ADMIN)
    page = client.get(f"/system/trail/?{query}")
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text


@pytest.mark.parametrize("query", ["", "&verb=tests.act&place=350802", "&verb=tests.act"])
def test_pages_follow_each_other_without_gap_or_repeat(client: Client, at, query):
    login(client, Role.AUDITOR, "350802")
    note(at, count=120)
    seen, path = [], f"/system/trail/?x=1{query}"
    while path:
        page = client.get(path)
        seen += listed(page)
        link = re.search(r'rel="next" href="([^"]+)"', page.text)
        path = f"/system/trail/{link[1].replace('&amp;', '&')}" if link else ""
    mine = list(
        AuditEntry.objects.filter(verb="tests.act").order_by("-at", "-seq").values_list("seq", flat=True)
    )
    assert [seq for seq in seen if seq in mine] == mine


def test_a_long_search_stops_and_offers_to_go_on(client: Client, at, monkeypatch):
    from linli.base.audit import queries

    monkeypatch.setattr(queries, "CANDIDATES", 10)
    login(client, Role.AUDITOR, "350802")
    post = uuid4()
    note(at - timedelta(hours=1), "tests.rare", post=post, count=12)
    note(at, "tests.act", count=15)
    note(at + timedelta(hours=1), "tests.rare", post=uuid4(), count=12)
    page = client.get(f"/system/trail/?verb=tests.rare&post={post}")
    seen = listed(page)
    for _turn in range(5):
        link = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not link:
            break
        page = client.get(f"/system/trail/{link[1].replace('&amp;', '&')}")
        seen += listed(page)
    assert len(seen) == len(set(seen)) == 12


def test_the_trail_takes_the_same_queries_for_one_row_and_for_three(
    client: Client, at, django_assert_num_queries
):
    login(client, Role.AUDITOR, "350802")
    note(at)
    client.get("/system/trail/")
    for _turn in range(2):
        with django_assert_num_queries(7):
            client.get("/system/trail/?verb=tests.act")
        note(at, count=2)


def test_an_entry_shows_all_that_was_hashed_and_whether_it_still_holds(client: Client, at):
    login(client, Role.AUDITOR, "350802")
    note(at, why="居民来信", detail={"rows": 3})
    seq = AuditEntry.objects.get(verb="tests.act").seq
    page = client.get(f"/system/trail/{seq}/")
    for expected in ("居民来信", "rows", "tests.Thing:1", "与内容相符", "2026年11月24日"):
        assert expected in page.text
    with without_guards():
        run_sql([f"UPDATE audit_auditentry SET why = 'x' WHERE seq = {seq}"])
    assert "被改动过" in client.get(f"/system/trail/{seq}/").text


# -- jobs ------------------------------------------------------------------------------------------------------
def verify_by_page(client: Client, capture, roots="") -> str:
    with capture(execute=True):
        answer = client.post("/system/trail/verify/", {"roots": roots})
    assert answer.status_code == 303
    return answer["Location"]


def test_the_trail_is_checked_from_the_page(client: Client, at, django_capture_on_commit_callbacks):
    login(client, Role.AUDITOR, "350802")
    note(at, count=3)
    root = root_of(at.date())
    page = client.get(verify_by_page(client, django_capture_on_commit_callbacks, f"{root}\n"))
    assert "审计轨迹完好" in page.text
    assert "已完成" in page.text
    with without_guards():
        run_sql(["UPDATE audit_auditentry SET why = '100 % x' WHERE verb = 'tests.act'"])
    page = client.get(verify_by_page(client, django_capture_on_commit_callbacks))
    assert "未成功" in page.text
    assert "被改动过" in page.text


def test_a_root_that_is_none_is_refused_in_words(client: Client):
    login(client, Role.AUDIT_ADMIN)
    answer = client.post("/system/trail/verify/", {"roots": "hello"})
    assert answer.status_code == 409
    assert "不是公布过的根" in answer.text


def job_of(client: Client, account, at, **values) -> Job:
    held = Holding.objects.get(account=account)
    wanted = {
        "kind": "tests.x",
        "title": "数一数",
        "post_id": held.post_id,
        "actor_label": "我",
        "created_at": at,
    }
    return Job.objects.create(**wanted | values)


def test_a_running_job_shows_its_progress_and_asks_again_until_it_is_over(client: Client, at):
    from django.utils import timezone

    account = login(client, Role.COMMITTEE, HERE)
    moment = timezone.now()
    job = job_of(
        client, account, at, state=JobState.RUNNING, started_at=moment, heartbeat_at=moment, done=3, total=12
    )
    part = client.get(f"/system/jobs/{job.pk}/part/")
    assert f'hx-get="/system/jobs/{job.pk}/part/"' in part.text
    assert 'hx-trigger="every 1s"' in part.text
    assert 'role="status"' in part.text
    assert '<progress id="progress-' in part.text
    assert 'max="12" value="3"' in part.text
    assert "刷新" in part.text
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DONE, ended_at=at, result={"href": "/reports/1/", "words": "写好了"}
    )
    over = client.get(f"/system/jobs/{job.pk}/part/")
    assert "hx-get" not in over.text
    assert 'href="/reports/1/"' in over.text
    assert "写好了" in over.text


def without_tokens(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_the_part_equals_a_fresh_load_of_the_page(client: Client, at):
    account = login(client, Role.COMMITTEE, HERE)
    job = job_of(client, account, at)
    part = without_tokens(client.get(f"/system/jobs/{job.pk}/part/").text).strip()
    assert part in without_tokens(client.get(f"/system/jobs/{job.pk}/").text)


def test_a_job_is_there_for_its_post_and_the_system_administrator_only(client: Client, at):
    job = job_of(client, login(client, Role.COMMITTEE, HERE), at)
    paths = [f"/system/jobs/{job.pk}/", f"/system/jobs/{job.pk}/part/"]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    login(client, Role.DISTRICT_OFFICE)
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert client.post(f"/system/jobs/{job.pk}/cancel/").status_code == 404
    login(client, Role.SYSTEM_ADMIN)
    assert [client.get(path).status_code for path in paths] == [200, 200]
    assert "数一数" in client.get("/system/jobs/?state=waiting").text
    assert "数一数" not in client.get("/system/jobs/?state=done").text


def test_a_job_is_cancelled_by_its_button(client: Client, at):
    job = job_of(client, login(client, Role.COMMITTEE, HERE), at)
    assert client.get(f"/system/jobs/{job.pk}/cancel/").status_code == 405
    answer = client.post(f"/system/jobs/{job.pk}/cancel/")
    assert (answer.status_code, answer["Location"]) == (303, f"/system/jobs/{job.pk}/")
    assert "已取消" in client.get(answer["Location"]).text


def test_the_list_of_jobs_pages_and_takes_the_same_queries(client: Client, at, django_assert_num_queries):
    account = login(client, Role.SYSTEM_ADMIN)
    job_of(client, account, at)
    client.get("/system/jobs/")
    for _turn in range(2):
        with django_assert_num_queries(4):
            client.get("/system/jobs/")
        job_of(client, account, at)
        job_of(client, account, at)
    for _turn in range(60):
        job_of(client, account, at)
    page = client.get("/system/jobs/")
    link = re.search(r'rel="next" href="([^"]+)"', page.text)[1]
    rest = client.get(f"/system/jobs/{link}")
    assert page.text.count("数一数") + rest.text.count("数一数") == Job.objects.count()


# -- health ----------------------------------------------------------------------------------------------------
def test_health_says_what_was_never_done_and_what_is_old(client: Client, at):
    from django.utils import timezone

    login(client, Role.SYSTEM_ADMIN)
    page = client.get("/system/health/").text
    assert page.count("从未做过") == 3
    assert "linli backup drill" in page
    now = timezone.now()
    note(now, "audit.other", place="")
    note_publication(root=root_of(timezone.localdate(now)), where="公告栏", by=Actor.system(), at=now)
    for verb, when, detail in (
        ("backups.make", now - timedelta(days=3), {}),
        ("backups.drill", now, {"holds": False}),
    ):
        with audited(by=Actor.system(), at=when, verb=verb, subject="backups.Archive", detail=detail):
            pass
    page = client.get("/system/health/").text
    assert "从未做过" not in page
    assert "没有通过" in page
    assert "并定时运行" in page
    assert "公布到机器之外" not in page


def test_health_notices_that_nobody_works_on_the_queue(client: Client, at):
    account = login(client, Role.SYSTEM_ADMIN)
    assert "没有进程在做" not in client.get("/system/health/").text
    job_of(client, account, at - timedelta(days=400))
    assert "没有进程在做" in client.get("/system/health/").text


# -- attachments -----------------------------------------------------------------------------------------------
def test_attachments_are_downloads_inside_the_scope_only(client: Client, at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = attach(
        by=actor(Role.COMMITTEE, HERE),
        at=at,
        division_code=HERE,
        name="会议记录.txt",
        content="第一项".encode(),
    )
    login(client, Role.SUB_DISTRICT, "350802001")
    answer = client.get(f"/system/files/{row.pk}/")
    assert answer.getvalue().decode() == "第一项"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    login(client, Role.SUB_DISTRICT, "350802002")
    assert client.get(f"/system/files/{row.pk}/").status_code == 404
    login(client, Role.SYSTEM_ADMIN)
    assert client.get(f"/system/files/{row.pk}/").status_code == 403


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN])
def test_the_pages_are_complete_in_english(client: Client, at, role):
    client.cookies["django_language"] = "en"
    login(client, role)
    note(at, place="", verb="tests.act")
    chinese = re.compile(r"[\u4e00-\u9fff]+")
    for path in ("/system/health/", "/system/jobs/", "/system/trail/", "/system/trail/?day=x"):
        answer = client.get(path)
        if answer.status_code in (200, 422):
            main = re.sub(r"<td>.*?</td>", "", answer.text.split("<main")[1].split("</main")[0], flags=re.S)
            assert chinese.findall(main) == [], path
