"""Rows find their people: by number, without one, in other spellings; and homes and households with them."""

import pytest

from linli.base.scope import Scope
from linli.register.models import Dwelling, Household, Person
from linli.rosters import queries
from linli.rosters.planning.model import How
from tests.rosters.setting import (
    BEIMEN,
    CHEN,
    DAY,
    DISTRICT,
    DONGMEN,
    HEADINGS,
    LI,
    WANG,
    checked,
    csv_file,
    done,
    office,
    row,
    set_up,
)

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)


@pytest.fixture(autouse=True)
def _district():
    set_up()


def people():
    return Person.objects.in_scope(ALL).order_by("id")


def differences(roster):
    view = queries.roster_view(roster.pk, by=office(), as_of=DAY)
    return {(one.row, one.element): (one.how, one.after) for one in view.differences}


def test_another_department_finds_the_same_people():
    done(csv_file([LI, WANG, CHEN]))
    roster = done(csv_file([LI, WANG, CHEN]), source="civil")
    assert (roster.counts["same"], roster.counts["new"], people().count()) == (3, 0, 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"公民身份号码": ""},
        {"公民身份号码": "", "姓名": "李建囯", "手机号码": LI["手机号码"]},
        {"姓名": "李 建 国", "现住地址": "锦绣花园三栋一单元202"},
        {"公民身份号码": LI["公民身份号码"][:6] + LI["公民身份号码"][8:17], "出生日期": "19650312"},
        {"公民身份号码": f"{LI['公民身份号码'][:6]} {LI['公民身份号码'][6:14]} {LI['公民身份号码'][14:]}"},
        {"公民身份号码": LI["公民身份号码"][:4] + "*" * 10 + LI["公民身份号码"][14:]},
    ],
)
def test_one_person_in_another_spelling_is_found(changes):
    done(csv_file([LI, WANG, CHEN]))
    roster = done(csv_file([LI | changes]), source="grid")
    assert (roster.counts["new"], people().count()) == (0, 3)


def test_siblings_and_spouses_stay_apart():
    son = row("李小军", "20100601", 7, 现住地址=LI["现住地址"], 手机号码=LI["手机号码"])
    twin = row("李小民", "20100601", 8, 现住地址=LI["现住地址"], 手机号码=LI["手机号码"])
    done(csv_file([LI, WANG, son, twin]))
    done(csv_file([one | {"公民身份号码": ""} for one in (LI, WANG, son, twin)]), source="grid")
    assert people().count() == 4
    assert Household.objects.in_scope(ALL).get().size == 4


def test_a_dwelling_in_another_spelling_is_the_same_dwelling():
    done(csv_file([LI, CHEN]))
    rows = [
        LI | {"现住地址": "锦绣花园3号楼202"},
        CHEN | {"现住地址": "福建省龙岩市新罗区东城街道中山路12号锦绣花园三幢1单元602室"},
    ]
    done(csv_file(rows), source="grid")
    assert sorted(Dwelling.objects.in_scope(ALL).values_list("room", flat=True)) == ["202", "602"]


def test_the_same_estate_in_another_community_is_another_dwelling():
    there = LI["现住地址"].replace("东城街道东门社区中山路12号", "南城街道北门社区")
    done(csv_file([LI, row("林美玉", "19770808", 9, 现住地址=there)]))
    assert Dwelling.objects.in_scope(ALL).count() == 2
    assert set(people().values_list("division_code", flat=True)) == {DONGMEN, BEIMEN}


def test_a_roster_may_give_the_parts_of_an_address_in_columns_of_their_own():
    headings = ("姓名", "公民身份号码", "社区代码", "小区名称", "楼栋号", "单元号", "房间号")
    parts = {"社区代码": DONGMEN, "小区名称": "锦绣花园", "楼栋号": "3", "单元号": "1", "房间号": "202"}
    done(csv_file([LI | parts], headings))
    home = Dwelling.objects.in_scope(ALL).get()
    assert (home.estate, home.building, home.unit, home.floor, home.room) == ("锦绣花园", "3", "1", 2, "202")
    done(csv_file([WANG]), source="grid")
    assert Household.objects.in_scope(ALL).get().size == 2


def test_household_numbers_and_heads_come_from_the_roster():
    headings = (*HEADINGS, "户号", "与户主关系")
    rows = [
        LI | {"户号": "350802-1", "与户主关系": "户主"},
        WANG | {"户号": "350802-1", "与户主关系": "妻"},
        CHEN | {"户号": "350802-2", "与户主关系": "户主"},
    ]
    done(csv_file(rows, headings))
    households = Household.objects.in_scope(ALL)
    assert sorted(households.values_list("size", flat=True)) == [1, 2]
    assert set(people().filter(pk__in=households.values("head")).values_list("relationship", flat=True)) == {
        "02"
    }
    again = done(csv_file(rows, headings))
    assert again.counts["facts"] == 0


def test_what_a_roster_adds_and_what_it_says_otherwise_are_told_apart():
    done(csv_file([LI | {"手机号码": ""}, WANG]))
    rows = [LI, WANG | {"手机号码": "16000000099"}]
    found = differences(checked(csv_file(rows), source="civil"))
    assert found[2, "self.mobile"] == (How.ADDS, "160****0001")
    assert found[3, "self.mobile"] == (How.DIFFERS, "160****0099")
    assert set(found) == {(2, "self.mobile"), (3, "self.mobile")}


def test_a_row_without_a_known_community_belongs_to_the_place_of_its_roster():
    done(csv_file([LI | {"现住地址": ""}]))
    assert people().get().division_code == "350802000000"
    done(csv_file([LI]), source="grid")
    assert people().get().division_code == DONGMEN


def test_undoing_the_first_roster_leaves_what_others_said():
    from linli.rosters import actions
    from tests.rosters.setting import AT

    first = done(csv_file([LI, WANG]))
    done(csv_file([LI]), source="civil")
    actions.undo_roster(roster_id=first.pk, why="版本不对", by=office(), at=AT)
    assert list(people().values_list("name_mask", flat=True)) == ["李*国"]


@pytest.mark.slow
def test_many_rows_at_once_come_to_the_people_behind_them():
    from linli.core.population import blocks
    from linli.demo.residents import places_of_the_demo, roster_file
    from linli.territory.models import Division

    assert Division.objects.exists()
    made = list(blocks(450, seed=5, places=tuple(places_of_the_demo(DAY)), day=DAY))
    for source in ("police", "grid", "labour"):
        done(
            roster_file(source, made) + roster_file(source, made).split(b"\n", 1)[1] * 3,
            source=source,
            leave_out=True,
        )
    assert abs(people().count() - 450) <= 8
