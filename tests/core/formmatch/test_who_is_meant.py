"""Whose a field is: by its label, then its section, then its place after a name, then the subject of the form."""

import pytest

from tests.core.formmatch.small import accepted, best, match

pytestmark = pytest.mark.one_database


def test_the_label_says_it() -> None:
    assert best("姓名 父亲姓名 父亲身份证号 母亲电话号码 监护人居住地址") == [
        "self.name",
        "father.name",
        "father.id_number",
        "mother.phone",
        "guardian.res_address",
    ]


def test_a_section_says_it_for_its_fields() -> None:
    found = best("姓名 性别 配偶信息>姓名 配偶信息>身份证号 家庭成员情况>姓名 家庭成员情况>联系电话")
    assert found == [
        "self.name",
        "self.sex",
        "spouse.name",
        "spouse.id_number",
        "family.name",
        "family.phone",
    ]


def test_a_label_is_stronger_than_the_section_it_stands_in() -> None:
    assert best("姓名 配偶信息>父亲姓名")[1] == "father.name"


def test_a_name_begins_a_run_of_bare_labels() -> None:
    found = best("男方姓名 身份证号 民族 女方姓名 身份证号 民族")
    assert found[:3] == ["husband.name", "husband.id_number", "husband.ethnicity"]
    assert {one.split(".")[0] for one in found[3:]} <= {"wife", "self"}


def test_a_field_about_nobody_breaks_the_run() -> None:
    assert best("姓名 性别 配偶姓名 身份证号 备注 民族")[-1] == "self.ethnicity"
    assert "民族" not in accepted("姓名 性别 配偶姓名 身份证号 备注 民族")


def test_somebody_named_in_passing_begins_no_run() -> None:
    found = match("姓名 身份证号 配偶姓名 婚姻状况 证件类型 备注")
    assert [one.ranked[0].element for one in found[3:5]] == ["self.marital", "self.id_type"]
    assert not found[3].auto
    assert not found[4].auto


def test_labels_that_name_the_person_each_time_leave_bare_ones_to_the_subject() -> None:
    assert best("儿童姓名 儿童性别 父亲姓名 父亲身份证 出生日期") == [
        "self.name",
        "self.sex",
        "father.name",
        "father.id_number",
        "self.birth_date",
    ]


def test_the_first_person_of_a_form_is_its_subject_whatever_it_is_called() -> None:
    assert best("学员姓名 性别 身份证号") == ["self.name", "self.sex", "self.id_number"]
    assert accepted("学员姓名 性别 身份证号") == {
        "学员姓名": "self.name",
        "性别": "self.sex",
        "身份证号": "self.id_number",
    }


def test_in_a_form_about_a_firm_its_own_phone_is_meant() -> None:
    assert best("企业名称 统一社会信用代码 法定代表人 经营地址 联系电话")[-1] == "org_phone"


@pytest.mark.parametrize(
    "labels",
    [
        "姓名 身份证号 姓名 身份证号",
        "男方姓名 身份证号 女方姓名 身份证号",
        "当事人甲>姓名 当事人甲>性别 当事人乙>姓名 当事人乙>性别",
        "赡养人一姓名 赡养人二姓名",
    ],
)
def test_a_label_that_repeats_is_never_filled_without_asking(labels: str) -> None:
    repeated = [one for one in match(labels) if labels.count(one.label) > 1 or "赡养人" in one.label]
    assert repeated
    assert not any(one.auto for one in repeated)


def test_a_property_of_a_person_under_an_unknown_heading_is_never_filled_without_asking() -> None:
    found = match("姓名 性别 车辆情况>车牌号 车辆情况>联系电话 车辆情况>登记日期")
    assert found[3].ranked[0].element == "self.phone"
    assert "unknown_person" in found[3].doubts
    assert not found[3].auto
    assert found[4].auto, "a property of nobody needs no owner"


@pytest.mark.parametrize("word", ["被赡养人", "前配偶", "接送人", "同行人", "与残疾人"])
def test_a_word_for_somebody_else_is_not_taken_for_the_one_it_contains(word: str) -> None:
    labels = f"姓名 性别 {word}姓名 {word}身份证号"
    assert not set(accepted(labels)) & {f"{word}姓名", f"{word}身份证号"}


def test_a_phone_after_a_stranger_is_not_the_residents() -> None:
    found = match("姓名 日常接送人 联系电话")
    assert not found[2].auto


def test_plain_headings_name_nobody() -> None:
    labels = "基本信息>姓名 居住信息>家庭住址 一、联系信息>联系电话"
    assert set(accepted(labels).values()) == {"self.name", "self.res_address", "self.phone"}


def test_two_people_in_one_heading_are_not_guessed_at() -> None:
    assert accepted("父母信息>联系电话 父亲、母亲情况>联系电话") == {}


def test_where_a_form_names_no_subject_what_follows_a_person_is_theirs_but_asked() -> None:
    found = match("房屋地址 建筑面积 房主姓名 学历 联系电话")
    assert [one.ranked[0].element for one in found[3:]] == ["owner.education", "owner.phone"]
    assert not found[3].auto


def test_a_person_who_has_been_asked_already_is_not_asked_again() -> None:
    found = match("姓名 父亲姓名 身份证号 民族 公民身份号码")
    assert [one.ranked[0].element for one in found[2:4]] == ["father.id_number", "father.ethnicity"]
    assert found[4].ranked[0].element == "self.id_number"
    assert not found[4].auto


def test_words_of_time_before_a_property_name_nobody() -> None:
    assert best("姓名 目前学历")[1] == "self.education"
