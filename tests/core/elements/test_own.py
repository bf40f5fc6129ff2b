"""A department's field as an element of its own: its type, mask and care are read from the words on the form."""

import pytest

from linli.core.elements import (
    Element,
    Information,
    Mask,
    OwnField,
    RolePath,
    Sensitivity,
    Subject,
    ValueKind,
    Volatility,
    Words,
    element_from_record,
    element_to_record,
    is_own_code,
    own_list,
    own_property,
)
from linli.core.elements.check import faults_of_element

PERSON = RolePath("self", Words("本人", "The person"), Subject.PERSON)


def asked(label: str, unit: str = "", options: tuple[str, ...] = ()) -> OwnField:
    return OwnField(
        id="0193a5b2c4d87e0f8a1b2c3d4e5f6071",
        label=label,
        unit=unit,
        options=options,
        body="0193a5b2c4d87e0f8a1b2c3d4e5f6072",
        owner="agriculture",
        document="《通知》龙农〔2026〕3号",
        purposes=("mandate-350802-2026-0001-7",),
        changes=Volatility.YEARLY,
    )


@pytest.mark.parametrize(
    ("label", "unit", "options", "kind", "mask"),
    [
        ("种植大棚数", "个", (), ValueKind.INTEGER, Mask.NONE),
        ("耕地面积", "亩", (), ValueKind.DECIMAL, Mask.AMOUNT),
        ("是否参加合作社", "", ("是", "否"), ValueKind.YES_NO, Mask.NONE),
        ("是否参加助餐", "", (), ValueKind.YES_NO, Mask.NONE),
        ("厕所类型", "", ("水冲", "旱厕", "无"), ValueKind.CODE, Mask.NONE),
        ("入会日期", "", (), ValueKind.DATE, Mask.YEAR),
        ("林权证号", "", (), ValueKind.IDENTIFIER, Mask.DOCUMENT),
        ("帮扶人电话", "", (), ValueKind.PHONE, Mask.PHONE),
        ("结对干部", "", (), ValueKind.TEXT, Mask.NAME),
        ("外出务工地址", "", (), ValueKind.ADDRESS, Mask.ADDRESS),
        ("种植品种", "", (), ValueKind.TEXT, Mask.NONE),
    ],
)
def test_the_words_on_the_form_say_what_kind_of_value_it_is(label, unit, options, kind, mask):
    own = own_property(asked(label, unit, options))
    assert (own.type.kind, own.mask, own.sensitivity) == (kind, mask, Sensitivity.PERSONAL)
    assert faults_of_element(Element(PERSON, own)) == ()


@pytest.mark.parametrize(
    ("label", "tells"),
    [
        ("家庭年收入", Information.FINANCE),
        ("慢性病名称", Information.HEALTH),
        ("残疾等级情况", Information.DISABILITY),
        ("社区矫正期限", Information.JUSTICE),
        ("惠农补贴卡号", Information.FINANCE),
    ],
)
def test_what_tells_of_money_health_or_justice_is_guarded_and_masked(label, tells):
    own = own_property(asked(label))
    assert (own.information, own.sensitivity) == (tells, Sensitivity.SENSITIVE)
    assert own.mask is not Mask.NONE
    assert faults_of_element(Element(PERSON, own)) == ()


def test_the_options_of_a_form_are_a_list_and_very_long_ones_are_not():
    listed = own_list(asked("厕所类型", options=("水冲", "旱厕", "水冲", " ")))
    assert [item.names.zh for item in listed.items] == ["水冲", "旱厕"]
    assert own_list(asked("厕所类型", options=("水冲", "其他" * 50))) is None
    assert own_list(asked("厕所类型", options=("水冲",))) is None


def test_it_is_kept_in_a_record_and_read_back_and_nobody_elses_record_changes():
    element = Element(PERSON, own_property(asked("种植大棚数", "个")))
    assert element_from_record(element_to_record(element)) == element
    assert element.is_own
    assert is_own_code(element.code)
    assert not is_own_code("self.owner_name")
    plain = element_to_record(Element(PERSON, own_property(asked("x"))))
    assert "own_of" in plain["property"]
