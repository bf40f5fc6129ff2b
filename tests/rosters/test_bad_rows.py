"""Bad input: refused with place, reason and remedy, and nothing half-done."""

import pytest

from linli.base.errors import Refusal
from linli.base.imports.problems import problem_text
from linli.base.scope import Scope
from linli.register.models import Fact, Person
from linli.rosters import actions, queries
from tests.rosters.setting import (
    AT,
    CHEN,
    DAY,
    DISTRICT,
    HEADINGS,
    LI,
    WANG,
    brought,
    checked,
    committee,
    csv_file,
    done,
    number,
    office,
    row,
    set_up,
    workbook,
)

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)


@pytest.fixture(autouse=True)
def _district():
    set_up()


def found(roster, by=None):
    view = queries.roster_view(roster.pk, by=by or office(), as_of=DAY)
    return {(one.problem.code, one.problem.row): one for one in view.findings}


def test_numbers_that_went_through_a_float_are_refused_and_never_repaired():
    rows = [LI | {"公民身份号码": float(LI["公民身份号码"][:17] + "0")}, WANG, CHEN]
    roster = checked(workbook(rows), name="名册.xlsx")
    problem = found(roster)["identity_numeric", 2].problem
    assert (problem.file, problem.sheet, problem.column) == ("名册.xlsx", "花名册", "D")
    assert "公民身份号码" in str(problem_text(problem))
    with pytest.raises(Refusal) as refused:
        actions.run_roster(roster_id=roster.pk, leave_out=False, by=office(), at=AT)
    assert refused.value.code == "rosters.rows_stop"
    assert not Person.objects.in_scope(ALL).exists()


def test_the_other_rows_come_in_only_when_somebody_says_so():
    roster = checked(csv_file([LI | {"公民身份号码": "3.50899E+17"}, WANG]))
    assert roster.counts["stopped"] == 1
    done_ = actions.run_roster(roster_id=roster.pk, leave_out=True, by=office(), at=AT)
    assert (done_.leave_out, Person.objects.in_scope(ALL).count()) == (True, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"出生日期": "2099-01-01"}, "rosters.born_later"),
        ({"出生日期": "1890-01-01"}, "rosters.too_old"),
        ({"公民身份号码": number("18900101"), "出生日期": ""}, "rosters.too_old"),
        ({"公民身份号码": number("20990101"), "出生日期": ""}, "rosters.born_later"),
        ({"出生日期": "1965-61-12"}, "date_impossible"),
        ({"姓名": " "}, "rosters.no_name"),
        ({"姓名": "123"}, "rosters.no_name"),
    ],
)
def test_what_cannot_be_stops_its_row(change, code):
    roster = checked(csv_file([WANG, LI | change]))
    assert found(roster)[code, 3].stops_row
    assert roster.counts["new"] == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            {"公民身份号码": LI["公民身份号码"][:-1] + ("0" if LI["公民身份号码"][-1] != "0" else "1")},
            "rosters.number_check",
        ),
        ({"公民身份号码": "3508**********0011"}, "rosters.number_masked"),
        ({"公民身份号码": "120014"}, "rosters.number_fragment"),
        ({"公民身份号码": number("19700101"), "手机号码": "1600000"}, "rosters.number_contradicts"),
        ({"公民身份号码": "G12345678"}, "rosters.number_is_document"),
        ({"手机号码": "12345"}, "rosters.phone"),
        ({"公民身份号码": "350899650312001"}, "rosters.number_legacy"),
    ],
)
def test_a_value_that_cannot_stand_is_left_out_and_said(change, code):
    roster = checked(csv_file([LI | change]))
    assert not found(roster)[code, 2].stops_row
    assert (roster.counts["stopped"], roster.counts["new"]) == (0, 1)


def test_a_number_of_the_family_is_not_recorded_for_the_child():
    child = row("李小军", "20150601", 7, 公民身份号码=LI["公民身份号码"])
    roster = done(csv_file([LI, child]))
    assert roster.counts["new"] == 2
    assert sorted(Person.objects.in_scope(ALL).values_list("number_sound", flat=True)) == [False, True]


def test_two_people_with_one_number_are_both_stopped():
    other = row("赵大伟", "19650312", 3, 公民身份号码=LI["公民身份号码"])
    findings = found(checked(csv_file([LI, WANG, other])))
    assert findings["rosters.number_shared", 2].problem.params["first"] == 4
    assert findings["rosters.number_shared", 4].stops_row


def test_one_person_on_two_rows_is_one_person():
    roster = done(csv_file([LI, LI, WANG]))
    assert Person.objects.in_scope(ALL).count() == 2
    assert roster.counts["new"] == 2


