"""Forms in pages: upload, confirm with or without JavaScript, use it in an application."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from jsonschema import Draft202012Validator
from pyxform.builder import create_survey_from_xls

from linli.base.identity.states import Role
from linli.forms.models import Form, FormField
from linli.forms.states import Answer
from linli.mandates.models import Mandate
from tests.catalogue.setting import load, small_seed
from tests.factories import login
from tests.forms.making import ELEMENTS, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def department(client: Client) -> Client:
    load(small_seed(*ELEMENTS))
    login(client, Role.DEPARTMENT, "350802")
    return client


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def sent(client: Client, data: bytes | None = None) -> Form:
    page = client.post("/forms/", {"file": SimpleUploadedFile("老人.xlsx", data or workbook())})
    assert page.status_code == 303, text(page)
    return Form.objects.get()


def test_upload_confirm_and_apply(department):
    assert "还没有读入过表格" in text(department.get("/forms/"))
    made = sent(department)
    page = department.get(f"/forms/{made.pk}/")
    assert "公民身份号码" in text(page)
    field = FormField.objects.get(label="结对反馈")
    answered = department.post(f"/forms/{made.pk}/fields/{field.position}/", {"element": "NONE"})
    assert answered.status_code == 303
    part = department.post(
        f"/forms/{made.pk}/fields/{field.position}/", {"element": "NONE"}, headers={"HX-Request": "true"}
    )
    assert "本部门指标" in text(part)
    assert "<html" not in part.text
    field.refresh_from_db()
    assert field.state == Answer.LOCAL
    application = department.get(f"/gate/new/?form={made.pk}")
    assert "独居老人情况登记表" in application.text
    said = {
        "kind": "form",
        "title": "登记表",
        "frequency": "once",
        "unit_kind": "resident",
        "form_id": str(made.pk),
    }
    department.post("/gate/new/", said | {"fields_asked": "姓名\n公民身份号码\n结对反馈"})
    asked = {one.label: one.element for one in Mandate.objects.get().fields.all()}
    assert asked["公民身份号码"] == "self.id_number"
    assert asked["结对反馈"] == ""


def test_a_refused_file_and_a_refused_answer_say_why(department):
    page = department.post("/forms/", {"file": SimpleUploadedFile("x.xlsx", b"no workbook at all")})
    assert page.status_code in (303, 422)
    made = sent(department) if not Form.objects.exists() else Form.objects.get()
    part = department.post(
        f"/forms/{made.pk}/fields/1/", {"element": "self.none"}, headers={"HX-Request": "true"}
    )
    assert "目录里没有这个数据元" in text(part)


def test_search_and_download(department):
    made = sent(department)
    assert "self.id_number" in department.get(f"/forms/{made.pk}/search/1/?q=身份号码").text
    assert department.get(f"/forms/{made.pk}/file/").content[:2] == b"PK"


def test_others_stay_out(client):
    login(client, Role.COMMITTEE, "350802001001")
    assert client.get("/forms/").status_code == 403


def test_the_same_form_comes_for_phones_and_for_systems(department, tmp_path):
    made = sent(department)
    schema = department.get(f"/forms/{made.pk}/schema/")
    assert schema["Content-Type"] == "application/schema+json"
    Draft202012Validator.check_schema(schema.json())
    labels = [one["title"] for one in schema.json()["properties"]["rows_1"]["items"]["properties"].values()]
    assert "公民身份号码" in labels
    page = department.get(f"/forms/{made.pk}/xlsform/")
    file = tmp_path / "form.xlsx"
    file.write_bytes(page.content)
    survey = create_survey_from_xls(str(file), "form")
    assert survey.id_string == f"linli_{made.pk.hex}"
    assert "公民身份号码" in survey.to_xml(validate=False)
    assert department.get(f"/forms/{made.pk}/word/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_length(department, count, django_assert_num_queries):
    for number in range(count):
        file = SimpleUploadedFile("老人.xlsx", workbook(f"独居老人情况登记表{number}"))
        assert department.post("/forms/", {"file": file}).status_code == 303
    department.get("/forms/")
    with django_assert_num_queries(5):
        assert department.get("/forms/").text.count("独居老人情况登记表") == count
