"""The same form for phones and for systems."""

import io
from datetime import UTC, date, datetime

import pytest
from jsonschema import Draft202012Validator
from pyxform.xls2xform import convert

from linli.forms import actions, queries
from linli.forms.schemas import json_schema_of, questions_of, xlsform_of
from tests.catalogue.setting import load, small_seed
from tests.mandates.making import department

from .making import ELEMENTS, workbook
from .writing.setting import card

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
DAY = date(2026, 11, 24)
HEADS = ("序号", "姓名", "性别", "公民身份号码", "出生日期", "结对反馈")


@pytest.fixture(autouse=True)
def seeded(db) -> None:
    load(small_seed(*ELEMENTS))


def asked(data: bytes):
    made = actions.read_form(data=data, name="表.xlsx", by=department(), at=AT)
    return questions_of(queries.fields_of(made.pk), DAY)


def test_questions_take_their_types_from_the_elements():
    found = {one.label: one for one in asked(workbook(heads=HEADS))}
    assert found["出生日期"].kind == "date"
    assert found["公民身份号码"].pattern
    assert {value for value, _zh, _en in found["性别"].choices} >= {"1", "2"}
    assert found["结对反馈"].kind == "text"
    assert {one.table for one in found.values()} == {"rows_1"}


def test_an_answer_is_held_to_the_schema():
    questions = asked(workbook(heads=HEADS))
    name, sex, number = (
        next(one.name for one in questions if one.label == label)
        for label in ("姓名", "性别", "公民身份号码")
    )
    schema = json_schema_of("独居老人", questions, number="350802-2026-0001-77")
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    good = {
        "control_number": "350802-2026-0001-77",
        "rows_1": [{name: "陈一", sex: "1", number: "35080219900305001X"}],
    }
    assert check.is_valid(good)
    assert not check.is_valid({"rows_1": []})
    assert not check.is_valid(good | {"rows_1": [{number: "350802"}]})
    assert not check.is_valid(good | {"rows_1": [{sex: "男"}]})
    assert not check.is_valid(good | {"religion": "x"})


@pytest.mark.parametrize("data", [workbook(heads=HEADS), card()], ids=["list", "card"])
def test_the_xlsform_is_one_that_others_can_read(data: bytes):
    questions = asked(data)
    made = xlsform_of("独居老人登记表", "linli_7", "3", questions, note="准入编号 350802-2026-0001-77")
    xform = convert(io.BytesIO(made), file_type=".xlsx").xform
    assert "350802-2026-0001-77" in xform
    for one in questions:
        assert f"/{one.name}" in xform
    assert "<repeat" in xform
