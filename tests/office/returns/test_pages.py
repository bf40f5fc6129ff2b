"""Returns in pages: the community fills, types and sends, the sub-district approves, the department downloads."""

import io
import re

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.base.identity.states import Role
from linli.returns.models import Report
from linli.returns.states import State
from tests.factories import login
from tests.returns import making

pytestmark = pytest.mark.django_db


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def links(page) -> set[str]:
    """The addresses that a page leads to."""
    return set(re.findall(r'href="([^"]+)"', page.text))


def client(role: Role, prefix: str) -> Client:
    made = Client()
    login(made, role, prefix)
    return made


def move(page: Client, report: Report, step: str, why: str = ""):
    report.refresh_from_db()
    said = {"step": step, "version": report.version, "why": why}
    return page.post(reverse("returns:move", args=[report.pk]), said)


def test_from_the_list_to_the_downloaded_workbook(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    first = mandate.starts_date.isoformat()
    told = text(committee.get("/returns/"))
    assert "走访登记表" in told
    assert "还没有填" in told
    assert "报送日历" in told
    assert {reverse("mandates:refusals"), reverse("mandates:index")} <= links(committee.get("/returns/"))
    assert reverse("returns:index") in links(committee.get("/gate/"))
    answer = committee.post(reverse("returns:fill", args=[mandate.pk, first]))
    report = Report.objects.get(mandate=mandate)
    assert answer.url == reverse("returns:return", args=[report.pk])
    shown = text(committee.get(answer.url))
    assert "林*山" in shown or "林**" in shown
    assert "林大山" not in shown
    assert "缺" in shown
    assert move(committee, report, "send").status_code == 303
    street = client(Role.SUB_DISTRICT, making.STREET)
    assert "东门社区" in text(street.get("/returns/"))
    move(street, report, "approve")
    report.refresh_from_db()
    assert report.state == State.APPROVED
    department = client(Role.DEPARTMENT, making.DISTRICT)
    assert "走访登记表" in text(department.get("/returns/"))
    period = text(department.get(reverse("returns:period", args=[mandate.pk, first])))
    assert "东门社区" in period
    file = department.get(reverse("returns:file", args=[report.pk, 1]))
    sheet = openpyxl.load_workbook(io.BytesIO(file.content))["登记表"]
    assert {sheet.cell(row, 2).value for row in (3, 4)} == {"林大山", "王小妹"}
    assert "no-store" in file["Cache-Control"]


def test_why_a_cell_is_empty_and_typing_it_once(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    committee.post(reverse("returns:fill", args=[mandate.pk, mandate.starts_date.isoformat()]))
    report = Report.objects.get(mandate=mandate)
    position = mandate.form.fields.get(label="就业状况").position
    href = reverse("returns:cell", args=[report.pk, 0, 1, position])
    assert "登记里没有这一项" in text(committee.get(href))
    wrong = committee.post(href, {"version": report.version, "text": "天知道"})
    assert wrong.status_code == 422
    right = committee.post(href, {"version": report.version, "text": "1"})
    assert right.status_code == 303
    assert "居委会登记" in text(committee.get(href))


def test_a_department_does_not_see_what_was_not_sent(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    committee.post(reverse("returns:fill", args=[mandate.pk, mandate.starts_date.isoformat()]))
    report = Report.objects.get(mandate=mandate)
    department = client(Role.DEPARTMENT, making.DISTRICT)
    assert department.get(reverse("returns:return", args=[report.pk])).status_code == 404
    neighbour = client(Role.COMMITTEE, making.NEXT_DOOR)
    assert neighbour.get(reverse("returns:return", args=[report.pk])).status_code == 404


def test_a_department_opens_and_takes_only_what_the_sub_district_approved(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    committee.post(reverse("returns:fill", args=[mandate.pk, mandate.starts_date.isoformat()]))
    report = Report.objects.get(mandate=mandate)
    move(committee, report, "send")
    department, street = client(Role.DEPARTMENT, making.DISTRICT), client(Role.SUB_DISTRICT, making.STREET)
    page, file = (
        reverse("returns:return", args=[report.pk]),
        reverse("returns:file", args=[report.pk, 1]),
    )
    assert [department.get(one).status_code for one in (page, file)] == [404, 404]
    move(street, report, "approve")
    assert [department.get(one).status_code for one in (page, file)] == [200, 200]
    move(committee, report, "correct", "电话变了")
    committee.post(reverse("returns:fill", args=[mandate.pk, mandate.starts_date.isoformat()]))
    changes = reverse("returns:changes", args=[report.pk, 2, 1])
    assert (committee.get(changes).status_code, department.get(changes).status_code) == (200, 404)


def test_what_is_sent_back_says_why(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    committee.post(reverse("returns:fill", args=[mandate.pk, mandate.starts_date.isoformat()]))
    report = Report.objects.get(mandate=mandate)
    move(committee, report, "send")
    move(client(Role.SUB_DISTRICT, making.STREET), report, "send_back", "电话没有核对")
    page = text(committee.get(reverse("returns:return", args=[report.pk])))
    assert "电话没有核对" in page
    assert "已退回，待更正" in page


def test_the_form_for_machines_bears_its_control_number_and_no_value(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    first = timezone.localdate().replace(day=1)
    committee.post(reverse("returns:fill", args=[mandate.pk, first.isoformat()]))
    report = Report.objects.get()
    schema = committee.get(reverse("returns:machine", args=[report.pk, "schema"])).json()
    assert schema["properties"]["control_number"] == {"const": mandate.control_number}
    page = committee.get(reverse("returns:machine", args=[report.pk, "xlsform"]))
    sheet = openpyxl.load_workbook(io.BytesIO(page.content))["survey"]
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert mandate.control_number in said
    assert "林大山" not in said
    assert committee.get(reverse("returns:machine", args=[report.pk, "word"])).status_code == 404
    stranger = client(Role.COMMITTEE, making.NEXT_DOOR)
    assert stranger.get(reverse("returns:machine", args=[report.pk, "schema"])).status_code == 404
