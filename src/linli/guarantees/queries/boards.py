"""Which campaign a page shows, and how its figures stand to the rules of now."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.scope import Scope
from linli.guarantees.models import Scoreboard
from linli.guarantees.standards import rules_digest
from linli.policies.queries import rulebook
from linli.surveys import queries as surveys
from linli.surveys.queries import CampaignInfo
from linli.surveys.states import CampaignState


@dataclass(frozen=True, slots=True)
class Board:
    """`day` is the day the rules are read for, `rules_known_at` the state of districts' own values used.

    `stale`: values that bear on this campaign have changed since; it has to be assessed again.
    """

    campaign_id: UUID
    day: date
    rules_known_at: datetime
    assessed_at: datetime
    stale: bool


def board(campaign: CampaignInfo) -> Board | None:
    """None while nobody has handed in anything. Two queries."""
    row = Scoreboard.objects.filter(campaign_id=campaign.id).first()
    if row is None:
        return None
    digest = rules_digest(rulebook(), campaign.prefix, row.day)
    return Board(row.campaign_id, row.day, row.rules_known_at, row.assessed_at, digest != row.rules_digest)


def campaigns_to_choose(*, scope: Scope, as_of: date) -> tuple[CampaignInfo, ...]:
    """The campaigns that have opened by that day, the newest first. One query."""
    return tuple(
        campaign
        for campaign in surveys.campaigns(scope=scope, as_of=as_of)
        if campaign.state != CampaignState.DRAFT and campaign.opens_date <= as_of
    )


def campaign_shown(campaigns: tuple[CampaignInfo, ...], chosen: str = "") -> CampaignInfo | None:
    """The one asked for; else the newest that has closed, since a running one is not complete; else the newest."""
    for campaign in campaigns:
        if str(campaign.id) == chosen:
            return campaign
    closed = (campaign for campaign in campaigns if campaign.state == CampaignState.CLOSED)
    return next(closed, campaigns[0] if campaigns else None)
