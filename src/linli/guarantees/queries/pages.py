"""All that one page shows, in one call and a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.base.scope import Scope, prefix_range
from linli.core.questionnaire import Questionnaire
from linli.guarantees.models import Tally
from linli.guarantees.queries.boards import Board, board, campaign_shown, campaigns_to_choose
from linli.guarantees.queries.findings import (
    FindingInfo,
    RowsBehind,
    StandardInfo,
    finding,
    findings,
    rows_behind,
    standards_at,
)
from linli.guarantees.queries.rollups import PlaceRollUp, roll_up
from linli.guarantees.queries.standings import Page, StandingFilters, StandingRow, standing, standings
from linli.guarantees.states import FindingState, Guarantee
from linli.surveys import queries as surveys
from linli.surveys.queries import CampaignInfo, CampaignProgress, CommunityAnswers
from linli.territory import queries as territory
from linli.territory.queries import DivisionRow

NEXT_DIGITS = {0: 2, 2: 4, 4: 6, 6: 9}


@dataclass(frozen=True, slots=True)
class Below:
    """A division directly below the place, with how many of its communities were asked."""

    code: str
    name: str
    communities: int


@dataclass(frozen=True)
class Frame:
    """What every page of a place has: the place, the campaign shown and the others, and how fresh its figures are.

    `progress` counts the returns of each campaign in the place.
    """

    prefix: str
    as_of: date
    divisions: tuple[DivisionRow, ...]
    campaigns: tuple[CampaignInfo, ...]
    campaign: CampaignInfo | None
    board: Board | None
    progress: Mapping[UUID, CampaignProgress]

    @property
    def name(self) -> str:
        """The place's name on the day; its code where the list has none."""
        known = self.divisions[-1] if self.divisions and self.divisions[-1].code == self.prefix else None
        return known.short_name if known else self.prefix

    @property
    def before(self) -> CampaignInfo | None:
        """The campaign before the one shown."""
        older = [one for one in self.campaigns if self.campaign and one.opens_date < self.campaign.opens_date]
        return older[0] if older else None


@dataclass(frozen=True)
class PlacePage:
    """The scoreboard of a place above the communities."""

    frame: Frame
    now: PlaceRollUp
    before: PlaceRollUp | None
    standards: Mapping[str, tuple[StandardInfo, ...]]
    below: tuple[Below, ...]
    communities: Page[StandingRow]


@dataclass(frozen=True)
class CommunityPage:
    """One community: its verdicts and everything held against it. `standing` is None when it was not asked."""

    frame: Frame
    standing: StandingRow | None
    findings: tuple[FindingInfo, ...]


@dataclass(frozen=True)
class RulePage:
    """One rule over the communities of a place."""

    frame: Frame
    now: PlaceRollUp
    standards: tuple[StandardInfo, ...]
    rows: Page[RowsBehind]


@dataclass(frozen=True)
class FindingPage:
    """One community against one rule, down to the answers it rests on. Each is None when there is none."""

    frame: Frame
    standing: StandingRow | None
    finding: FindingInfo | None
    answers: CommunityAnswers | None
    questionnaire: Questionnaire


def frame(*, prefix: str, as_of: date, chosen: str = "") -> Frame:
    """Place, campaign and freshness. Five queries."""
    scope = Scope(prefix)
    campaigns = campaigns_to_choose(scope=scope, as_of=as_of)
    shown = campaign_shown(campaigns, chosen)
    return Frame(
        prefix,
        as_of,
        territory.breadcrumb(prefix, as_of) if prefix else (),
        campaigns,
        shown,
        board(shown) if shown else None,
        surveys.progress_of([one.id for one in campaigns], scope=scope) if campaigns else {},
    )


def place_page(
    *,
    prefix: str,
    as_of: date,
    chosen: str = "",
    sort: str = "code",
    filters: StandingFilters | None = None,
    page: int = 1,
) -> PlacePage | Frame:
    """The scoreboard of a place; only its frame while no community has handed in anything. At most twelve queries."""
    found = frame(prefix=prefix, as_of=as_of, chosen=chosen)
    if found.campaign is None or found.board is None:
        return found
    campaign = found.campaign.id
    asked = (campaign, found.before.id) if found.before else (campaign,)
    sums = roll_up(asked, prefix)
    before = sums[found.before.id] if found.before else None
    return PlacePage(
        found,
        sums[campaign],
        before if before and before.communities else None,
        standards_at(campaign, prefix),
        _below(campaign, prefix, as_of),
        standings(campaign, scope=Scope(prefix), sort=sort, filters=filters, page=page),
    )


def community_page(*, code: str, as_of: date, chosen: str = "") -> CommunityPage | Frame:
    """One community; only its frame while no community has handed in anything. Seven queries."""
    found = frame(prefix=code, as_of=as_of, chosen=chosen)
    if found.campaign is None or found.board is None:
        return found
    return CommunityPage(found, standing(found.campaign.id, code), findings(found.campaign.id, code))


def rule_page(
    *, prefix: str, rule: str, as_of: date, chosen: str = "", state: FindingState | None = None, page: int = 1
) -> RulePage | Frame:
    """One rule over the communities of a place. At most ten queries."""
    found = frame(prefix=prefix, as_of=as_of, chosen=chosen)
    if found.campaign is None or found.board is None:
        return found
    campaign = found.campaign.id
    return RulePage(
        found,
        roll_up((campaign,), prefix)[campaign],
        standards_at(campaign, prefix).get(rule, ()),
        rows_behind(campaign, rule=rule, scope=Scope(prefix), state=state, page=page),
    )


def finding_page(*, code: str, rule: str, as_of: date, chosen: str = "") -> FindingPage | Frame:
    """One community against one rule. Ten queries."""
    found = frame(prefix=code, as_of=as_of, chosen=chosen)
    if found.campaign is None or found.board is None:
        return found
    campaign = found.campaign.id
    return FindingPage(
        found,
        standing(campaign, code),
        finding(campaign, code, rule),
        surveys.answers(campaign, codes=[code]).get(code),
        surveys.questionnaire_of(campaign),
    )


def _below(campaign_id: UUID, prefix: str, as_of: date) -> tuple[Below, ...]:
    digits = NEXT_DIGITS.get(len(prefix))
    if digits is None:
        return ()
    rows = Tally.objects.filter(campaign_id=campaign_id, guarantee=Guarantee.PEOPLE, rule="")
    counts = {
        code: communities
        for code, communities in rows.filter(**(prefix_range("prefix", prefix) if prefix else {}))
        .order_by("prefix")
        .values_list("prefix", "communities")
        if len(code) == digits
    }
    names = territory.names(counts, as_of)
    return tuple(Below(code, names.get(code, code), many) for code, many in counts.items())
