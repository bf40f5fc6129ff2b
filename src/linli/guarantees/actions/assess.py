"""Assessing again: one community, a whole campaign, or a campaign as a job."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed
from linli.base.identity.actor import Actor
from linli.base.jobs.models import Job
from linli.base.jobs.runner import start_job
from linli.guarantees.projection.refresh import reckon, refresh, store
from linli.guarantees.rules import may_assess
from linli.surveys import queries as surveys

JOB = "guarantees.assess_campaign"


def assess_community(*, by: Actor, at: datetime, campaign_id: UUID, division_code: str) -> None:
    """Hold one community against the rules again, the same rules as the rest of its campaign.

    Refusals: guarantees.not_allowed, surveys.campaign_unknown.
    """
    surveys.campaign(campaign_id)
    _check(by, division_code)
    with audited(
        by=by,
        at=at,
        verb="guarantees.assess_community",
        subject=f"surveys.Campaign:{campaign_id}",
        place=division_code,
    ):
        refresh(campaign_id, (division_code,), at)


def assess_campaign(
    *, by: Actor, at: datetime, campaign_id: UUID, progress: Callable[[int, int], None] | None = None
) -> int:
    """Hold every community of a campaign against the rules in force as known now; answers how many there are.

    `progress` is told (done, total) while reckoning goes on. Refusals: guarantees.not_allowed,
    surveys.campaign_unknown.
    """
    campaign = surveys.campaign(campaign_id)
    _check(by, campaign.prefix)
    reckoning = reckon(campaign_id, progress)
    with audited(
        by=by, at=at, verb=JOB, subject=f"surveys.Campaign:{campaign_id}", place=campaign.prefix
    ) as entry:
        count = store(reckoning, at)
        entry.detail = {"communities": count}
    return count


def start_assessment(*, by: Actor, at: datetime, campaign_id: UUID) -> Job:
    """The same as a job. Refusals: guarantees.not_allowed, surveys.campaign_unknown."""
    campaign = surveys.campaign(campaign_id)
    _check(by, campaign.prefix)
    return start_job(
        kind=JOB,
        params={"campaign_id": str(campaign_id)},
        by=by,
        at=at,
        title=_("重新核对五个有：%(title)s") % {"title": campaign.title_zh},
    )


def _check(by: Actor, place: str) -> None:
    if not may_assess(by, place):
        raise NotAllowed(
            "guarantees.not_allowed",
            _("这个岗位不能让此地的五个有重新核对。"),
            _("请联系本区社区建设领导小组办公室。"),
        )
