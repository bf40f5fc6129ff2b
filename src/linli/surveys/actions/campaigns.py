"""Making, opening, closing and reopening campaigns."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.surveys import rules
from linli.surveys.library import parsed, shipped, shipped_text
from linli.surveys.models import Campaign, Return
from linli.surveys.queries.campaigns import unknown_campaign
from linli.surveys.states import CampaignState
from linli.territory import queries as territory


class AskedPlace(NamedTuple):
    """A community that is asked, with its name and its sub-district's on the opening day."""

    code: str
    name: str
    sub_district_name: str = ""


def create_campaign(
    *,
    by: Actor,
    at: datetime,
    questionnaire: str = "five_guarantees",
    title_zh: str,
    title_en: str,
    prefix: str,
    opens_date: date,
    closes_date: date,
) -> Campaign:
    """A new campaign, not open yet, with the questionnaire as it is now.

    Raises a refusal for an unknown questionnaire, days in the wrong order, or a place that is no code.
    """
    rules.ensure(rules.may_manage(by, prefix))
    _check_new(questionnaire, title_zh, prefix, opens_date, closes_date)
    text = shipped_text(questionnaire)
    asked = parsed(text)
    with audited(
        by=by, at=at, verb="surveys.create_campaign", subject="surveys.Campaign", place=prefix
    ) as entry:
        campaign = Campaign.objects.create(
            id=uuid7(),
            district=prefix[:6],
            questionnaire=asked.code,
            version=asked.version,
            definition=text,
            title_zh=title_zh.strip(),
            title_en=title_en.strip() or title_zh.strip(),
            prefix=prefix,
            opens_date=opens_date,
            closes_date=closes_date,
            created_at=at,
        )
        entry.subject = f"surveys.Campaign:{campaign.pk}"
        entry.detail = {"questionnaire": asked.code, "version": asked.version}
    return campaign


def _check_new(questionnaire: str, title: str, prefix: str, opens_date: date, closes_date: date) -> None:
    if questionnaire not in shipped():
        raise Refusal("surveys.questionnaire_unknown", _("没有这份问卷。"), _("请从列表中选择问卷。"))
    if not title.strip():
        raise Refusal("surveys.title_missing", _("没有写调查的名称。"), _("请写上名称。"))
    if closes_date < opens_date:
        raise Refusal(
            "surveys.days_reversed",
            _("截止日期 %(closes)s 早于开始日期 %(opens)s。"),
            _("请改正日期。"),
            closes=closes_date.isoformat(),
            opens=opens_date.isoformat(),
        )
    if not prefix.isascii() or not prefix.isdigit() or len(prefix) not in (2, 4, 6, 9, 12):
        raise Refusal(
            "surveys.place_unknown",
            _("“%(prefix)s”不是区划代码。"),
            _("请填 6 位的区代码、9 位的街道代码或 12 位的社区代码。"),
            prefix=prefix,
        )


def open_campaign(
    *,
    campaign_id: UUID,
    by: Actor,
    at: datetime,
    communities: Sequence[AskedPlace | tuple[str, str]] | None = None,
) -> Campaign:
    """Open a campaign: every community asked gets its return.

    `communities` defaults to the residents' committees inside the campaign's place as of its opening day. Raises a
    refusal when there are none, or when it has been opened before.
    """
    campaign = _campaign(campaign_id)
    rules.ensure(rules.may_manage(by, campaign.prefix))
    with audited(
        by=by, at=at, verb="surveys.open_campaign", subject=_subject(campaign), place=campaign.prefix
    ) as entry:
        campaign = _campaign(campaign_id, lock=True)
        if campaign.state != CampaignState.DRAFT:
            raise Refusal("surveys.opened_before", _("这次调查已经开放过。"), _("请刷新页面。"))
        asked = _asked(campaign, communities)
        questions = parsed(campaign.definition)
        count = len(questions.questions) + len(questions.groups)
        missing = sum(question.required for question in questions.questions.values())
        missing += sum(group.min_rows > 0 for group in questions.groups.values())
        Return.objects.bulk_create(
            [_new_return(campaign, place, count, missing) for place in asked], batch_size=500
        )
        campaign.state, campaign.opened_at, campaign.asked = CampaignState.OPEN, at, len(asked)
        campaign.save(update_fields=["state", "opened_at", "asked"])
        entry.detail = {"communities": len(asked)}
    return campaign


