"""The household card that departments send out: from the upload in the browser to one filled card for each family.

Every cell of every sheet is held against what was recorded; a family larger than the table gets more rows.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.base.identity.states import Role
from linli.core.scopes import Scope, Unit
from linli.forms.models import Form, FormField
from linli.forms.states import Answer
from linli.register.drafts import FactDraft, new_subject
from linli.register.states import SubjectKind
from linli.returns.models import Report
from tests.returns import making

from .test_pages import client, move

pytestmark = pytest.mark.django_db
HEAD = {
    "户主姓名": "self.household.head.name",
    "户主联系电话": "self.household.head.phone",
    "户号": "household.household_number",
    "户别": "household.household_type",
    "房屋坐落": "dwelling.dwelling_address",
    "建筑面积": "dwelling.floor_area",
    "走访情况": "NONE",
}
TABLE = {
    "姓名": "self.household.member.name",
    "与户主关系": "self.household.member.relationship_to_head",
    "性别": "self.household.member.sex",
    "出生日期": "self.household.member.birth_date",
    "联系电话": "self.household.member.phone",
}
SHEET = (
    ("居民家庭情况登记卡", "", "", "", "", ""),
    ("户主姓名", "", "", "户主联系电话", "", ""),
    ("户号", "", "", "户别", "□家庭户 □集体户", ""),
    ("房屋坐落", "", "", "建筑面积", "", "平方米"),
    ("走访情况", "", "", "", "", ""),
    ("家庭成员", "", "", "", "", ""),
    ("序号", *TABLE),
    ("", "", "", "", "", ""),
    ("", "", "", "", "", ""),
    ("填表说明：由社区从登记中填写，如实核对。", "", "", "", "", ""),
)
MERGED = ("A1:F1", "B2:C2", "E2:F2", "B3:C3", "E3:F3", "B4:C4", "B5:F5", "A6:F6", "A10:F10")


@dataclass(frozen=True)
class Somebody:
    """A member of a family as recorded: values as the record keeps them, empty where it has none."""

    name: str
    relation: str
    sex: str
    born: str
    phone: str = ""


WORDS = {"02": "户主", "10": "配偶", "20": "子", "1": "男性", "2": "女性"}
FAMILIES = {
    "3508020001": (
        ("解放路8号2栋501", "92.5"),
        (
            Somebody("林大山", "02", "1", "1950-03-02", "13800130001"),
            Somebody("王小妹", "10", "2", "1952-08-19", "13800130001"),
            Somebody("林建国", "20", "1", "1978-01-05", "13800130003"),
            Somebody("林建军", "20", "1", "1981-06-30"),
        ),
    ),
    "3508020002": (("", ""), (Somebody("林大山", "02", "1", "1961-12-01", "13900130009"),)),
    "3508020003": (
        ("中山路15号", "120"),
        (
            Somebody("陈阿莲", "02", "2", "1948-11-02"),
            Somebody("陈志强", "20", "1", "1975-04-04", "13700130005"),
        ),
    ),
}


def card() -> bytes:
    """The workbook: labels before blanks, answers in a cell, a table of two rows, a note below it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "登记卡"
    for row, cells in enumerate(SHEET, start=1):
        for column, said in enumerate(cells, start=1):
            if said:
                sheet.cell(row, column, said)
    for one in MERGED:
        sheet.merge_cells(one)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def record_families(today: date) -> None:
    """Three families of one community."""
    for number, ((address, area), people) in FAMILIES.items():
        home, house = (
            new_subject(kind, making.HERE, "001") for kind in (SubjectKind.DWELLING, SubjectKind.HOUSEHOLD)
        )
        facts = [
            FactDraft(house.id, "household.dwelling", object=home.id),
            FactDraft(house.id, "household.household_number", number),
            FactDraft(house.id, "household.household_type", "1"),
        ]
        if address:
            facts += [
                FactDraft(home.id, "dwelling.dwelling_address", address),
                FactDraft(home.id, "dwelling.floor_area", area),
            ]
        members = [new_subject(SubjectKind.PERSON, making.HERE, "001") for _one in people]
        facts.append(FactDraft(house.id, "household.head", object=members[0].id))
        for made, one in zip(members, people, strict=True):
            facts += person(made.id, house.id, one)
        making.put(facts, (home, house, *members), as_of=today, at=making.AT)


