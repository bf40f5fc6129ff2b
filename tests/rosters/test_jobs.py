"""Dry run and run as jobs: progress, cancelling, one at a time."""

import pytest

from linli.base.errors import Refusal
from linli.base.jobs.models import Job, JobState
from linli.base.jobs.runner import JobCancelled, JobRun
from linli.base.scope import Scope
from linli.register.models import Person
from linli.rosters import actions, tasks
from linli.rosters.models import Roster, RosterFile
from linli.rosters.states import ImportState
from tests.rosters.setting import (
    AT,
    CHEN,
    DISTRICT,
    LI,
    WANG,
    brought,
    checked,
    csv_file,
    done,
    office,
    row,
    set_up,
)

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)


@pytest.fixture(autouse=True)
def _district():
    set_up()


def as_job(job, handler):
    return handler(JobRun(job.pk, job.params, office(), AT))


def test_the_dry_run_and_the_run_lead_back_to_the_page_of_the_roster():
    roster = brought(csv_file([LI, WANG]))
    job = actions.start_check(roster_id=roster.pk, by=office(), at=AT)
    answer = as_job(job, tasks.check)
    assert answer["href"] == f"/rosters/{roster.pk}/"
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, ended_at=AT)
    job = actions.start_run(roster_id=roster.pk, leave_out=False, by=office(), at=AT)
    as_job(job, tasks.bring_in)
    assert Person.objects.in_scope(ALL).count() == 2


def test_a_roster_is_worked_on_by_one_job_at_a_time():
    roster = brought(csv_file([LI]))
    actions.start_check(roster_id=roster.pk, by=office(), at=AT)
    with pytest.raises(Refusal) as refused:
        actions.start_check(roster_id=roster.pk, by=office(), at=AT)
    assert refused.value.code == "rosters.at_work"


def test_nothing_is_run_that_nobody_has_seen_the_dry_run_of():
    roster = brought(csv_file([LI]))
    with pytest.raises(Refusal) as refused:
        actions.start_run(roster_id=roster.pk, leave_out=False, by=office(), at=AT)
    assert refused.value.code == "rosters.check_first"


@pytest.mark.parametrize("after", [0, 2, 5])
def test_a_cancelled_run_leaves_nothing(after):
    roster = checked(
        csv_file([LI, WANG, CHEN, *(row("李建" + c, "19700101", n) for n, c in enumerate("华军", 40))])
    )
    calls = 0

    def progress(_done, _total, _message):
        nonlocal calls
        calls += 1
        if calls > after:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        actions.run_roster(roster_id=roster.pk, leave_out=False, by=office(), at=AT, progress=progress)
    assert not Person.objects.in_scope(ALL).exists()
    assert Roster.objects.get().state == ImportState.CHECKED
    assert RosterFile.objects.exists()


def test_progress_never_runs_backwards_or_beyond_its_end():
    told = []
    roster = checked(csv_file([LI, WANG, CHEN]))
    actions.run_roster(
        roster_id=roster.pk,
        leave_out=False,
        by=office(),
        at=AT,
        progress=lambda done_, total, _message: told.append((done_, total)),
    )
    assert told
    assert told == sorted(told)
    assert all(done_ <= total for done_, total in told)


def test_what_nobody_said_yes_to_is_given_up_after_three_days():
    from datetime import timedelta

    old = brought(csv_file([LI]))
    done(csv_file([WANG]), at=AT + timedelta(days=4))
    old.refresh_from_db()
    assert old.state == ImportState.DISCARDED
    assert old.head_sealed is None