def _asked(campaign: Campaign, given: Sequence[AskedPlace | tuple[str, str]] | None) -> list[AskedPlace]:
    if given is None:
        found = territory.communities(campaign.prefix, campaign.opens_date)
        asked = [AskedPlace(row.code, row.name, row.sub_district_name) for row in found]
    else:
        asked = [AskedPlace(*place) for place in given]
    if not asked:
        raise Refusal(
            "surveys.nobody_asked",
            _("%(prefix)s 之内没有社区居委会，无处可问。"),
            _("请先载入区划，或改正调查范围。"),
            prefix=campaign.prefix,
        )
    outside = sorted(place.code for place in asked if not place.code.startswith(campaign.prefix))
    if outside:
        raise Refusal(
            "surveys.community_outside",
            _("社区 %(community)s 不在调查范围 %(prefix)s 之内。"),
            _("请从名单中去掉，或扩大调查范围。"),
            community=outside[0],
            prefix=campaign.prefix,
        )
    return sorted(asked)


def _new_return(campaign: Campaign, place: AskedPlace, asked: int, missing: int) -> Return:
    return Return(
        id=uuid7(),
        district=place.code[:6],
        campaign=campaign,
        division_code=place.code,
        name=place.name,
        sub_district_code=place.code[:9],
        sub_district_name=place.sub_district_name,
        asked=asked,
        required_missing=missing,
    )


def close_campaign(*, campaign_id: UUID, by: Actor, at: datetime) -> Campaign:
    """Close a campaign: nothing can be written until it is reopened; drafts stay as they are."""
    return _switched(campaign_id, CampaignState.OPEN, CampaignState.CLOSED, "surveys.close_campaign", by, at)


def reopen_campaign(
    *, campaign_id: UUID, by: Actor, at: datetime, closes_date: date | None = None
) -> Campaign:
    """Open a closed campaign again, with a new closing day if one is given."""
    if closes_date is not None and closes_date < local_day(at):
        raise Refusal(
            "surveys.day_past",
            _("新的截止日期 %(day)s 已经过了。"),
            _("请填今天或以后的日期。"),
            day=closes_date.isoformat(),
        )
    return _switched(
        campaign_id,
        CampaignState.CLOSED,
        CampaignState.OPEN,
        "surveys.reopen_campaign",
        by,
        at,
        closes_date=closes_date,
    )


def _switched(
    campaign_id: UUID,
    wanted: CampaignState,
    target: CampaignState,
    verb: str,
    by: Actor,
    at: datetime,
    closes_date: date | None = None,
) -> Campaign:
    campaign = _campaign(campaign_id)
    rules.ensure(rules.may_manage(by, campaign.prefix))
    with audited(by=by, at=at, verb=verb, subject=_subject(campaign), place=campaign.prefix) as entry:
        campaign = _campaign(campaign_id, lock=True)
        if campaign.state != wanted:
            raise Refusal(
                "surveys.campaign_state",
                _("这次调查现在是“%(state)s”。"),
                _("请刷新页面，看它现在到了哪一步。"),
                state=CampaignState(campaign.state).label,
            )
        campaign.state = target
        campaign.closed_at = at if target == CampaignState.CLOSED else None
        campaign.closes_date = closes_date or campaign.closes_date
        campaign.save(update_fields=["state", "closed_at", "closes_date"])
        entry.detail = {"closes_date": campaign.closes_date.isoformat()}
    return campaign


def _campaign(campaign_id: UUID, *, lock: bool = False) -> Campaign:
    rows = Campaign.objects.select_for_update() if lock else Campaign.objects.all()
    found = rows.filter(pk=campaign_id).first()
    if found is None:
        raise unknown_campaign()
    return found


def _subject(campaign: Campaign) -> str:
    return f"surveys.Campaign:{campaign.pk}"
