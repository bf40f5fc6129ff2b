"""Rosters of organisations: found by their numbers, old and new, else by name and place."""

import pytest

from linli.base.scope import Scope
from linli.core.kinds import credit_check, organisation_check
from linli.register.models import Organisation
from linli.rosters import actions
from linli.rosters.states import RosterKind
from tests.rosters.setting import AT, DISTRICT, DONGMEN, csv_file, done, office, set_up

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)
HEADINGS = ("单位名称", "统一社会信用代码", "经营地址", "单位电话", "社区")


@pytest.fixture(autouse=True)
def _district():
    set_up()


def code(order):
    """A sound code of nobody: the division 350899 was never given out."""
    first = f"MA{order:06d}"
    whole = f"92350899{first}{organisation_check(first)}"
    return whole + credit_check(whole)


def shop(name, order, **changes):
    values = {
        "单位名称": name,
        "统一社会信用代码": code(order),
        "经营地址": "龙岩市新罗区东城街道东门社区中山路20号",
        "单位电话": "0597-2000000",
        "社区": "东门社区",
    }
    return values | changes


def bring(*rows, source="market"):
    return done(csv_file(rows, HEADINGS), source=source, kind=RosterKind.ORGANISATIONS)


def organisations():
    return Organisation.objects.in_scope(ALL).order_by("id")


def test_organisations_are_recorded_with_number_name_and_place():
    roster = bring(shop("福来小吃店", 1), shop("东门文具店", 2))
    assert roster.counts["new"] == 2
    found = organisations().first()
    assert (found.name, found.credit_code, found.division_code) == ("福来小吃店", code(1), DONGMEN)


def test_the_same_roster_twice_changes_nothing():
    bring(shop("福来小吃店", 1))
    again = bring(shop("福来小吃店", 1))
    assert (again.counts["same"], again.counts["facts"]) == (1, 0)


def test_a_new_name_with_the_same_number_is_the_same_organisation():
    bring(shop("福来小吃店", 1))
    roster = bring(shop("福来大酒店", 1), source="grid")
    assert (roster.counts["changed"], organisations().count()) == (1, 1)


def test_the_organisation_code_inside_the_unified_one_is_recognised():
    bring(shop("福来小吃店", 1))
    roster = bring(shop("福来小吃店", 1, 统一社会信用代码=code(1)[8:17]), source="grid")
    assert (roster.counts["new"], organisations().count()) == (0, 1)


def test_one_name_is_one_organisation_only_where_a_number_is_missing():
    bring(shop("福来小吃店", 1))
    bring(shop("福来小吃店", 1, 统一社会信用代码=""), source="grid")
    assert organisations().count() == 1
    bring(shop("福来小吃店", 3), source="grid")
    assert organisations().count() == 2


def test_a_wrong_check_character_is_left_out_and_said():
    wrong = code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")
    roster = bring(shop("福来小吃店", 1, 统一社会信用代码=wrong))
    assert (roster.counts["noted"], organisations().get().credit_code) == (1, "")


def test_a_roster_of_organisations_is_undone_as_a_whole():
    roster = bring(shop("福来小吃店", 1))
    actions.undo_roster(roster_id=roster.pk, why="版本不对", by=office(), at=AT)
    assert not organisations().exists()
