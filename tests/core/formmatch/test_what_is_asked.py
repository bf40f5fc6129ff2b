"""Which property a label asks for, and when nobody has to be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.formmatch import NONE, Field, Form, Matcher, Memory
from linli.core.formmatch.labels import read_label
from tests.core.formmatch.small import CATALOGUE, accepted, best, confirmed, match

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("label", "element"),
    [
        ("姓名", "self.name"),
        ("（1）姓 名：", "self.name"),
        ("*身份证号码", "self.id_number"),
        ("公民身份證號", "self.id_number"),
        ("出生年月日", "self.birth_date"),
        ("文化程度", "self.education"),
        ("工作单位", "self.employer"),
        ("现居住地址", "self.res_address"),
        ("户口所在地地址", "self.hukou_address"),
        ("户籍（门）楼详址", "self.hukou_address"),
        ("性别：□男 □女", "self.sex"),
        ("建筑面积（㎡）", "floor_area"),
        ("备注1", "remark"),
        ("所属社区", "community"),
    ],
)
def test_labels_as_they_are_printed_find_their_element(label: str, element: str) -> None:
    assert best(f"姓名 {label.replace(' ', '')}")[1] == element


@pytest.mark.parametrize("label", ["状态", "名称", "编号", "金额", "缴费年月", "审批意见", "胎数", "车型"])
def test_a_label_that_no_element_answers_is_never_filled(label: str) -> None:
    found = match(f"姓名 {label}")[1]
    assert not found.auto


def test_none_comes_first_where_nothing_is_alike() -> None:
    assert best("姓名 胎数")[1] == NONE


@pytest.mark.parametrize("label", ["姓名及电话", "姓名/性别", "毕业时间及院校"])
def test_a_label_that_asks_two_things_is_left_to_a_person(label: str) -> None:
    assert not match(f"姓名 {label}")[1].auto


def test_a_bracket_that_names_something_else_raises_a_doubt() -> None:
    found = match("单位名称 工商执照注册号（公民身份号码）")[1]
    assert "rival" in found.doubts
    assert not found.auto


def test_a_firms_name_in_a_form_about_a_person_may_be_the_employer_or_not() -> None:
    found = match("姓名 性别 单位名称")[2]
    assert found.ranked[0].element == "org_name"
    assert found.doubts == ("elsewhere",)


def test_second_and_third_choices_are_other_properties() -> None:
    found = match("男方姓名 身份证号")[1]
    assert len({one.element.rsplit(".", 1)[-1] for one in found.ranked[:3]}) == 3


# --- memory ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_remembered_for_its_heading() -> None:
    memory = confirmed("姓名 车辆情况>联系电话", "self.name owner.phone")
    assert accepted("姓名 车辆情况>联系电话", memory)["联系电话"] == "owner.phone"
    assert "联系电话" not in accepted("姓名 摊位情况>联系电话", memory)


def test_the_same_form_next_month_is_answered_as_before_even_where_labels_repeat() -> None:
    labels, about = "姓名 身份证号 姓名 身份证号", {"title": "二孩登记花名册", "department": "卫健"}
    memory = confirmed(labels, "wife.name wife.id_number husband.name husband.id_number", **about)
    found = match(labels, memory, **about)
    assert [one.ranked[0].element for one in found] == [
        "wife.name",
        "wife.id_number",
        "husband.name",
        "husband.id_number",
    ]
    assert all(one.auto for one in found)
    assert not any(one.auto for one in match(labels, memory, title="别的表", department="卫健"))


def test_a_rejection_is_remembered_too() -> None:
    memory = confirmed("姓名 户号", f"self.name {NONE}", department="卫健")
    assert "户号" in accepted("姓名 户号")
    assert "户号" not in accepted("姓名 户号", memory, department="卫健")


def test_one_department_does_not_overturn_the_catalogue_for_another() -> None:
    memory = confirmed("姓名 联系电话", "self.name org_phone", department="民政")
    assert best("姓名 联系电话", memory, department="卫健")[1] == "self.phone"


def test_a_new_word_is_learnt_from_two_forms() -> None:
    labels, answers = "姓名 一卡通", "self.name bank_acct"
    first = confirmed(labels, answers, "one", department="民政", title="救助表")
    assert "一卡通" not in accepted(labels, first, department="民政", title="补贴表")
    second = confirmed(labels, answers, "two", department="民政", title="慰问表")
    both = Memory.of((*first.confirmations, *second.confirmations))
    assert accepted(labels, both, department="民政", title="补贴表")["一卡通"] == "bank_acct"


# --- values ---------------------------------------------------------------------------------------------------------


def asked(label: str, values: tuple[str, ...] = (), options: tuple[str, ...] = ()):
    return Matcher(CATALOGUE).match(Form("f", (Field("姓名"), Field(label, values=values, options=options))))[
        1
    ]


def test_numbers_with_check_digits_tell_what_a_vague_label_asks() -> None:
    assert asked("号码", ("11010519491231002X",)).ranked[0].element == "self.id_number"
    assert asked("代码", ("91350211M000100Y43",)).ranked[0].element in ("org_code", NONE)


def test_values_of_another_kind_forbid_filling() -> None:
    found = asked("身份证号", ("12", "34", "56"))
    assert found.ranked[0].element != "self.id_number"
    assert not found.auto


def test_answers_that_are_offered_are_evidence() -> None:
    assert asked("人员", options=("男", "女")).ranked[1].element == "self.sex"


# --- whatever comes -------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=12)), max_size=8))
def test_any_text_is_read_without_an_error(labels: list[tuple[str, str]]) -> None:
    made = Form("f", tuple(Field(label, group) for label, group in labels))
    found = Matcher(CATALOGUE).match(made)
    assert [one.i for one in found] == list(range(len(labels)))
    assert all(one.ranked and 0.0 <= one.confidence <= 1.0 for one in found)
    assert all(0.0 <= choice.score <= 1.0 for one in found for choice in one.ranked)


def test_matching_is_the_same_every_time() -> None:
    labels = "姓名 性别 配偶姓名 身份证号 联系电话 备注"
    assert match(labels) == match(labels)


@pytest.mark.parametrize(
    ("raw", "core", "unit", "options"),
    [
        ("（1）家庭年收入（万元）：", "家庭年收入", "万元", ()),
        ("性别 □男 □女", "性别", "", ("男", "女")),
        ("是否低保：是□ 否□", "是否低保", "", ("是", "否")),
        ("年保障金额:元", "年保障金额元", "", ()),
        ("法定代表人（负责人）", "法定代表人", "", ()),
        ("（盖章）", "盖章", "", ()),
    ],
)
def test_a_label_is_taken_apart(raw: str, core: str, unit: str, options: tuple[str, ...]) -> None:
    label = read_label(raw)
    assert (label.core, label.unit, label.options) == (core, unit, options)


def test_a_heading_in_front_of_a_label_is_its_section() -> None:
    assert read_label("父亲-姓名").heading == "父亲"
    assert best("姓名 父亲-身份证号")[1] == "father.id_number"


def test_another_form_of_the_same_title_is_not_taken_for_the_one_that_was_confirmed() -> None:
    about = {"title": "登记表", "department": "综治"}
    memory = confirmed("房屋地址 姓名 身份证号", "house_addr tenant.name tenant.id_number", **about)
    assert set(accepted("房屋地址 姓名 身份证号 备注", memory, **about).values()) >= {
        "tenant.name",
        "tenant.id_number",
    }
    assert "tenant.name" not in accepted("企业名称 姓名 身份证号", memory, **about).values()


def test_one_departments_heading_is_not_anothers() -> None:
    memory = confirmed("姓名 车辆情况>联系电话", "self.name owner.phone", department="交管")
    assert "联系电话" not in accepted("姓名 车辆情况>联系电话", memory, department="民政")
    assert best("姓名 车辆情况>联系电话", memory, department="民政")[1] == "owner.phone"
