"""The demo district, surveyed and handed in, for the tests of reports."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from linli.base.identity.states import Role
from linli.core.policy import Document
from linli.demo.facts import complete
from linli.policies.actions import override_value
from linli.policies.models import PolicyOverride
from linli.reports.actions import compose_report, state_figures
from linli.reports.models import Report
from linli.surveys.actions import create_campaign, open_campaign, record_answers
from tests.factories import actor

DISTRICT = "350802"
OFFICE = actor(Role.DISTRICT_OFFICE, DISTRICT)
CLERK = actor(Role.SUB_DISTRICT, "350802001")
ELSEWHERE = actor(Role.DISTRICT_OFFICE, "350803")
OPENS = date(2009, 1, 5)
THEN = datetime(2009, 2, 14, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SUB_DISTRICTS = {
    "350802001": "东城街道办事处",
    "350802002": "南城街道办事处",
    "350802003": "西城街道办事处",
    "350802004": "中城街道办事处",
}
STATED = {
    "survey.departments": 12,
    "centres.district": 1,
    "centres.sub_district": 4,
    "invested.yearly": 1_300_000,
}


def handed_in(leave_out: int = 0) -> UUID:
    """The demo survey with every answer but those of the last ``leave_out`` communities."""
    everybody = complete()
    places = [
        (one.place.code, one.place.name, SUB_DISTRICTS[one.place.code[:9]]) for one in everybody.values()
    ]
    _building_cost()
    campaign = create_campaign(
        by=OFFICE, at=THEN, title_zh="五个有调查", title_en="Five guarantees", prefix=DISTRICT,
        opens_date=OPENS, closes_date=date(2009, 3, 31),
    )  # fmt: skip
    open_campaign(campaign_id=campaign.pk, by=OFFICE, at=THEN, communities=places)
    kept = list(everybody.items())[: len(everybody) - leave_out]
    answers = {code: {"values": one.values, "groups": one.groups} for code, one in kept}
    record_answers(campaign_id=campaign.pk, answers=answers, by=OFFICE, at=THEN)
    return campaign.pk


def _building_cost() -> None:
    if PolicyOverride.objects.filter(rule="building.unit_cost", division_code=DISTRICT).exists():
        return
    document = Document(name="测试用当地造价", name_en="Local building cost for tests")
    override_value(
        by=OFFICE, at=THEN, rule="building.unit_cost", division_code=DISTRICT, term={"amount": "1200"},
        valid_from=date(2008, 1, 1), document=document, why="test",
    )  # fmt: skip


def composed(campaign: UUID | None = None, *, stated: bool = True) -> Report:
    """The district's report, with the figures that no community answers for."""
    report = compose_report(by=OFFICE, at=THEN, campaign_id=campaign or handed_in(), place=DISTRICT)
    if stated:
        figures = [(code, Decimal(value), "区民政局填报") for code, value in STATED.items()]
        state_figures(by=OFFICE, at=THEN, report_id=report.pk, figures=figures)
    return Report.objects.get(pk=report.pk)
