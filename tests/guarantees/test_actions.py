from datetime import date
from decimal import Decimal

import pytest

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.jobs.runner import JobCancelled
from linli.core.policy import Document
from linli.guarantees import queries
from linli.guarantees.actions import assess_campaign, assess_community, start_assessment
from linli.guarantees.models import Finding, Scoreboard, Standing
from linli.guarantees.projection import refresh
from linli.guarantees.standards import RULES
from linli.policies.actions import override_value
from linli.policies.queries import pack_rulebook
from linli.surveys import queries as surveys
from tests.factories import actor
from tests.guarantees.setting import OFFICE, OFFICE_60, OFFICE_240, THEN, hand_in, open_survey

pytestmark = pytest.mark.django_db
ONE, TWO = "350802001001", "350802001002"


@pytest.fixture
def campaign():
    made = open_survey()
    hand_in(made.pk, {ONE: OFFICE_240})
    return made


def set_standard(amount, at):
    override_value(
        by=OFFICE,
        at=at,
        rule="office.floor_area",
        division_code="350802",
        term={"amount": str(amount)},
        valid_from=date(2008, 6, 1),
        document=Document(name="区里的文件"),
    )


def test_every_rule_the_engine_asks_for_is_one_of_the_packs():
    assert set(RULES) <= set(pack_rulebook().rules)


def test_an_assessment_is_one_audit_entry(campaign):
    before = AuditEntry.objects.count()
    assert assess_campaign(by=OFFICE, at=THEN, campaign_id=campaign.pk) == 3
    entry = AuditEntry.objects.order_by("-seq").first()
    assert AuditEntry.objects.count() == before + 1
    assert (entry.verb, entry.place, entry.detail) == (
        "guarantees.assess_campaign",
        "350802",
        {"communities": 3},
    )


@pytest.mark.parametrize("role", [Role.SUB_DISTRICT, Role.COMMITTEE, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_the_district_office_may(role, campaign):
    by = actor(role, "350802")
    for call in (assess_campaign, start_assessment):
        with pytest.raises(NotAllowed):
            call(by=by, at=THEN, campaign_id=campaign.pk)
    with pytest.raises(NotAllowed):
        assess_community(by=by, at=THEN, campaign_id=campaign.pk, division_code=ONE)


def test_another_districts_office_may_not(campaign):
    with pytest.raises(NotAllowed):
        assess_campaign(by=actor(Role.DISTRICT_OFFICE, "350821"), at=THEN, campaign_id=campaign.pk)


def test_a_campaign_that_is_not_there():
    with pytest.raises(NotFound):
        assess_campaign(by=OFFICE, at=THEN, campaign_id=uuid7())


def test_as_a_job_with_progress(campaign, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = start_assessment(by=OFFICE, at=at, campaign_id=campaign.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"communities": 3})


def test_progress_is_told_and_a_job_can_be_stopped_before_anything_is_written(campaign, at, monkeypatch):
    monkeypatch.setattr(refresh, "STEP", 1)
    told = []
    assess_campaign(by=OFFICE, at=at, campaign_id=campaign.pk, progress=lambda *how: told.append(how))
    assert told == [(1, 3), (2, 3), (3, 3)]
    before = set(Finding.objects.values_list("id", flat=True))

    def stop(done, total):
        raise JobCancelled

    with pytest.raises(JobCancelled):
        assess_campaign(by=OFFICE, at=at, campaign_id=campaign.pk, progress=stop)
    assert set(Finding.objects.values_list("id", flat=True)) == before


def test_a_late_community_is_held_against_the_rules_of_the_others(campaign, at):
    set_standard(300, at)
    hand_in(campaign.pk, {TWO: {**OFFICE_240, "office_area": Decimal(250)}}, at=at)
    assert queries.finding(campaign.pk, TWO, "office.floor_area").required == 100
    assert queries.board(surveys.campaign(campaign.pk)).stale
    assess_campaign(by=OFFICE, at=at, campaign_id=campaign.pk)
    assert queries.finding(campaign.pk, TWO, "office.floor_area").required == 300
    assert not queries.board(surveys.campaign(campaign.pk)).stale


def test_a_value_that_does_not_bear_on_the_survey_makes_nothing_stale(campaign, at):
    override_value(
        by=OFFICE,
        at=at,
        rule="office.floor_area",
        division_code="350802",
        term={"amount": "300"},
        valid_from=date(2020, 1, 1),
        document=Document(name="后来的文件"),
    )
    assert not queries.board(surveys.campaign(campaign.pk)).stale


def test_what_comes_in_while_everybody_is_reckoned_is_not_lost(campaign, at):
    reckoning = refresh.reckon(campaign.pk)
    hand_in(campaign.pk, {TWO: OFFICE_60}, at=at)
    refresh.store(reckoning, at)
    assert queries.standing(campaign.pk, TWO).handed_in
    assert queries.finding(campaign.pk, TWO, "office.floor_area").short_by == 40


def test_answers_and_scoreboard_change_together_or_not_at_all(campaign, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("no")

    monkeypatch.setattr(refresh, "write_communities", broken)
    with pytest.raises(RuntimeError):
        hand_in(campaign.pk, {TWO: OFFICE_60})
    assert surveys.answers(campaign.pk, codes=[TWO]) == {}
    assert Standing.objects.filter(division_code=TWO, handed_in=False).count() == 1


def test_a_return_taken_back_is_unknown_again(campaign, at):
    from linli.surveys.actions import send_back
    from linli.surveys.models import Return

    row = Return.objects.get(campaign=campaign, division_code=ONE)
    send_back(return_id=row.pk, by=OFFICE, at=at, why="请补充")
    assert not queries.standing(campaign.pk, ONE).handed_in
    assert queries.findings(campaign.pk, ONE) == ()
    assert Scoreboard.objects.count() == 1