def person(made: UUID, house: UUID, one: Somebody) -> list[FactDraft]:
    """What is recorded of a member."""
    facts = [
        FactDraft(made, "self.household", object=house),
        FactDraft(made, "self.name", one.name),
        FactDraft(made, "self.relationship_to_head", one.relation),
        FactDraft(made, "self.sex", one.sex),
        FactDraft(made, "self.birth_date", one.born),
    ]
    return [*facts, FactDraft(made, "self.phone", one.phone)] if one.phone else facts


def uploaded_and_confirmed(department: Client) -> Form:
    """The department sends the workbook and answers what is open, field by field."""
    file = SimpleUploadedFile("登记卡.xlsx", card())
    assert department.post("/forms/", {"file": file}).status_code == 303
    made = Form.objects.get()
    assert made.kind == "kv"
    for field in FormField.objects.filter(form=made).order_by("position"):
        wanted = (TABLE if field.in_roster else HEAD).get(field.label, "NONE")
        if field.label != "序号":
            href = reverse("forms:answer", args=[made.pk, field.position])
            assert department.post(href, {"element": wanted}).status_code == 303
    states = dict(FormField.objects.filter(form=made).values_list("label", "state"))
    assert states["走访情况"] == Answer.LOCAL
    assert Answer.OPEN not in {state for label, state in states.items() if label != "序号"}
    return made


def expected(number: str) -> list[list[Any]]:
    """The whole sheet of a family, row by row, written from what was recorded."""
    (address, area), people = FAMILIES[number]
    head = people[0]
    rows: list[list[Any]] = [[said or None for said in cells] for cells in SHEET]
    rows[1][1], rows[1][4] = head.name, head.phone or None
    rows[2][1], rows[2][4] = number, "☑家庭户 □集体户"
    rows[3][1], rows[3][4] = address or None, float(area) if area else None
    rows[7:9] = [
        [
            place,
            one.name,
            WORDS[one.relation],
            WORDS[one.sex],
            datetime.combine(date.fromisoformat(one.born), datetime.min.time()),
            one.phone or None,
        ]
        for place, one in enumerate(people, start=1)
    ] + [[None] * 6] * (2 - len(people))
    return rows


def test_a_household_card_with_its_members_comes_back_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "AT", timezone.now() - timedelta(hours=1))
    today = timezone.localdate()
    making.furnish(*(one for one in (*HEAD.values(), *TABLE.values()) if one != "NONE"))
    who = making.hands()
    record_families(today)
    first, department = today.replace(day=1), client(Role.DEPARTMENT, making.DISTRICT)
    mandate = making.admitted_form(
        who,
        uploaded_and_confirmed(department),
        title="居民家庭情况登记卡",
        scope=Scope(Unit.HOUSEHOLD),
        starts_date=first,
        ends_date=first + timedelta(days=90),
    )
    committee = client(Role.COMMITTEE, making.HERE)
    committee.post(reverse("returns:fill", args=[mandate.pk, first.isoformat()]))
    report = Report.objects.get()
    move(committee, report, "send")
    move(client(Role.SUB_DISTRICT, making.STREET), report, "approve")
    book = taken(department, report)
    assert len(book.worksheets) == len(FAMILIES)
    told = {sheet["B3"].value: sheet for sheet in book.worksheets}
    assert told.keys() == FAMILIES.keys()
    for number, sheet in told.items():
        assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=6)] == expected(number), (
            number
        )
        assert mandate.control_number in sheet.oddFooter.left.text


def taken(department: Client, report: Report) -> openpyxl.Workbook:
    """The file as the department downloads it."""
    file = department.get(reverse("returns:file", args=[report.pk, 1]))
    assert file.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(file.content))
