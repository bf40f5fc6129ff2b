"""Campaigns."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.scope import Scope
from linli.core.questionnaire import Label, Questionnaire
from linli.surveys.library import parsed
from linli.surveys.models import Campaign, Return
from linli.surveys.states import CampaignState, ReturnState


@dataclass(frozen=True, slots=True)
class CampaignInfo:
    """A campaign. `prefix` is the place asked, `asked` the number of communities (0 before it opens)."""

    id: UUID
    questionnaire: str
    version: int
    title_zh: str
    title_en: str
    prefix: str
    district: str
    opens_date: date
    closes_date: date
    state: CampaignState
    asked: int

    @property
    def title(self) -> Label:
        """The title in both languages."""
        return Label(self.title_zh, self.title_en)


@dataclass(frozen=True, slots=True)
class CampaignProgress:
    """How many of the communities in scope stand where."""

    asked: int
    by_state: dict[ReturnState, int]

    @property
    def handed_in(self) -> int:
        """Submitted or approved."""
        return self.by_state.get(ReturnState.SUBMITTED, 0) + self.by_state.get(ReturnState.APPROVED, 0)

    @property
    def approved(self) -> int:
        """Approved by the district."""
        return self.by_state.get(ReturnState.APPROVED, 0)


COLUMNS = (
    "id",
    "questionnaire",
    "version",
    "title_zh",
    "title_en",
    "prefix",
    "district",
    "opens_date",
    "closes_date",
    "state",
    "asked",
)


def _info(
    campaign_id: UUID,
    questionnaire: str,
    version: int,
    title_zh: str,
    title_en: str,
    prefix: str,
    district: str,
    opens_date: date,
    closes_date: date,
    state: str,
    asked: int,
) -> CampaignInfo:
    return CampaignInfo(
        id=campaign_id,
        questionnaire=questionnaire,
        version=version,
        title_zh=title_zh,
        title_en=title_en,
        prefix=prefix,
        district=district,
        opens_date=opens_date,
        closes_date=closes_date,
        state=CampaignState(state),
        asked=asked,
    )


def campaign(campaign_id: UUID) -> CampaignInfo:
    """One campaign. Raises NotFound. One query."""
    row = Campaign.objects.filter(pk=campaign_id).values_list(*COLUMNS).first()
    if row is None:
        raise unknown_campaign()
    return _info(*row)


def campaigns(*, scope: Scope, as_of: date) -> tuple[CampaignInfo, ...]:
    """Campaigns made by `as_of` that ask in the scope or around it, the newest first. One query."""
    rows = (
        Campaign.objects.touching(scope)
        .filter(created_at__date__lte=as_of)
        .order_by("-opens_date", "-id")
        .values_list(*COLUMNS)
    )
    return tuple(_info(*row) for row in rows)


def latest_campaign(*, prefix: str, as_of: date) -> CampaignInfo | None:
    """The campaign that opened last, on or before `as_of`, and asks inside `prefix` or around it. One query."""
    rows = (
        Campaign.objects.touching(Scope(prefix))
        .exclude(state=CampaignState.DRAFT)
        .filter(opens_date__lte=as_of)
        .order_by("-opens_date", "-id")
        .values_list(*COLUMNS)
    )
    row = rows.first()
    return _info(*row) if row else None


def questionnaire_of(campaign_id: UUID) -> Questionnaire:
    """The questionnaire as it was when the campaign was made. Raises NotFound. One query."""
    text = Campaign.objects.filter(pk=campaign_id).values_list("definition", flat=True).first()
    if text is None:
        raise unknown_campaign()
    return parsed(text)


def progress_of(campaign_ids: Collection[UUID], *, scope: Scope) -> dict[UUID, CampaignProgress]:
    """Returns in scope by state, for several campaigns at once. One query."""
    rows = (
        Return.objects.in_scope(scope)
        .filter(campaign_id__in=list(campaign_ids))
        .order_by()
        .values_list("campaign_id", "state")
        .annotate(count=Count("id"))
    )
    found: dict[UUID, dict[ReturnState, int]] = {campaign_id: {} for campaign_id in campaign_ids}
    for campaign_id, state, count in rows:
        found[campaign_id][ReturnState(state)] = count
    return {key: CampaignProgress(sum(states.values()), states) for key, states in found.items()}


def unknown_campaign() -> NotFound:
    """What is said about a campaign that is not there."""
    return NotFound("surveys.campaign_unknown", _("没有这次调查。"), _("请从调查列表中打开。"))
