"""Rows that are no residents: homes, organisations and things; each value of the file is the one recorded."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from linli.core.scopes import Condition, Operator, Scope, Unit
from linli.register.drafts import FactDraft, new_subject
from linli.register.states import SubjectKind
from linli.returns.files import filled_file
from tests.register.gate.setting import furnished_once

from .making import AT, HERE, NEXT_DOOR, Hands, admitted, family, filled, furnish, hands, put

HOMES = {
    "房屋坐落": "dwelling.dwelling_address",
    "房间号": "dwelling.room_number",
    "建筑面积": "dwelling.floor_area",
    "产权性质": "dwelling.tenure",
    "使用状况": "dwelling.occupancy",
    "烟感报警器": "dwelling.smoke_alarm",
    "房主姓名": "dwelling.owner.name",
}
FIRMS = {
    "单位名称": "org.org_name",
    "统一社会信用代码": "org.credit_code",
    "组织类型": "org.org_kind",
    "成立日期": "org.founded_date",
    "从业人数": "org.employees_count",
    "单位电话": "org.org_phone",
    "法定代表人": "org.legal_representative.name",
    "所在房间": "dwelling.room_number",
}
THINGS = {
    "设施编号": "thing.facility_code",
    "设施名称": "thing.facility_name",
    "设施类别": "thing.facility_kind",
    "设施状态": "thing.facility_state",
    "安装日期": "thing.installed_date",
    "灭火器数量": "thing.extinguishers_count",
}


@pytest.fixture(scope="module")
def reference_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The elements of homes, organisations and things as well."""
    with furnished_once(
        django_db_blocker, lambda: furnish(*HOMES.values(), *FIRMS.values(), *THINGS.values())
    ):
        yield


@pytest.fixture
def who(reference_data: None, db: None) -> Hands:
    """Everybody who has a hand in a return."""
    return hands()


def recorded(kind: SubjectKind, place: str = HERE, **values: str | UUID) -> UUID:
    """A subject with values (and links) by the second part of their element."""
    made = new_subject(kind, place, "001")
    root = {"dwelling": "dwelling", "organisation": "org", "thing": "thing"}[kind.value]
    facts = [
        FactDraft(made.id, f"{root}.{name}", object=value)
        if isinstance(value, UUID)
        else FactDraft(made.id, f"{root}.{name}", value)
        for name, value in values.items()
    ]
    put(facts, (made,))
    return made.id


def file_of(who: Hands, heads: dict[str, str], scope: Scope, title: str) -> list[dict[str, Any]]:
    """The rows of the file that the committee takes out, by their headings; the whole sheet is looked at."""
    report = filled(admitted(who, heads=heads, scope=scope, title=title), who)
    made = filled_file(report=report, number=report.number, by=who.committee, at=AT)
    sheet = openpyxl.load_workbook(io.BytesIO(made.content))["登记表"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert head == ["序号", *heads]
    return [dict(zip(head, row, strict=True)) for row in rows if any(one is not None for one in row[1:])]


def day(text: str) -> datetime:
    """As a workbook gives it back."""
    return datetime.combine(date.fromisoformat(text), datetime.min.time())


def test_a_list_of_homes(who: Hands) -> None:
    owner = family().husband
    recorded(
        SubjectKind.DWELLING,
        dwelling_address="解放路8号2栋",
        room_number="501",
        floor_area="92.5",
        tenure="1",
        occupancy="2",
        smoke_alarm="yes",
        owner=owner,
    )
    recorded(SubjectKind.DWELLING, NEXT_DOOR, room_number="900")
    first, second = file_of(who, HOMES, Scope(Unit.HOUSE), "房屋登记表")
    assert first == {"序号": 1, "房间号": "301"} | dict.fromkeys(HOMES.keys() - {"房间号"})
    assert second == {
        "序号": 2,
        "房屋坐落": "解放路8号2栋",
        "房间号": "501",
        "建筑面积": 92.5,
        "产权性质": "商品房",
        "使用状况": "出租",
        "烟感报警器": "是",
        "房主姓名": "林大山",
    }


def test_a_list_of_organisations(who: Hands) -> None:
    home = family()
    recorded(
        SubjectKind.ORGANISATION,
        org_name="东门便民超市",
        credit_code="91350802MA31K4XR1E",
        org_kind="4",
        founded_date="2016-05-09",
        employees_count="6",
        org_phone="05972290001",
        legal_representative=home.wife,
        dwelling=home.dwelling,
    )
    recorded(SubjectKind.ORGANISATION, org_name="永定会馆", org_kind="5")
    recorded(SubjectKind.ORGANISATION, NEXT_DOOR, org_name="隔壁商行", org_kind="3")
    rows = {one["单位名称"]: one for one in file_of(who, FIRMS, Scope(Unit.ORGANISATION), "驻区单位登记表")}
    assert rows.keys() == {"东门便民超市", "永定会馆"}
    assert {one["序号"] for one in rows.values()} == {1, 2}
    assert rows["东门便民超市"] | {"序号": None} == {
        "序号": None,
        "单位名称": "东门便民超市",
        "统一社会信用代码": "91350802MA31K4XR1E",
        "组织类型": "个体工商户",
        "成立日期": day("2016-05-09"),
        "从业人数": 6,
        "单位电话": "05972290001",
        "法定代表人": "王小妹",
        "所在房间": "301",
    }
    empty = dict.fromkeys(FIRMS.keys() - {"单位名称", "组织类型"})
    assert rows["永定会馆"] | {"序号": None} == {
        "序号": None,
        "单位名称": "永定会馆",
        "组织类型": "社会团体",
        **empty,
    }


def test_a_list_of_things_that_a_condition_chooses(who: Hands) -> None:
    for code, name, kind, state, installed, number in (
        ("XF-01", "1栋消防柜", "2", "1", "2019-07-01", "4"),
        ("XF-02", "2栋消防柜", "2", "2", "2021-11-30", "2"),
        ("DT-01", "3栋电梯", "1", "1", "2015-01-15", "0"),
    ):
        recorded(
            SubjectKind.THING,
            facility_code=code,
            facility_name=name,
            facility_kind=kind,
            facility_state=state,
            installed_date=installed,
            extinguishers_count=number,
        )
    fire = Scope(Unit.THING, (Condition("thing.facility_kind", Operator.IS, ("2",)),))
    assert file_of(who, THINGS, fire, "消防设施登记表") == [
        {
            "序号": 1,
            "设施编号": "XF-01",
            "设施名称": "1栋消防柜",
            "设施类别": "消防设施",
            "设施状态": "正常",
            "安装日期": day("2019-07-01"),
            "灭火器数量": 4,
        },
        {
            "序号": 2,
            "设施编号": "XF-02",
            "设施名称": "2栋消防柜",
            "设施类别": "消防设施",
            "设施状态": "损坏",
            "安装日期": day("2021-11-30"),
            "灭火器数量": 2,
        },
    ]
