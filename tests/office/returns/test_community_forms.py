"""Forms about communities through the pages: uploaded, confirmed, counted, typed, handed in, gathered, for machines."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from jsonschema import Draft202012Validator
from pyxform.xls2xform import convert

from linli.base.identity.states import Role
from linli.core.scopes import Scope, Unit
from linli.forms.models import Form, FormField
from linli.forms.states import Answer, RowUnit
from linli.mandates.models import Mandate
from linli.mandates.queries.cells import cells_of
from linli.register.drafts import FactDraft, new_subject
from linli.register.states import SubjectKind
from linli.returns.models import Report
from tests.returns import making
from tests.territory.lists import put_in_force

from .community_forms import FORMS, CommunityForm, on_paper
from .test_pages import client, move

pytestmark = pytest.mark.django_db
OF_PLACE = ("community.community_name", "community.street_name")
OF_PAPER = ("record.record_date", "record.record_remark", "record.registrar.name")
GATHERED = ("点名.xlsx", "卡片.xlsx", "汇总.xlsx", "汇总.docx", "简表.csv", "问卷.xlsx")
MACHINES = ("卡片.xlsx", "汇总.docx", "问卷.xlsx")
PLACES = {
    "35": "福建省",
    "3508": "龙岩市",
    making.DISTRICT: "新罗区",
    making.STREET: "东城街道",
    making.HERE: "东门社区居委会",
    making.NEXT_DOOR: "东风社区居委会",
}


@pytest.fixture
def who(monkeypatch: pytest.MonkeyPatch) -> making.Hands:
    """The record of `community_forms`, and everybody."""
    monkeypatch.setattr(making, "AT", timezone.now() - timedelta(hours=1))
    today, now = timezone.localdate(), timezone.now()
    put_in_force(PLACES, today - timedelta(days=3000))
    making.furnish(*OF_PLACE, *OF_PAPER)
    first = making.family(as_of=today, at=now)
    making.family("陈大海", "李小花", phone="13800130002", as_of=today, at=now)
    making.family("邻居甲", "邻居乙", making.NEXT_DOOR, phone="13800130003", as_of=today, at=now)
    boy = new_subject(SubjectKind.PERSON, making.HERE, "001")
    facts = [
        FactDraft(boy.id, "self.name", "林小宝"),
        FactDraft(boy.id, "self.sex", "1"),
        FactDraft(boy.id, "self.birth_date", today.isoformat()),
        FactDraft(boy.id, "self.household", object=first.household),
    ]
    making.put(facts, (boy,), as_of=today, at=now)
    return making.hands()


def confirmed(department: Client, sent: CommunityForm) -> Form:
    """Uploaded; the rule that a heading proposes is taken, what no register knows is none."""
    file = SimpleUploadedFile(sent.name, sent.make())
    assert department.post("/forms/", {"file": file}).status_code == 303
    made = Form.objects.get()
    assert made.row_unit == RowUnit.PLACE
    page = department.get(reverse("forms:form", args=[made.pk])).text
    for field in made.fields.filter(state=Answer.OPEN):
        rule = re.search(rf'id="rule-{field.position}"[^>]*>([^<]*)<', page)
        way, said = ("figure", {"rule": rule[1]}) if rule and rule[1] else ("answer", {"element": "NONE"})
        answer = department.post(reverse(f"forms:{way}", args=[made.pk, field.position]), said)
        assert answer.status_code == 303
    return made


def admitted(who: making.Hands, form: Form) -> Mandate:
    first = timezone.localdate().replace(day=1)
    return making.admitted_form(
        who,
        form,
        title="社区人口统计",
        scope=Scope(Unit.PLACE),
        places=(making.HERE, making.NEXT_DOOR),
        starts_date=first,
        ends_date=first + timedelta(days=90),
    )


def returned(mandate: Mandate, place: str, typed: int, groups: str, street: Client) -> Report:
    """Filled, typed and sent by the community, passed on by the sub-district."""
    committee = client(Role.COMMITTEE, place)
    committee.post(reverse("returns:fill", args=[mandate.pk, mandate.starts_date.isoformat()]))
    report = Report.objects.get(community=place)
    assert report.fillings.get().missing == typed
    if typed:
        position = FormField.objects.get(form=mandate.form, label__startswith="文艺队数").position
        href = reverse("returns:cell", args=[report.pk, 0, 1, position])
        assert committee.post(href, {"version": report.version, "text": groups}).status_code == 303
    move(committee, report, "send")
    move(street, report, "approve")
    return report


def rows_of(content: bytes, name: str) -> list[list[list[str]]]:
    """Sheets or tables as rows of texts."""
    if name.endswith("docx"):
        return [
            [[cell.text for cell in row.cells] for row in one.rows]
            for one in Document(io.BytesIO(content)).tables
        ]
    if name.endswith("csv"):
        return [list(csv.reader(io.StringIO(content.decode("gb18030"))))]
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    ]


def same(row: list[str], wanted: tuple[object, ...]) -> bool:
    """A merged cell of a document stands in each of its columns."""
    told = [on_paper(one, timezone.localdate()) for one in wanted]
    return all(
        one == two or (not two and one == row[at - 1])
        for at, (one, two) in enumerate(zip(row, told, strict=True))
    )


@pytest.mark.parametrize("sent", FORMS, ids=range(len(FORMS)))
def test_a_form_of_each_shape_comes_back_counted(sent: CommunityForm, who: making.Hands) -> None:
    department = client(Role.DEPARTMENT, making.DISTRICT)
    mandate = admitted(who, confirmed(department, sent))
    cells = cells_of(
        mandate.row_scope,
        list(mandate.fields.all()),
        [making.HERE, making.NEXT_DOOR],
        today=timezone.localdate(),
    )
    assert cells is not None
    assert cells.to_collect == 2 * sent.typed
    # A department is told how many communities these are: they are nobody.
    assert "人太少" not in department.get(reverse("mandates:mandate", args=[mandate.pk])).text
    report = returned(mandate, making.HERE, sent.typed, "3", client(Role.SUB_DISTRICT, making.STREET))
    file = department.get(reverse("returns:file", args=[report.pk, 1]))
    (rows, *_others) = rows_of(file.content, sent.name)
    found = rows[sent.first - 1 : sent.first - 1 + len(sent.rows)]
    assert all(same(row, wanted) for row, wanted in zip(found, sent.rows, strict=True)), found


@pytest.mark.parametrize("sent", [one for one in FORMS if one.name in GATHERED], ids=range(len(GATHERED)))
def test_all_communities_are_gathered_with_the_total(sent: CommunityForm, who: making.Hands) -> None:
    department = client(Role.DEPARTMENT, making.DISTRICT)
    mandate = admitted(who, confirmed(department, sent))
    street = client(Role.SUB_DISTRICT, making.STREET)
    for place, groups in ((making.HERE, "3"), (making.NEXT_DOOR, "1")):
        returned(mandate, place, sent.typed, groups, street)
    href = reverse("returns:gathered", args=[mandate.pk, mandate.starts_date.isoformat()])
    made = department.get(href)
    assert made.status_code == 200
    sheets = rows_of(made.content, sent.name)
    told = "\n".join("|".join(row) for rows in sheets for row in rows)
    assert all(name in told for name in ("东门社区", "东风社区", "合计"))
    numbers = [int(cell) for cell in re.findall(r"(?<=\|)\d+(?=\||$)", told, re.MULTILINE)]
    assert {5, 2, 7} <= set(numbers)  # people here, next door, together
    if sent.is_list:
        (rows,) = sheets
        assert sum("合计" in row[0] for row in rows) == 1
    elif not sent.name.startswith("问卷"):
        assert len(sheets) == 3


@pytest.mark.parametrize("sent", [one for one in FORMS if one.name in MACHINES], ids=range(len(MACHINES)))
def test_the_form_for_machines_takes_whole_numbers(sent: CommunityForm, who: making.Hands) -> None:
    department = client(Role.DEPARTMENT, making.DISTRICT)
    form = confirmed(department, sent)
    schema = department.get(reverse("forms:machine", args=[form.pk, "schema"])).json()
    Draft202012Validator.check_schema(schema)
    fields = {one.label: f"f{one.position}" for one in form.fields.all()}
    homes = next(name for label, name in fields.items() if label.startswith(("总户数", "常住人口 合计")))
    check = Draft202012Validator(schema)

    def answer(value: object) -> dict[str, object]:
        return {"rows_1": [{homes: value}]} if sent.is_list else {homes: value}

    assert check.is_valid(answer(2))
    assert not check.is_valid(answer("二"))
    assert not check.is_valid(answer(-1))
    survey = department.get(reverse("forms:machine", args=[form.pk, "xlsform"]))
    xform = convert(io.BytesIO(survey.content), file_type=".xlsx").xform
    assert all(f"/{name}" in xform for name in fields.values())
