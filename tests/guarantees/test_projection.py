from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from linli.base.scope import Scope
from linli.guarantees import queries
from linli.guarantees.actions import assess_campaign, assess_community
from linli.guarantees.models import Finding, Scoreboard, Standard, Standing, Tally
from linli.guarantees.states import Guarantee
from tests.guarantees.setting import OFFICE, OFFICE_60, OFFICE_240, THEN, demo_survey, hand_in, open_survey

pytestmark = pytest.mark.django_db
DISTRICT = Scope("350802")
OWN = {"id", "campaign_id", "standard_id", "revision"}


def everything(campaign_id):
    """All rows of a campaign without their ids."""
    found = {}
    for model in (Finding, Standing, Tally, Standard):
        rows = model.objects.filter(campaign_id=campaign_id).order_by("id").values()
        found[model] = sorted(str(sorted((k, v) for k, v in row.items() if k not in OWN)) for row in rows)
    return found


def test_answers_that_come_in_move_the_scoreboard_at_once():
    campaign = open_survey()
    assert not Scoreboard.objects.exists()
    hand_in(campaign.pk, {"350802001001": OFFICE_60})
    rows = queries.standings(campaign.pk, scope=DISTRICT).rows
    assert [row.handed_in for row in rows] == [True, False, False]
    place = rows[0].verdicts[1]
    assert (place.state, place.gap, place.rule) == ("short", 40, "office.floor_area")
    hand_in(campaign.pk, {"350802001001": OFFICE_240})
    assert queries.standing(campaign.pk, "350802001001").verdicts[1].state == "met"


def test_a_community_that_has_not_handed_in_is_unknown_and_has_no_findings():
    campaign = open_survey()
    hand_in(campaign.pk, {"350802001001": OFFICE_240})
    silent = queries.standing(campaign.pk, "350802002001")
    assert {verdict.state for verdict in silent.verdicts} == {"unknown"}
    assert queries.findings(campaign.pk, "350802002001") == ()
    place = queries.roll_up((campaign.pk,), "350802")[campaign.pk].guarantees[Guarantee.PLACE]
    assert (place.met, place.short, place.unknown) == (1, 0, 2)


def test_rebuilding_from_the_answers_gives_the_same_rows():
    campaign = demo_survey()
    before = everything(campaign.pk)
    assert len(before[Standing]) == 45
    assert len(before[Finding]) > 900
    assess_campaign(by=OFFICE, at=THEN, campaign_id=campaign.pk)
    assert everything(campaign.pk) == before
    for code in ("350802001001", "350802004012"):
        assess_community(by=OFFICE, at=THEN, campaign_id=campaign.pk, division_code=code)
    assert everything(campaign.pk) == before


def test_one_by_one_gives_the_same_as_all_at_once():
    campaign = open_survey()
    for code in ("350802001001", "350802002001", "350802001002"):
        hand_in(campaign.pk, {code: OFFICE_60})
    before = everything(campaign.pk)
    assess_campaign(by=OFFICE, at=THEN, campaign_id=campaign.pk)
    assert everything(campaign.pk) == before


def test_the_known_answers_of_report_a():
    campaign = demo_survey()
    found = queries.roll_up((campaign.pk,), "350802")[campaign.pk]
    area = found.rules["office.floor_area"].tally
    assert (area.met, area.short, area.nothing, area.judged) == (33, 12, 6, 45)
    assert round(area.share_met * 100) == 73
    assert area.mean == 240
    chief, member = found.rules["stipend.chief_floor"].tally, found.rules["stipend.member_floor"].tally
    assert (chief.lowest, member.lowest) == (700, 500)
    assert (chief.rows_short, member.rows_short) == (79, 150)
    assert chief.cost_yearly == 79 * 155 * 12
    assert member.cost_yearly == 150 * 241 * 12
    assert found.guarantees[Guarantee.PLACE].met == 33


def test_sub_districts_add_up_to_the_district_the_city_and_the_whole():
    campaign = demo_survey()
    parts = [queries.roll_up((campaign.pk,), f"35080200{n}")[campaign.pk] for n in (1, 2, 3, 4)]
    for prefix in ("350802", "3508", "35", ""):
        total = queries.roll_up((campaign.pk,), prefix)[campaign.pk]
        assert total.communities == sum(part.communities for part in parts) == 45
        assert total.cost_yearly == sum(part.cost_yearly for part in parts)
        for guarantee in Guarantee:
            assert total.guarantees[guarantee].met == sum(part.guarantees[guarantee].met for part in parts)


def test_the_database_refuses_an_unknown_that_is_met():
    campaign = open_survey()
    hand_in(campaign.pk, {"350802001001": OFFICE_240})
    row = Finding.objects.get(rule="office.floor_area")
    for wrong in ({"actual": None}, {"short_by": Decimal(1)}, {"state": "short"}, {"state": "fine"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=row.pk).update(**wrong)
    for wrong in ({"people_state": "met"}, {"district": "110101"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Standing.objects.filter(division_code="350802001001").update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.filter(prefix="350802").update(met=99)
    again = Standing.objects.filter(division_code="350802001001").values().get() | {"id": row.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(**again)
