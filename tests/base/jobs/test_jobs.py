"""Jobs from asking to ending, with the work done at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.jobs import handlers
from linli.base.jobs.actions import answer_for_lost_jobs, cancel_job, forget_old_jobs
from linli.base.jobs.models import Job, JobState
from linli.base.jobs.queries import job_view, jobs_page, queue_health, view_of
from linli.base.jobs.runner import JobRun, job_handler, run_job, start_job
from linli.base.scope import Scope
from tests.audited import assert_audited

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=60)


@pytest.fixture(autouse=True)
def own_register(monkeypatch):
    handlers._import_all_tasks()  # once in a process: into the real register, not into a copy
    monkeypatch.setattr(handlers, "HANDLERS", handlers.HANDLERS.copy())
    monkeypatch.setattr(handlers, "IDEMPOTENT", handlers.IDEMPOTENT.copy())


@pytest.fixture
def clerk() -> Actor:
    return Actor(uuid4(), uuid4(), Role.DISTRICT_OFFICE, Scope("350802"), "区社区办 · 经办人")


def do(handler, by, at, capture, kind="tests.work", **more) -> Job:
    job_handler(kind)(handler)
    with capture(execute=True):
        job = start_job(kind=kind, params={"rows": 3}, by=by, at=at, **more)
    job.refresh_from_db()
    return job


def test_a_job_runs_with_its_parameters_as_who_asked_and_ends_with_its_result(
    clerk, at, django_capture_on_commit_callbacks
):
    seen: list[JobRun] = []

    def work(run: JobRun) -> dict:
        seen.append(run)
        for row in range(run.params["rows"]):
            run.progress(row + 1, run.params["rows"], "写入")
        return {"href": "/reports/1/", "words": "写好了"}

    with assert_audited("jobs.start"):
        job = do(work, clerk, at, django_capture_on_commit_callbacks, title="写报告")
    assert (seen[0].by.post_id, seen[0].by.role, seen[0].by.scope) == (clerk.post_id, clerk.role, clerk.scope)
    assert (job.state, job.done, job.total, job.attempts) == (JobState.DONE, 3, 3, 1)
    view = job_view(job_id=job.pk, by=clerk, at=at)
    assert (view.title, view.percent, view.href, view.words, view.is_over) == (
        "写报告",
        100,
        "/reports/1/",
        "写好了",
        True,
    )


def test_a_refusal_reaches_the_person_in_words(clerk, at, django_capture_on_commit_callbacks):
    def refuse(run: JobRun) -> dict:
        raise Refusal("tests.no", gettext_lazy("第 %(row)s 行不对。"), gettext_lazy("请改正后再传。"), row=4)

    job = do(refuse, clerk, at, django_capture_on_commit_callbacks)
    assert (job.state, job.message, job.result) == (
        JobState.FAILED,
        "第 4 行不对。 请改正后再传。",
        {"code": "tests.no"},
    )


def test_an_error_of_the_program_says_so_and_tells_no_secrets(
    clerk, at, django_capture_on_commit_callbacks, caplog
):
    def fail(run: JobRun) -> dict:
        raise ZeroDivisionError("secret detail")

    job = do(fail, clerk, at, django_capture_on_commit_callbacks)
    assert job.state == JobState.FAILED
    assert "程序出错" in job.message
    assert "secret" not in job.message
    assert str(job.pk) in caplog.text


def test_words_come_in_the_language_of_who_asked(clerk, at, django_capture_on_commit_callbacks):
    said: list[str] = []
    with translation.override("en"):
        do(lambda run: said.append(translation.get_language()), clerk, at, django_capture_on_commit_callbacks)
    assert said == ["en"]


def test_a_job_of_no_known_kind_cannot_be_asked_for(clerk, at):
    with pytest.raises(LookupError):
        start_job(kind="tests.unknown", params={}, by=clerk, at=at)
    assert not AuditEntry.objects.exists()


def waiting(by, at, kind="tests.work") -> Job:
    job_handler(kind)(lambda run: None)
    return start_job(kind=kind, params={}, by=by, at=at)


def running(by, at, kind="tests.work", **more) -> Job:
    job = waiting(by, at, kind)
    values = {"started_at": at, "heartbeat_at": at, "attempts": 1, "worker": "w1"} | more
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, **values)
    job.refresh_from_db()
    return job


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(clerk, at):
    job = waiting(clerk, at)
    with assert_audited("jobs.cancel"):
        cancel_job(job_id=job.pk, by=clerk, at=at)
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.CANCELLED, 0)
    with pytest.raises(Refusal, match="已经结束"):
        cancel_job(job_id=job.pk, by=clerk, at=at)


def test_a_job_of_somebody_else_is_not_there(clerk, at):
    job = waiting(clerk, at)
    stranger = Actor(clerk.account_id, uuid4(), Role.DISTRICT_OFFICE, clerk.scope, "另一岗位")
    for call in (cancel_job, job_view):
        with pytest.raises(NotFound):
            call(job_id=job.pk, by=stranger, at=at)
        with pytest.raises(NotFound):
            call(job_id=uuid4(), by=clerk, at=at)
    system = Actor(uuid4(), uuid4(), Role.SYSTEM_ADMIN, Scope(""), "系统管理员")
    assert job_view(job_id=job.pk, by=system, at=at).state == JobState.WAITING


def test_a_job_without_a_sign_shows_as_lost_and_becomes_failed_with_words(clerk, at):
    job = running(clerk, at)
    later = at + LEASE * 3
    assert "没有动静" in job_view(job_id=job.pk, by=clerk, at=later).message
    assert answer_for_lost_jobs(by=Actor.system(), at=at + LEASE / 2, lease=LEASE) == []
    with assert_audited("jobs.lost"):
        assert answer_for_lost_jobs(by=Actor.system(), at=later, lease=LEASE) == [job.pk]
    job.refresh_from_db()
    assert (job.state, job.ended_at) == (JobState.FAILED, later)
    assert "中途停止" in job.message


def test_jobs_of_a_worker_known_to_be_dead_need_no_waiting(clerk, at):
    mine, other = running(clerk, at), running(clerk, at, worker="w2")
    assert answer_for_lost_jobs(by=Actor.system(), at=at, lease=LEASE, worker="w1") == [mine.pk]
    other.refresh_from_db()
    assert other.state == JobState.RUNNING


def test_an_idempotent_job_goes_back_into_the_queue_three_times_at_most(clerk, at):
    job_handler("tests.again", idempotent=True)(lambda run: None)
    job = running(clerk, at)
    Job.objects.filter(pk=job.pk).update(kind="tests.again")
    states = []
    for attempt in (1, 2, 3):
        Job.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING, attempts=attempt, started_at=at, heartbeat_at=at
        )
        answer_for_lost_jobs(by=Actor.system(), at=at + LEASE * 2, lease=LEASE)
        job.refresh_from_db()
        states.append(job.state)
    assert states == [JobState.WAITING, JobState.WAITING, JobState.FAILED]


def test_a_run_that_was_taken_for_lost_does_not_speak_again(clerk, at, django_capture_on_commit_callbacks):
    def outlived(run: JobRun) -> dict:
        later = timezone.now() + LEASE * 2
        answer_for_lost_jobs(by=Actor.system(), at=later, lease=LEASE)
        return {"words": "too late"}

    job = do(outlived, clerk, at, django_capture_on_commit_callbacks)
    assert (job.state, job.result) == (JobState.FAILED, {})


@pytest.mark.parametrize(
    "wrong", [{"state": JobState.DONE}, {"state": JobState.RUNNING}, {"ended_at": timezone.now()}]
)
def test_the_database_refuses_states_that_do_not_fit(clerk, at, wrong):
    job = waiting(clerk, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)


@pytest.mark.parametrize(
    "href", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"]
)
def test_a_result_links_to_our_own_pages_only(clerk, at, href):
    job = waiting(clerk, at)
    job.result = {"href": href}
    assert view_of(job, at=at).href == ""


def test_a_total_nobody_knows_has_no_percentage(clerk, at):
    assert view_of(waiting(clerk, at), at=at).percent is None


def test_the_list_and_the_queue_take_a_fixed_number_of_queries(clerk, at, django_assert_num_queries):
    for count in (1, 3):
        for _turn in range(count):
            waiting(clerk, at)
        with django_assert_num_queries(2):
            assert len(jobs_page(at=at)) == Job.objects.count()
    with django_assert_num_queries(1):
        health = queue_health(at=at)
    assert (health.waiting, health.running, health.oldest_waiting_at) == (4, 0, at)
    newest = jobs_page(at=at)[0]
    assert [view.id for view in jobs_page(at=at, before=newest.id)] == [v.id for v in jobs_page(at=at)[1:]]
    assert jobs_page(at=at, state="failed") == []


def test_old_jobs_are_forgotten_and_open_ones_kept(clerk, at):
    old, still = waiting(clerk, at), waiting(clerk, at)
    cancel_job(job_id=old.pk, by=clerk, at=at)
    later = at + timedelta(days=200)
    with assert_audited("jobs.forget"):
        assert forget_old_jobs(by=Actor.system(), at=later, older_than=timedelta(days=180)) == 1
    assert list(Job.objects.all()) == [still]
    with assert_audited("jobs.forget", times=0):
        assert forget_old_jobs(by=Actor.system(), at=later, older_than=timedelta(days=180)) == 0
