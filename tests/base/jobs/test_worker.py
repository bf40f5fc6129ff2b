"""Real worker processes on a real database: progress seen from outside, cancel, and death in the middle."""

import json
import time

import pytest

from tests.installation import Installation, installation

pytestmark = pytest.mark.slow
HANDLERS = """
import sys, time
from django.db import transaction
from linli.base.identity.models import Body
from linli.base.jobs.models import Job
from linli.base.jobs.runner import job_handler, start_job
from linli.base.identity.actor import Actor
from django.utils import timezone

@job_handler("tests.one_transaction")
def one_transaction(run):
    with transaction.atomic():
        Body.objects.create(kind="operator", name=f"half done {run.job_id}")
        for step in range(2000):
            run.progress(step, 2000, "一个事务之内")
            time.sleep(0.05)
    return {"words": "done"}

@job_handler("tests.quick")
def quick(run):
    run.progress(1, 1)
    return {"words": "done"}

@job_handler("tests.again", idempotent=True)
def again(run):
    first = Job.objects.get(pk=run.job_id).attempts == 1
    for step in range(2000 if first else 1):
        run.progress(step, 2000)
        time.sleep(0.05)
    return {"words": "done"}
"""
WORK = "from linli.base.jobs.worker import JobWorker\nJobWorker({name!r}).run()"
ASK = "print(start_job(kind={kind!r}, params={params!r}, by=Actor.system(), at=timezone.now()).pk)"
LOOK = """
from linli.base.jobs.queries import job_view
from linli.base.identity.actor import Actor
from django.utils import timezone
import json
view = job_view(job_id={job!r}, by=Actor.system(), at=timezone.now())
print(json.dumps([view.state, view.done, view.message]))
"""
CANCEL = """
from linli.base.jobs.actions import cancel_job
from linli.base.identity.actor import Actor
from django.utils import timezone
import uuid
cancel_job(job_id=uuid.UUID({job!r}), by=Actor.system(), at=timezone.now())
"""
REAP = """
from datetime import timedelta
from linli.base.jobs.actions import answer_for_lost_jobs
from linli.base.identity.actor import Actor
from django.utils import timezone
answer_for_lost_jobs(by=Actor.system(), at=timezone.now(), lease=timedelta(seconds={lease}))
"""


@pytest.fixture
def place(tmp_path):
    with installation(tmp_path) as made:
        yield made


def look(place: Installation, job: str) -> list:
    return json.loads(place.python(LOOK.format(job=job)))


def wait_for(place: Installation, job: str, wanted, seconds: float = 40) -> list:
    deadline = time.monotonic() + seconds
    while True:
        seen = look(place, job)
        if wanted(seen) or time.monotonic() > deadline:
            return seen
        time.sleep(0.1)


def ask(place: Installation, kind: str, **params) -> str:
    return place.python(HANDLERS + ASK.format(kind=kind, params=params))


def test_progress_shows_while_the_handler_holds_a_transaction_and_cancel_reaches_it(place):
    job = ask(place, "tests.one_transaction")
    worker = place.start_code(HANDLERS + WORK.format(name="w1"))
    try:
        first = wait_for(place, job, lambda seen: seen[1] > 0)
        assert first[0] == "running"
        assert first[2] == "一个事务之内"
        assert wait_for(place, job, lambda seen: seen[1] > first[1])[1] > first[1]
        place.python(CANCEL.format(job=job))
        assert wait_for(place, job, lambda seen: seen[0] != "running")[0] == "cancelled"
        left = place.python("from linli.base.identity.models import Body\nprint(Body.objects.count())")
        assert left == "0"
        after = ask(place, "tests.quick")
        assert wait_for(place, after, lambda seen: seen[0] == "done")[0] == "done"
    finally:
        worker.terminate()
        worker.communicate(timeout=20)


def test_a_worker_killed_in_the_middle_leaves_a_failed_job_and_not_a_running_one(place):
    job = ask(place, "tests.one_transaction")
    worker = place.start_code(HANDLERS + WORK.format(name="w1"))
    wait_for(place, job, lambda seen: seen[1] > 0)
    worker.kill()
    worker.communicate(timeout=20)
    place.python(REAP.format(lease=60))
    assert look(place, job)[0] == "running"
    time.sleep(1)
    place.python(REAP.format(lease=0.5))
    state, _done, message = look(place, job)
    assert state == "failed"
    assert "中途停止" in message
    queue = "from django_tasks_db.models import DBTaskResult\nprint(DBTaskResult.objects.get().status)"
    assert place.python(queue) == "FAILED"
    assert place.json("audit", "verify")["holds"]


def test_an_idempotent_job_is_taken_up_by_the_next_worker(place):
    job = ask(place, "tests.again")
    first = place.start_code(HANDLERS + WORK.format(name="w1"))
    wait_for(place, job, lambda seen: seen[1] > 0)
    first.kill()
    first.communicate(timeout=20)
    time.sleep(0.6)
    place.python(REAP.format(lease=0.5))
    second = place.start_code(HANDLERS + WORK.format(name="w2"))
    try:
        assert wait_for(place, job, lambda seen: seen[0] == "done")[0] == "done"
    finally:
        second.terminate()
        second.communicate(timeout=20)
