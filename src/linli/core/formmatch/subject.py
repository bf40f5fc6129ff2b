"""What a form is about: a person, an organisation, a dwelling, or only figures."""

from __future__ import annotations

from collections.abc import Sequence

PERSON, ORGANISATION, DWELLING, OTHER = "person", "organisation", "dwelling", "other"
OF_ORGANISATIONS = [
    "单位名称",
    "统一社会信用代码",
    "营业执照注册号",
    "登记证号",
    "单位地址",
    "经营范围",
    "注册资金",
    "业务主管单位",
    "单位联系方式",
    "从业人员数量",
]
OF_DWELLINGS = [
    "房屋编号",
    "房屋地址",
    "楼栋号",
    "单元号",
    "房间号",
    "建筑面积",
    "房屋类型",
    "出租用途",
    "建筑用途",
]
OF_PEOPLE = ["公民身份号码", "性别", "出生日期", "民族", "婚姻状况"]


def about(bare: Sequence[str], has_bare_name: bool) -> str:
    """Decided by the properties that stand without a person's name, given by their Chinese names."""
    organisation = sum(name in OF_ORGANISATIONS for name in bare)
    dwelling = sum(name in OF_DWELLINGS for name in bare)
    person = sum(name in OF_PEOPLE for name in bare)
    if has_bare_name:
        return PERSON
    if organisation and organisation >= dwelling:
        return ORGANISATION
    if dwelling > 1:
        return DWELLING
    return PERSON if person else OTHER
