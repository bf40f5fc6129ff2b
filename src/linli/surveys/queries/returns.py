"""One community's return: where it stands, what locks it, what happened to it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import NotFound
from linli.base.scope import Scope
from linli.core.questionnaire import Questionnaire, Timeliness, timeliness
from linli.surveys.library import parsed
from linli.surveys.models import Campaign, Hold, Return, ReturnStep
from linli.surveys.rules import Lock, locks_on
from linli.surveys.states import CampaignState, ReturnState, Step


@dataclass(frozen=True, slots=True)
class ReturnInfo:
    """A return with its campaign's questionnaire and days, and every lock in force."""

    id: UUID
    campaign_id: UUID
    campaign_title_zh: str
    campaign_title_en: str
    campaign_state: CampaignState
    opens_date: date
    closes_date: date
    questionnaire: Questionnaire
    district: str
    division_code: str
    name: str
    sub_district_name: str
    state: ReturnState
    version: int
    holder_post_id: UUID | None
    answered: int
    asked: int
    required_missing: int
    saved_at: datetime | None
    submitted_at: datetime | None
    reviewed_at: datetime | None
    approved_at: datetime | None
    confirmed: tuple[str, ...]
    timeliness: Timeliness
    locks: tuple[Lock, ...]


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One move of a return."""

    step: Step
    from_state: ReturnState
    to_state: ReturnState
    at: datetime
    label: str
    why: str


def community_return(campaign_id: UUID, code: str, *, scope: Scope, as_of: date) -> ReturnInfo:
    """The return of a community. Raises NotFound, also for one outside the scope. Two queries."""
    rows = Return.objects.in_scope(scope).filter(campaign_id=campaign_id, division_code=code)
    found = rows.select_related("campaign").first()
    if found is None:
        raise unknown_return()
    return info_of(found, found.campaign, holds_on(found), as_of)


def holds_on(row: Return) -> list[Hold]:
    """Locks by hand that bear on a return: its own and its campaign's. One query."""
    mine = Q(community_return=row) | Q(community_return=None)
    return list(Hold.objects.filter(mine, campaign_id=row.campaign_id, released_at=None).order_by("id"))


def info_of(row: Return, campaign: Campaign, holds: list[Hold], as_of: date) -> ReturnInfo:
    """The return as data; the rows are at hand already."""
    return ReturnInfo(
        id=row.id,
        campaign_id=campaign.id,
        campaign_title_zh=campaign.title_zh,
        campaign_title_en=campaign.title_en,
        campaign_state=CampaignState(campaign.state),
        opens_date=campaign.opens_date,
        closes_date=campaign.closes_date,
        questionnaire=parsed(campaign.definition),
        district=row.district,
        division_code=row.division_code,
        name=row.name,
        sub_district_name=row.sub_district_name,
        state=ReturnState(row.state),
        version=row.version,
        holder_post_id=row.holder_post_id,
        answered=row.answered,
        asked=row.asked,
        required_missing=row.required_missing,
        saved_at=row.saved_at,
        submitted_at=row.submitted_at,
        reviewed_at=row.reviewed_at,
        approved_at=row.approved_at,
        confirmed=tuple(row.confirmed),
        timeliness=timeliness(
            submitted_date=local_day(row.submitted_at), closes_date=campaign.closes_date, as_of=as_of
        ),
        locks=locks_on(
            campaign_state=CampaignState(campaign.state),
            opens_date=campaign.opens_date,
            closed_date=local_day(campaign.closed_at),
            return_state=ReturnState(row.state),
            approved_date=local_day(row.approved_at),
            holds=[_hold(hold) for hold in holds],
            as_of=as_of,
        ),
    )


def _hold(hold: Hold) -> tuple[str, date, str]:
    since = local_day(hold.placed_at)
    assert since is not None
    return hold.why, since, hold.placed_by_label


def steps(return_id: UUID) -> tuple[StepInfo, ...]:
    """What happened to a return, the latest first. One query."""
    rows = ReturnStep.objects.filter(community_return_id=return_id).order_by("-at", "-id")
    return tuple(
        StepInfo(
            Step(row.step), ReturnState(row.from_state), ReturnState(row.to_state), row.at, row.label, row.why
        )
        for row in rows
    )


def unknown_return() -> NotFound:
    """What is said about a community that the campaign does not ask, or that is out of scope."""
    return NotFound(
        "surveys.return_unknown",
        _("这次调查没有这个社区，或者它不在您管辖的范围内。"),
        _("请从调查的社区列表中打开。"),
    )
