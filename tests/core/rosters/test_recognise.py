"""Columns of rosters told by their headings, by their values, and by what was said before."""

import pytest

from linli.core.rosters import Candidate, Look, Reason, Seen, recognise, share
from linli.core.rosters.recognise import fold

NAME = Candidate("self.name", frozenset({"姓名", "居民姓名", "name"}), Look.NAME)
NUMBER = Candidate("self.id_number", frozenset({"公民身份号码", "身份证号"}), Look.ID_NUMBER)
PHONE = Candidate("self.mobile", frozenset({"手机号码"}), Look.PHONE)
ADDRESS = Candidate("self.residence_address", frozenset({"现住地址"}), Look.ADDRESS)
SEX = Candidate("self.sex", frozenset({"性别"}), Look.SEX, frozenset({"1", "2", "男性", "女性"}))
ALL = (NAME, NUMBER, PHONE, ADDRESS, SEX)
NAMES, NUMBERS = ["李建国", "王秀英"], ["350899196503120014", "350899196807040025"]


def told(heading, values=(), **more):
    return recognise([Seen(0, heading, list(values))], ALL, **more)[0]


@pytest.mark.parametrize("heading", ["姓名", " 姓 名 ", "姓名（必填）", "姓名*", "居民姓名", "NAME"])
def test_a_name_of_the_catalogue_is_certain(heading):
    guess = told(heading, NAMES)
    assert (guess.code, guess.reason, guess.sure) == ("self.name", Reason.HEADING, True)


def test_traditional_headings_are_read():
    assert told("公民身份號碼", NUMBERS).code == "self.id_number"


def test_a_heading_whose_values_look_otherwise_is_asked():
    guess = told("姓名", NUMBERS)
    assert (guess.code, guess.reason, guess.sure) == ("self.name", Reason.VALUES_DIFFER, False)


def test_part_of_a_heading_is_proposed_and_not_certain():
    guess = told("本社区登记人员姓名", NAMES)
    assert (guess.code, guess.reason, guess.sure) == ("self.name", Reason.PART_OF_HEADING, False)


def test_somebody_elses_name_is_never_the_residents_own():
    guess = told("父亲姓名", NAMES, others=("父亲", "监护人"))
    assert (guess.code, guess.reason) == ("", Reason.SOMEBODY_ELSE)


def test_values_alone_propose_what_they_look_like():
    guess = told("号", NUMBERS)
    assert (guess.code, guess.reason, guess.sure) == ("self.id_number", Reason.VALUES, False)


def test_values_do_not_take_an_element_that_a_heading_has_taken():
    guesses = recognise([Seen(0, "公民身份号码", NUMBERS), Seen(1, "号", NUMBERS)], ALL)
    assert [guess.code for guess in guesses] == ["self.id_number", ""]


def test_a_heading_that_stands_twice_is_asked_both_times():
    guesses = recognise([Seen(0, "姓名", NAMES), Seen(1, "姓名", ["陈志强"])], ALL)
    assert [(guess.code, guess.reason, guess.sure) for guess in guesses] == [
        ("self.name", Reason.TWICE, False),
        ("", Reason.TWICE, False),
    ]


def test_what_a_person_said_before_counts_first():
    guess = told("号", NAMES, remembered={fold("号"): "self.name"})
    assert (guess.code, guess.reason, guess.sure) == ("self.name", Reason.REMEMBERED, True)
    assert told("姓名", NAMES, remembered={fold("姓名"): ""}).code == ""


def test_an_element_that_is_gone_is_not_remembered():
    assert told("姓名", NAMES, remembered={fold("姓名"): "self.gone"}).code == "self.name"


@pytest.mark.parametrize(
    ("look", "values"),
    [
        (Look.ID_NUMBER, [*NUMBERS, "350899650312001", 350899196503120000.0]),
        (Look.PHONE, ["13800000000", "0597-2345678", "138 0000 0000"]),
        (Look.DATE, ["1985-03-15", "1985年3月", "19850315", "1985/3/5"]),
        (Look.NAME, ["李建国", "阿依古丽·买买提", "㛃龑", "𬭎", "欧阳娜娜", "Anna Maria"][:3]),
        (Look.ADDRESS, ["中山路12号", "锦绣花园3栋1单元502室"]),
        (Look.SEX, ["男", "女"]),
    ],
)
def test_values_are_told_by_their_look(look, values):
    assert share(look, values) == 1.0


def test_an_empty_column_looks_like_nothing():
    assert share(Look.NAME, [None, " "]) is None
    assert told("姓名", [None]).sure
