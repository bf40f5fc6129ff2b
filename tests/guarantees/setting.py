"""A campaign with answers, for the tests of the guarantees."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from linli.base.identity.states import Role
from linli.demo.facts import DemoAnswers, complete
from linli.surveys.actions import create_campaign, open_campaign, record_answers
from linli.surveys.models import Campaign
from tests.factories import actor

OFFICE = actor(Role.DISTRICT_OFFICE, "350802")
THEN = datetime(2009, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OPENS = date(2009, 1, 5)
PLACES = (
    ("350802001001", "东门社区居委会", "东城街道"),
    ("350802001002", "东风社区居委会", "东城街道"),
    ("350802002001", "溪南社区居委会", "南城街道"),
)


def open_survey(places=PLACES, opens: date = OPENS, title: str = "测试调查") -> Campaign:
    """A running campaign that asks these places."""
    campaign = create_campaign(
        by=OFFICE,
        at=THEN,
        title_zh=title,
        title_en="Test survey",
        prefix="350802",
        opens_date=opens,
        closes_date=date(opens.year, opens.month + 2, 28),
    )
    return open_campaign(campaign_id=campaign.pk, by=OFFICE, at=THEN, communities=places)


def hand_in(campaign_id: UUID, answers: Mapping[str, Mapping[str, Any]], at: datetime = THEN) -> None:
    """Answers as {code: {question: value}}, or the whole form with values and groups; handed in."""
    form = {code: given if "values" in given else {"values": given} for code, given in answers.items()}
    record_answers(campaign_id=campaign_id, answers=form, by=OFFICE, at=at)


def demo_form(everybody: Mapping[str, DemoAnswers]) -> dict[str, dict[str, Any]]:
    """Demo answers as `record_answers` takes them."""
    return {code: {"values": one.values, "groups": one.groups} for code, one in everybody.items()}


def demo_survey() -> Campaign:
    """The whole demo district, handed in."""
    everybody = complete()
    places = [(one.place.code, one.place.name, "街道") for one in everybody.values()]
    campaign = open_survey(places)
    hand_in(campaign.pk, demo_form(everybody))
    return campaign


OFFICE_240 = {"office_tenure": "own", "office_area": Decimal(240), "meeting_room": True}
OFFICE_60 = {"office_tenure": "own", "office_area": Decimal(60), "meeting_room": True}