def test_permits_and_foreigners_cards_are_numbers_like_others():
    from linli.core.kinds import check_letter

    permit = "810000" + "19800101" + "001"
    card = "9" + "11" + "156" + "19850505" + "002"
    rows = [
        row("周家明", "19800101", 4, 公民身份号码=permit + check_letter(permit)),
        row("ANNA SMITH", "19850505", 6, male=False, 公民身份号码=card[:17] + check_letter(card[:17])),
    ]
    roster = done(csv_file(rows))
    assert roster.counts["stopped"] == 0
    assert set(Person.objects.in_scope(ALL).values_list("number_sound", flat=True)) == {True}


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "㛃䶮", "李𬭎", "歐陽麗華", "艾力．吐尔逊"])
def test_dotted_rare_and_traditional_names_survive(name):
    from linli.base.crypto.opened import cipher

    done(csv_file([LI | {"姓名": name}]))
    fact = Fact.objects.in_scope(ALL).get(element="self.name")
    assert cipher().open(fact.subject_id, "self.name", bytes(fact.sealed)) == name


def test_a_roster_of_another_district_is_refused_as_a_whole():
    rows = [
        one | {"现住地址": f"福建省龙岩市永定区凤城街道中山路{n}号"}
        for n, one in enumerate([LI, WANG, CHEN], 1)
    ]
    roster = checked(csv_file(rows))
    problem = found(roster)["rosters.other_district", 0].problem
    assert (problem.params["name"], problem.params["own"], problem.params["count"]) == ("永定区", "新罗区", 3)
    with pytest.raises(Refusal) as refused:
        actions.run_roster(roster_id=roster.pk, leave_out=True, by=office(), at=AT)
    assert refused.value.code == "rosters.file_is_wrong"


def test_one_row_of_another_district_stops_alone():
    rows = [LI, WANG, CHEN | {"现住地址": "龙岩市永定区凤城街道中山路1号"}]
    roster = checked(csv_file(rows))
    assert found(roster)["rosters.row_elsewhere", 4].stops_row
    assert roster.counts["new"] == 2


def test_a_committee_brings_its_own_community_only():
    by = committee()
    rows = [LI | {"社区": "东门社区"}, WANG | {"社区": "北门社区"}]
    roster = checked(csv_file(rows, (*HEADINGS, "社区")), by=by)
    assert found(roster, by)["rosters.outside", 3].stops_row
    assert roster.counts["new"] == 1


def test_less_than_last_time_is_pointed_out():
    people = [row(f"李建{letter}", f"196{n}0312", n + 10) for n, letter in enumerate("国华军民文武")]
    done(csv_file(people))
    roster = checked(csv_file(people[:3]))
    problem = found(roster)["rosters.fewer_rows", 0].problem
    assert (problem.params["now"], problem.params["before"]) == (3, 6)


def test_totals_and_signatures_below_the_table_are_no_people():
    roster = checked(csv_file([LI, WANG, {"姓名": "合计", "性别": "2"}, {"姓名": "制表人：某某"}]))
    assert (roster.counts["new"], roster.counts["stopped"]) == (2, 0)


def test_a_household_without_a_head_and_one_with_two_are_noted():
    headings = (*HEADINGS, "户号", "与户主关系")
    rows = [
        LI | {"户号": "1", "与户主关系": "户主"},
        WANG | {"户号": "1", "与户主关系": "户主"},
        CHEN | {"户号": "2", "与户主关系": "子"},
    ]
    findings = found(checked(csv_file(rows, headings)))
    assert findings["rosters.two_heads", 3].problem.params["first"] == 2
    assert not findings["rosters.no_head", 4].stops_row


@pytest.mark.parametrize("people", [40, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_crowd_in_one_room_is_pointed_out(people: int):
    """Ten thousand make fifty million pairs of neighbours: nothing may be learnt from them, and nothing stops."""
    rows = [
        row(
            "李" + chr(0x4E00 + n % 5_000) + chr(0x4E00 + n // 5_000),
            f"{1940 + n % 60}{1 + n // 60 % 12:02d}{1 + n // 720 % 28:02d}",
            n % 490 + 1,
            现住地址=LI["现住地址"],
        )
        for n in range(people)
    ]
    roster = checked(csv_file(rows))
    assert found(roster)["rosters.crowd", 2].problem.params["people"] == people
    assert roster.counts["stopped"] == 0
    assert roster.counts["new"] + roster.counts["doubtful"] == people


def test_no_finding_repeats_what_stands_in_a_cell():
    roster = checked(csv_file([LI | {"公民身份号码": "3.50899E+17", "出生日期": "一九六五年"}]))
    words = " ".join(str(problem_text(one.problem)) for one in found(roster).values())
    assert "3.50899E+17" not in words
    assert "一九六五年" not in words


def test_a_roster_is_not_run_on_a_record_that_moved_since_the_dry_run():
    roster = checked(csv_file([LI, WANG]))
    done(csv_file([LI]), source="civil")
    with pytest.raises(Refusal) as refused:
        actions.run_roster(roster_id=roster.pk, leave_out=False, by=office(), at=AT)
    assert refused.value.code == "rosters.record_moved"


def test_an_error_in_the_middle_leaves_nothing(monkeypatch):
    roster = brought(csv_file([LI, WANG]))

    def fails(*_args):
        raise RuntimeError("disk full")

    monkeypatch.setattr(actions.run, "_write_changes", fails)
    with pytest.raises(RuntimeError):
        actions.run_roster(roster_id=roster.pk, leave_out=False, by=office(), at=AT)
    assert not Person.objects.in_scope(ALL).exists()
    roster.refresh_from_db()
    assert roster.state == "mapped"
