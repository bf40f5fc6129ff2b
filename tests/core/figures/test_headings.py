"""Figures proposed from the heads of columns: all words understood, or none proposed."""

import pytest

from linli.core.figures import Proposer, proposed, say, sums_of

from .setting import VOCABULARY

PROPOSER = Proposer(VOCABULARY)


def words(*labels: str, title: str = "人口统计表", group: str = "") -> list[str]:
    figures = proposed([(one, group, "") for one in labels], title, PROPOSER)
    return [say(one, "zh", VOCABULARY) if one else "" for one in figures]


def test_the_county_form_of_births_is_understood_to_its_last_column_but_the_certificates():
    told = words(
        "单位", "期末常住人口", "期末育龄妇女人数", "期末已婚育龄妇女数", "0孩", "1孩", "2孩", "多孩",
        "出生人数", "死亡人数", "年内领取独生子女证人数",
        title="全员数据--人口基本情况统计",
    )  # fmt: skip
    married = "人员，婚姻状况为已婚，性别为女性，年龄在15至49之间"
    assert told == [
        "",
        "人员",
        "人员，性别为女性，年龄在15至49之间",
        married,
        f"{married}，子女数为0",
        f"{married}，子女数为1",
        f"{married}，子女数为2",
        f"{married}，子女数不小于3",
        "人员，出生日期在本期内",
        "人员，死亡日期在本期内",
        "",
    ]


def test_the_county_form_of_the_economy_is_understood_but_for_incomes():
    told = words("总户数", "总人口", "男性人口", "女性人口", "非农人口", "农业人口", "城镇居民人均可支配收入")
    assert told == [
        "家庭户",
        "人员",
        "人员，性别为男性",
        "人员，性别为女性",
        "人员，户口性质为“非农业户口（旧）”",
        "人员，户口性质为“农业户口（旧）”",
        "",
    ]


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("60岁以上", "人员，年龄不小于60"),
        ("80-89岁", "人员，年龄在80至89之间"),
        ("不满16周岁人数", "人员，年龄小于16"),
        ("60岁以上女性", "人员，年龄不小于60，性别为女性"),
        ("低保户数", "家庭户，是否享受低保为是"),
        ("总人口（人）", "人员"),
        ("百岁老人", "人员，年龄不小于100"),
        ("空置房屋套数", "房屋，住房使用状况为空置"),
    ],
)
def test_heads_in_other_words(label: str, meant: str):
    assert words(label) == [meant]


@pytest.mark.parametrize(
    "label",
    ["出生率", "党员人数", "农业人口户数", "人均住房面积", "信教人数", "户籍人口", "流动人口", "人口密度",
     "男性平均年龄", "常住人口万人", "0孩", "多孩", "本月新增"],
)  # fmt: skip
def test_what_is_not_wholly_understood_is_not_proposed(label: str):
    assert words("总人口", "男", label)[-1] == ""


def test_a_number_in_tens_of_thousands_is_not_proposed():
    assert proposed([("总人口", "", "万人")], "", PROPOSER) == (None,)


def test_a_title_about_some_people_counts_among_them_or_proposes_nothing():
    assert words("年龄段80", "年龄段100", "总户数", title="老龄津贴统计") == [
        "人员，是否领取高龄津贴为是，年龄在80至89之间",
        "人员，是否领取高龄津贴为是，年龄不小于100",
        "",
    ]
    assert words("总人数", "男", title="优抚对象统计") == ["", ""]


def test_a_head_above_counts_too():
    assert words("男", group="60岁以上") == ["人员，年龄不小于60，性别为男性"]
    assert words("男", group="党员") == [""]


def test_sums_are_told_from_the_conditions():
    headings = [(one, "", "") for one in ("总人口", "男性", "女性", "60岁以上", "总户数")]
    (only,) = sums_of(proposed(headings, "", PROPOSER), VOCABULARY)
    assert (only.whole, only.parts, only.element) == (0, (1, 2), "self.sex")


def test_numbers_of_children_sum_to_the_women():
    headings = [(one, "", "") for one in ("育龄妇女人数", "0孩", "1孩", "2孩", "多孩")]
    (only,) = sums_of(proposed(headings, "", PROPOSER), VOCABULARY)
    assert (only.whole, only.parts) == (0, (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("group", "label", "meant"),
    [
        ("总人口（人）", "合计", "人员"),
        ("总人口（人）", "女", "人员，性别为女性"),
        ("60岁以上人口", "男", "人员，年龄不小于60，性别为男性"),
        ("本期出生人数", "小计", "人员，出生日期在本期内"),
        ("本期出生人数", "女", "人员，性别为女性，出生日期在本期内"),
        ("社区人口情况表 / 基本情况", "总户数", "家庭户"),
        ("", "本期死亡人数 男", "人员，性别为男性，死亡日期在本期内"),
        ("", "常住人口 合计", "人员"),
        # What stands above narrows what stands below, or nothing is proposed.
        ("流动人口", "男", ""),
        ("总户数", "男", ""),
        ("60岁以上", "其中80岁以上", ""),
        ("", "常住人口 上年同期", ""),
    ],
)
def test_a_divided_heading_means_both_its_parts(group: str, label: str, meant: str):
    assert words(label, group=group) == [meant]


def test_children_are_counted_of_the_women_whom_the_heading_above_names():
    told = words("0孩", "1孩", "多孩", group="期末已婚育龄妇女")
    married = "人员，婚姻状况为已婚，性别为女性，年龄在15至49之间"
    assert told == [f"{married}，子女数为0", f"{married}，子女数为1", f"{married}，子女数不小于2"]


def test_a_title_that_stands_over_every_column_says_nothing_about_one():
    assert words("总人口", group="社区台账一览", title="社区台账一览") == ["人员"]
