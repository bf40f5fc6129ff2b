"""Putting the demo district into a database, by the same actions that people use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.identity.demo import DemoLogin, create_demo_accounts
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.catalogue.actions import load_seed
from linli.catalogue.models import ElementVersion
from linli.core.policy import Document
from linli.core.questionnaire import Way
from linli.demo.facts import OPENED, DemoAnswers, complete, running
from linli.demo.gate import load_gate
from linli.demo.places import DISTRICT, places
from linli.demo.report import load_report
from linli.policies.actions import override_value
from linli.policies.models import PolicyOverride
from linli.register.actions import load_sources
from linli.surveys import actions as surveys
from linli.surveys.models import Campaign
from linli.surveys.states import PresentRole
from linli.territory import queries as territory
from linli.territory.demo import load_demo as load_divisions

PRODUCT = Actor.system("demo")
OFFICE = Actor(None, None, Role.DISTRICT_OFFICE, Scope(DISTRICT), "demo")
TITLE_ZH, TITLE_EN = "2008年度社区“五个有”调查（演示）", "Survey of the five guarantees, 2008 (demo)"
CLOSED = date(2009, 3, 31)
BUILDING_COST = Decimal(1200)
VISITED = (
    "350802001001",
    "350802001003",
    "350802001011",
    "350802002008",
    "350802003004",
    "350802003007",
    "350802004003",
    "350802004012",
)
DEPARTMENTS = 12
NOTE = "（演示数据，内容为生成）"


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the demo holds. `logins` is empty outside demo mode, where no demo account may exist."""

    communities: int
    campaign_id: UUID
    running_campaign_id: UUID
    handed_in: int
    in_draft: int
    logins: tuple[DemoLogin, ...]


def load_demo(*, at: datetime) -> DemoSummary:
    """Divisions, accounts, the survey of 2008 with every answer, and one of this year that is half way.

    The survey of 2008 is recorded as of its own days, so that "in time" means something; everything is marked as
    demo. Loading it again changes nothing.
    """
    load_divisions(by=PRODUCT, at=at)
    _catalogue(at)
    logins = tuple(create_demo_accounts(at)) if settings.DEMO else ()
    _building_cost(at)
    finished = _finished()
    load_report(campaign_id=finished, place=DISTRICT, by=OFFICE, at=at)
    current, handed_in, in_draft = _current(at)
    if logins:
        load_gate(at=at)
    return DemoSummary(len(places()), finished, current, handed_in, in_draft, logins)


def _catalogue(at: datetime) -> None:
    if not ElementVersion.objects.exists():
        load_seed(by=PRODUCT, at=at)
    load_sources(by=PRODUCT, at=at)


def moment(day: date, hour: int = 9) -> datetime:
    """That hour of that day where the district is."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def form(everybody: Mapping[str, DemoAnswers]) -> dict[str, dict[str, Any]]:
    """Answers as `record_answers` takes them."""
    return {code: {"values": one.values, "groups": one.groups} for code, one in everybody.items()}


def _building_cost(at: datetime) -> None:
    """Neither report states what building costs; without a local value every cost of an office is unknown."""
    if PolicyOverride.objects.filter(rule="building.unit_cost", division_code=DISTRICT).exists():
        return
    override_value(
        by=OFFICE,
        at=at,
        rule="building.unit_cost",
        division_code=DISTRICT,
        term={"amount": str(BUILDING_COST)},
        valid_from=date(2008, 1, 1),
        document=Document(
            name="演示用当地造价（数据为生成）", name_en="Local building cost for the demo (generated)"
        ),
        why="演示数据",
    )


def _existing(title: str) -> UUID | None:
    found = Campaign.objects.filter(prefix=DISTRICT, title_zh=title).order_by("id").first()
    return found.pk if found else None


def _finished() -> UUID:
    there = _existing(TITLE_ZH)
    if there is not None:
        return there
    campaign = surveys.create_campaign(
        by=PRODUCT,
        at=moment(OPENED - timedelta(days=10)),
        title_zh=TITLE_ZH,
        title_en=TITLE_EN,
        prefix=DISTRICT,
        opens_date=OPENED,
        closes_date=CLOSED,
    ).pk
    surveys.open_campaign(campaign_id=campaign, by=PRODUCT, at=moment(OPENED), communities=_asked())
    everybody, collected = complete(), moment(OPENED + timedelta(days=40))
    surveys.record_answers(
        campaign_id=campaign, answers=form(everybody), by=PRODUCT, at=collected, submit=True, approve=True
    )
    _visits(campaign, everybody)
    surveys.close_campaign(campaign_id=campaign, by=PRODUCT, at=moment(CLOSED, 18))
    return campaign


def _visits(campaign: UUID, everybody: Mapping[str, DemoAnswers]) -> None:
    for number, code in enumerate(VISITED):
        day = OPENED + timedelta(days=42 + number)
        name = everybody[code].place.short_name
        surveys.add_evidence(
            campaign_id=campaign,
            code=code,
            way=Way.VISIT,
            place=f"{name}办公用房",
            day=day,
            present={PresentRole.DISTRICT: 2, PresentRole.CHIEF: 1, PresentRole.RESIDENT: 4},
            text=f"实地察看用房和服务站，听取居民意见。{NOTE}",
            by=PRODUCT,
            at=moment(day, 16),
        )
    day = OPENED + timedelta(days=50)
    surveys.add_evidence(
        campaign_id=campaign,
        code=VISITED[0],
        way=Way.TALK,
        place="区社区办会议室",
        day=day,
        present={PresentRole.DEPARTMENT: DEPARTMENTS, PresentRole.SUB_DISTRICT: 4, PresentRole.DISTRICT: 3},
        text=f"十二个部门各派一人座谈社区用房和经费。{NOTE}",
        by=PRODUCT,
        at=moment(day, 17),
    )


def _current(at: datetime) -> tuple[UUID, int, int]:
    """A survey that opened two weeks ago and runs for three more."""
    today = timezone.localdate(at)
    opened = today - timedelta(days=14)
    some = running(opened)
    found = (
        Campaign.objects.filter(prefix=DISTRICT, title_zh__endswith="（演示，进行中）").order_by("id").first()
    )
    if found is not None:
        return found.pk, len(some.handed_in), len(some.in_draft)
    campaign = surveys.create_campaign(
        by=PRODUCT,
        at=moment(opened - timedelta(days=7)),
        title_zh=f"{opened.year}年度社区“五个有”调查（演示，进行中）",
        title_en=f"Survey of the five guarantees, {opened.year} (demo, running)",
        prefix=DISTRICT,
        opens_date=opened,
        closes_date=today + timedelta(days=21),
    ).pk
    surveys.open_campaign(campaign_id=campaign, by=PRODUCT, at=moment(opened, 8), communities=_asked())
    handed_in, drafts = form(some.handed_in), form(some.in_draft)
    surveys.record_answers(
        campaign_id=campaign,
        answers=handed_in,
        by=PRODUCT,
        at=moment(opened + timedelta(days=9)),
        submit=True,
    )
    surveys.record_answers(
        campaign_id=campaign, answers=drafts, by=PRODUCT, at=moment(opened + timedelta(days=12)), submit=False
    )
    return campaign, len(handed_in), len(drafts)


def _asked() -> list[surveys.AskedPlace]:
    wanted = {place.code for place in places()}
    found = territory.communities(DISTRICT, OPENED)
    return [
        surveys.AskedPlace(row.code, row.name, row.sub_district_name) for row in found if row.code in wanted
    ]
