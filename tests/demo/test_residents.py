"""Generated residents of the demo: brought in portion by portion through the real path, marked as generated."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from linli.base.crypto.opened import cipher
from linli.base.identity.actor import Actor
from linli.base.jobs.models import Job, JobState
from linli.base.jobs.runner import JobRun
from linli.base.scope import Scope
from linli.catalogue.actions import load_seed
from linli.core.population.numbers import is_generated
from linli.demo import residents, tasks
from linli.demo.family import load_family
from linli.demo.places import DISTRICT, SUB_DISTRICTS
from linli.demo.tasks import residents as job
from linli.register.actions import load_sources
from linli.register.models import Fact, Person, Subject
from linli.rosters.models import Roster
from linli.rosters.states import ImportState
from linli.territory.demo import load_demo

AT = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ALL = Scope(DISTRICT)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _installed():
    load_demo(by=Actor.system("demo"), at=AT)
    load_seed(by=Actor.system("demo"), at=AT)
    yield
    residents.generated.cache_clear()


def test_five_rosters_of_four_sub_districts_become_the_people_behind_them():
    made = residents.load_residents(at=AT, people=120)
    assert len(made) == 5 * len(SUB_DISTRICTS)
    people = Person.objects.in_scope(ALL)
    assert 110 <= people.count() <= 126
    assert all("演示，数据为生成" in name for name in Roster.objects.values_list("name", flat=True))
    numbers = Fact.objects.in_scope(ALL).filter(element="self.id_number")[:200]
    keys = cipher()
    opened = [keys.open(fact.subject_id, "self.id_number", bytes(fact.sealed)) for fact in numbers]
    assert opened
    assert all(is_generated(number if len(number) == 18 else f"{number[:6]}19") for number in opened)
    assert residents.load_residents(at=AT, people=120) == []


def test_each_job_brings_one_portion_and_starts_the_next():
    first = residents.start_residents(at=AT, people=60)
    assert first is not None
    assert residents.start_residents(at=AT, people=60) is None
    answer = job(JobRun(first.pk, first.params, residents.BY, AT))
    assert Roster.objects.count() == 1
    assert answer["href"] == f"/rosters/{Roster.objects.get().pk}/"
    following = Job.objects.filter(kind=residents.KIND).exclude(pk=first.pk).get()
    assert following.state == JobState.WAITING


def test_a_portion_that_was_broken_off_is_taken_up_and_not_brought_twice(monkeypatch):
    def power_cut(**_said):
        raise KeyboardInterrupt

    load_sources(by=residents.BY, at=AT)
    with monkeypatch.context() as patched:
        patched.setattr(residents.actions, "run_roster", power_cut)
        with pytest.raises(KeyboardInterrupt):
            residents.bring_next(at=AT, people=60, day=AT.date())
    left = Roster.objects.get()
    assert left.state == ImportState.MAPPED
    done = residents.bring_next(at=AT, people=60, day=AT.date())
    assert (done.pk, done.state, Roster.objects.count()) == (left.pk, ImportState.DONE, 1)


def test_what_needs_residents_is_made_up_for_when_it_was_broken_off(monkeypatch, settings):
    settings.DEMO = True
    settings.DEMO_PEOPLE = 40
    residents.load_residents(at=AT, people=40)
    begun = []

    def power_cut(*, at):
        begun.append(load_family(at=at))
        raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "load_returns", power_cut)
    first = residents.start_residents(at=AT)
    with pytest.raises(KeyboardInterrupt):
        job(JobRun(first.pk, first.params, residents.BY, AT))
    assert begun
    assert not Subject.objects.in_scope(ALL).filter(kind="thing").exists()  # nothing of a step half done
    Job.objects.update(state=JobState.FAILED, ended_at=AT)
    monkeypatch.setattr(tasks, "load_returns", lambda *, at: begun.clear())
    again = residents.start_residents(at=AT)
    job(JobRun(again.pk, again.params, residents.BY, AT))
    Job.objects.update(state=JobState.DONE, ended_at=AT)
    assert begun == []
    assert residents.start_residents(at=AT) is None


def test_a_demo_without_residents_starts_nothing(settings):
    settings.DEMO_PEOPLE = 0
    assert residents.start_residents(at=AT) is None
    assert not Job.objects.exists()
