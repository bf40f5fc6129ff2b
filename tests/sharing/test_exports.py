"""Exports: capped by role, two people above two hundred, with purpose, end and watermark, and in everybody's log."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import DatabaseError, transaction

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.queries import readings_of
from linli.base.reading.states import Act
from linli.sharing import rules
from linli.sharing.actions import ask_export, decide_export, make_export
from linli.sharing.models import ExportCopy, ExportOrder
from linli.sharing.queries import orders_for, orders_to_decide
from linli.sharing.states import OrderStage, Verdict
from tests.audited import assert_audited
from tests.base.reading.setting import AT, COMMUNITY, DAY, GRID, OTHER_COMMUNITY, STREET, somebody
from tests.register.gate.setting import CHILD, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def clerk():
    return somebody(Role.COMMITTEE, COMMUNITY)


def order(by, people, **changed):
    asked = {
        "elements": ["self.name", "self.phone"],
        "purpose": "contact",
        "reason": "停水通知名单",
        "title": "停水通知",
    }
    return ask_export(subjects=[one.id for one in people], **{**asked, **changed}, by=by, at=AT)


def cells(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


def test_a_small_export_is_made_by_one_person_and_stands_in_everybodys_log():
    people = settle(GRID, count=3)
    by = clerk()
    row = order(by, people)
    with assert_audited("sharing.make_export") as entries:
        file = make_export(order_id=row.pk, by=by, at=AT)
    told = cells(file.content)
    assert ["林一青", "13800130000"] in told
    assert any("停水通知名单" in str(cell) for line in told for cell in line)
    assert entries[0].detail == {"people": 3, "sha256": file.sha256}
    assert [line.act for line in readings_of([people[0].id], DAY).lines] == [Act.EXPORTED]


def test_every_printed_page_says_who_when_and_what_for():
    by = clerk()
    row = order(by, settle(GRID))
    book = openpyxl.load_workbook(io.BytesIO(make_export(order_id=row.pk, by=by, at=AT).content))
    for sheet in book.worksheets:
        assert by.label in sheet.oddFooter.left.text
        assert "停水通知名单" in sheet.oddFooter.left.text


def test_the_file_is_kept_nowhere_and_made_anew_within_its_days():
    by = clerk()
    row = order(by, settle(GRID))
    make_export(order_id=row.pk, by=by, at=AT)
    make_export(order_id=row.pk, by=by, at=AT + timedelta(days=6))
    assert ExportCopy.objects.filter(order=row).count() == 2
    with pytest.raises(Refusal) as told:
        make_export(order_id=row.pk, by=by, at=AT + timedelta(days=rules.EXPORT_DAYS))
    assert told.value.code == "sharing.expired"


@pytest.mark.parametrize(
    ("role", "place", "cap"),
    [(Role.GRID_OFFICER, GRID, 50), (Role.COMMITTEE, COMMUNITY, 500), (Role.SUB_DISTRICT, STREET, 2_000)],
)
def test_each_role_has_its_cap(role, place, cap):
    with pytest.raises(Refusal) as told:
        ask_export(
            subjects=[uuid7() for _ in range(cap + 1)],
            elements=["self.name"],
            purpose="contact",
            reason="停水通知名单",
            title="停水通知",
            by=somebody(role, place),
            at=AT,
        )
    assert told.value.code == "sharing.row_cap"


@pytest.fixture
def many():
    return settle(GRID, count=201)


def test_above_two_hundred_people_a_second_person_consents(many):
    by, colleague = clerk(), clerk()
    row = order(by, many)
    assert orders_for(by, AT)[0].stage == OrderStage.WAITING
    with pytest.raises(Refusal) as told:
        make_export(order_id=row.pk, by=by, at=AT)
    assert told.value.code == "sharing.waiting"
    assert [line.id for line in orders_to_decide(colleague, AT)] == [row.pk]
    assert orders_to_decide(by, AT) == ()
    with assert_audited("sharing.decide_export"):
        decide_export(order_id=row.pk, verdict=Verdict.GRANTED, by=colleague, at=AT)
    assert make_export(order_id=row.pk, by=by, at=AT).people == 201


def test_two_hundred_are_still_one_persons(many):
    by = clerk()
    assert make_export(order_id=order(by, many[:200]).pk, by=by, at=AT).people == 200


def test_the_database_itself_wants_two_people(many):
    by = clerk()
    row = order(by, many)
    for approved in (None, by.account_id, clerk().account_id):
        with pytest.raises(DatabaseError), transaction.atomic():
            ExportCopy.objects.create(
                order=row, people=201, asked_by=by.account_id, approved_by=approved, sha256="x", made_at=AT
            )
    other = clerk()
    with pytest.raises(DatabaseError), transaction.atomic():  # nor by claiming that somebody else asked
        ExportCopy.objects.create(
            order=row,
            people=201,
            asked_by=other.account_id,
            approved_by=by.account_id,
            sha256="x",
            made_at=AT,
        )


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [
        (Role.COMMITTEE, OTHER_COMMUNITY, NotFound),
        (Role.GRID_OFFICER, GRID, NotFound),
        (Role.DEPARTMENT, "350802", NotAllowed),
        (Role.AUDITOR, "350802", NotAllowed),
    ],
)
def test_the_second_person_is_a_supervisor_or_a_colleague(many, role, place, refusal):
    row = order(clerk(), many)
    with pytest.raises(refusal):
        decide_export(order_id=row.pk, verdict=Verdict.GRANTED, by=somebody(role, place), at=AT)


def test_nobody_consents_to_their_own_export(many):
    by = clerk()
    row = order(by, many)
    with pytest.raises(NotAllowed):
        decide_export(order_id=row.pk, verdict=Verdict.GRANTED, by=by, at=AT)


def test_a_refused_export_is_not_made(many):
    by = clerk()
    row = order(by, many)
    boss = somebody(Role.SUB_DISTRICT, STREET)
    with pytest.raises(Refusal) as told:
        decide_export(order_id=row.pk, verdict=Verdict.REFUSED, by=boss, at=AT)
    assert told.value.code == "sharing.why_not"
    decide_export(order_id=row.pk, verdict=Verdict.REFUSED, why="范围过大", by=boss, at=AT)
    with pytest.raises(Refusal) as told:
        make_export(order_id=row.pk, by=by, at=AT)
    assert told.value.code == "sharing.refused"


def test_minors_do_not_leave_in_an_export_without_an_approval():
    people = [*settle(GRID), *settle(GRID, CHILD)]
    by = clerk()
    row = order(by, people)
    with pytest.raises(NotAllowed) as told:
        make_export(order_id=row.pk, by=by, at=AT)
    assert told.value.code == "reading.needs_approval"
    assert ExportCopy.objects.count() == 0
    assert readings_of([people[0].id], DAY).total == 0


def test_people_of_another_place_are_not_there_to_be_exported():
    people = settle(f"{OTHER_COMMUNITY}G001")
    with pytest.raises(NotFound):
        order(clerk(), people)
    assert ExportOrder.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": ""}, "reading.no_reason"),
        ({"purpose": "curiosity"}, "reading.no_purpose"),
        ({"elements": []}, "sharing.nothing"),
        ({"title": " "}, "sharing.nothing"),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(value),
)
def test_an_export_says_what_for(changed, code):
    with pytest.raises(Refusal) as told:
        order(clerk(), settle(GRID), **changed)
    assert told.value.code == code


def test_somebody_elses_order_is_not_mine_to_make():
    row = order(clerk(), settle(GRID))
    with pytest.raises(NotFound):
        make_export(order_id=row.pk, by=clerk(), at=AT)
