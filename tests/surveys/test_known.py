"""What is known already is filled in with its source: the place's profile, and the campaign before."""

from datetime import date
from decimal import Decimal

import pytest

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.surveys import actions, queries
from linli.surveys.models import Value
from linli.surveys.queries.known import known_values
from linli.surveys.queries.returns import community_return
from linli.surveys.states import Means, ReturnState
from linli.surveys.workbook import community_workbook
from linli.territory.models import CommunityFigure
from tests.surveys.making import (
    CLOSES,
    DONGBAO,
    OPENS,
    PLACES,
    STAFF,
    campaign,
    complete,
    return_of,
    values_of,
)
from tests.surveys.sheets import Book
from tests.territory.lists import put_in_force

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("demo")


def figure(element: str, value: str, at, unit: str = "") -> None:
    CommunityFigure.objects.create(
        division_code=DONGBAO,
        district=DONGBAO[:6],
        element=element,
        value=value,
        unit=unit,
        source="统计年鉴",
        valid_from=date(2026, 1, 1),
        recorded_at=at,
        recorded_by="系统",
    )


def before(at):
    made = campaign(at, opens_date=date(2025, 11, 1), closes_date=date(2025, 11, 30))
    given = {
        "values": complete(residents=4_000, grids=9, plaques=20),
        "groups": {"staff": [{"post": "chief", "sex": "male"}, {"post": "deputy"}]},
    }
    actions.record_answers(campaign_id=made.id, answers={DONGBAO: given}, by=SYSTEM, at=at, approve=True)
    return made


def test_starting_fills_in_what_is_known(at):
    figure("residents", "5021", at)
    figure("area", "1.25", at, "km2")
    figure("point", "117.03,25.08", at)
    before(at)
    row = return_of(campaign(at, title_zh="今年"))
    actions.start_return(return_id=row.pk, by=STAFF, at=at)
    found = queries.answers(row.campaign_id, states=list(ReturnState))[DONGBAO]
    assert found.values["residents"][:2] == (5_021, "区划资料：统计年鉴（2026-01-01）")
    assert found.value("area_km2") == Decimal("1.25")
    assert (found.value("longitude"), found.value("latitude")) == (Decimal("117.03"), Decimal("25.08"))
    # From the campaign before: what seldom changes, with its title; not what changes every year.
    assert found.values["grids"].source == "上次调查：五个有调查（2025-11-01）"
    assert found.value("plaques") is None
    assert found.groups["staff"] == ({"post": "chief", "sex": "male"}, {"post": "deputy"})
    assert set(Value.objects.filter(community_return=row).values_list("means", flat=True)) == {Means.KNOWN}


def test_a_figure_that_does_not_fit_is_not_filled_in(at):
    figure("residents", "-4", at)
    made = campaign(at)
    info = community_return(made.id, DONGBAO, scope=Scope(""), as_of=at.date())
    assert known_values(info, as_of=at.date()) == ()


def test_nothing_known_is_fine(at):
    row = return_of(campaign(at))
    actions.start_return(return_id=row.pk, by=STAFF, at=at)
    assert values_of(row.campaign_id) == {}
    row.refresh_from_db()
    assert (row.state, row.version) == (ReturnState.DRAFT, 1)


def test_the_workbook_has_it_too_and_its_source_stays(at):
    figure("residents", "5021", at)
    before(at)
    made = campaign(at)
    info = community_return(made.id, DONGBAO, scope=Scope(""), as_of=at.date())
    book = Book(community_workbook(info, at=at))
    assert book.cell("residents").value == 5_021
    assert book.sheet("staff")["B4"].value == "主任"
    book.answer(households=1_700)
    found = actions.stage_community(
        campaign_id=made.id, code=DONGBAO, file=book.bytes(), name="x.xlsx", by=STAFF, at=at
    )
    actions.apply_upload(upload_id=found.upload_id, by=STAFF, at=at)
    held = queries.answers(made.id, states=list(ReturnState))[DONGBAO]
    assert held.values["residents"].source == "区划资料：统计年鉴（2026-01-01）"
    assert held.values["households"].source == ""
    assert [row["post"] for row in held.groups["staff"]] == ["chief", "deputy"]


def test_opening_asks_the_territory_who_is_there(at):
    put_in_force(
        {
            "35": "福建省",
            "3508": "龙岩市",
            "350802": "新罗区",
            "350802001": "东城街道",
            "350802001001": "东宝社区居委会",
            "350802001201": "和平村委会",
            "350802002": "西城街道",
            "350802002001": "莲新社区居委会",
            "350803": "别的区",
            "350803001": "别的街道",
            "350803001001": "别的社区居委会",
        },
        date(2020, 1, 1),
    )
    made = actions.create_campaign(
        by=SYSTEM, at=at, title_zh="全区", title_en="", prefix="350802", opens_date=OPENS, closes_date=CLOSES
    )
    opened = actions.open_campaign(campaign_id=made.id, by=SYSTEM, at=at)
    found = queries.completeness(made.id, scope=Scope(""), as_of=at.date())
    assert opened.asked == 2
    assert [(row.name, row.sub_district_name) for row in found] == [
        ("东宝社区居委会", "东城街道"),
        ("莲新社区居委会", "西城街道"),
    ]
    assert {row.division_code for row in found} <= {place.code for place in PLACES}
