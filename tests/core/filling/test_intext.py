"""Values written into texts that leave room for them."""

import pytest

from linli.core.filling import filled_text

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("text", "label", "value", "made"),
    [
        ("单位：____  日期：____年__月__日", "单位", "东门", "单位：东门  日期：____年__月__日"),
        ("单位：东门  日期：____年__月__日", "日期", "2026年11月3日", "单位：东门  日期：2026年11月3日"),
        ("姓名：   性别：   电话：", "性别", "女", "姓名：   性别：女  电话："),
        ("姓 名：", "姓名", "张三", "姓 名：张三"),
        ("编号____", "编号", "12", "编号12"),
        ("身高____cm", "身高", "170", "身高170cm"),
        ("体重： kg", "体重", "60", "体重：60kg"),
        ("性别：□男 □女", "性别", "女", "性别：□男 ☑女"),
        ("□未婚 □已婚", "婚姻状况", "已婚", "□未婚 ☑已婚"),
        ("□已婚有子女 □已婚", "婚姻状况", "已婚", "□已婚有子女 ☑已婚"),
        ("是□ 否□", "是否党员", "否", "是□ 否☑"),
        ("是/否", "是否党员", "是", "是"),
        ("厘米", "身高", "170", "170厘米"),
        ("   年  月  日", "入住时间", "2026年1月2日", "2026年1月2日"),
        ("______", "姓名", "张三", "张三"),
        ("联系电话", "联系电话", "0597-1234567", "联系电话0597-1234567"),
        ("例：张三", "姓名", "李四", "李四"),
    ],
)  # fmt: skip
def test_a_value_goes_where_the_text_leaves_room(text: str, label: str, value: str, made: str) -> None:
    assert filled_text(text, label, value) == made


def test_an_answer_that_is_not_offered_ticks_nothing() -> None:
    assert "☑" not in filled_text("□未婚 □已婚", "婚姻状况", "丧偶")
