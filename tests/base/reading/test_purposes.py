"""The register of purposes: a basis, an end, and nothing rewritten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.append_only import PastIsClosed
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.states import Role
from linli.base.reading.actions import change_purpose, end_purpose, load_purposes
from linli.base.reading.models import Purpose
from linli.base.reading.queries import purpose, purposes
from tests.audited import assert_audited
from tests.base.reading.setting import AT, DAY, INSTALL, draft, load, somebody

pytestmark = pytest.mark.django_db


def test_supplied_purposes_are_loaded_once():
    load()
    again = load_purposes(drafts=[draft("contact"), draft("aid")], by=INSTALL, at=AT)
    assert (again.made, again.kept) == (1, 1)
    assert [one.code for one in purposes()] == ["aid", "care", "contact"]


def test_only_the_installation_loads_them():
    with pytest.raises(NotAllowed):
        load_purposes(drafts=[draft("contact")], by=somebody(Role.DISTRICT_OFFICE), at=AT)


def test_an_ended_purpose_stays_in_the_register_and_is_not_in_force():
    load()
    office = somebody(Role.DISTRICT_OFFICE)
    with assert_audited("reading.end_purpose"):
        end_purpose(code="care", why="照料项目结束", day=DAY, by=office, at=AT)
    ended = purpose("care")
    assert ended is not None
    assert not ended.is_in_force(DAY)
    assert ended.is_in_force(DAY - timedelta(days=1))
    assert [one.code for one in purposes(in_force_on=DAY)] == ["contact"]
    assert Purpose.objects.filter(code="care").count() == 2
    with pytest.raises(Refusal) as told:
        end_purpose(code="care", why="再一次", day=DAY, by=office, at=AT)
    assert told.value.code == "reading.purpose_ended"


def test_a_purpose_nobody_entered_cannot_be_ended():
    with pytest.raises(NotFound):
        end_purpose(code="nowhere", why="没有", day=DAY, by=somebody(Role.DISTRICT_OFFICE), at=AT)


def test_only_the_district_office_keeps_the_register():
    load()
    for role in (Role.DEPARTMENT, Role.COMMITTEE, Role.SYSTEM_ADMIN, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            end_purpose(code="care", why="越权", day=DAY, by=somebody(role), at=AT)


@pytest.mark.parametrize(
    "changed",
    [
        {"basis_zh": " "},
        {"name_zh": ""},
        {"valid_to": DAY - timedelta(days=60)},
        {"delay_days": 30},
        {"delay_days": 500, "delay_basis": "《反有组织犯罪法》"},
    ],
    ids=["no basis", "no name", "ends before it begins", "a delay without its law", "a delay of years"],
)
def test_a_faulty_purpose_is_refused(changed):
    with pytest.raises(Refusal) as told:
        change_purpose(draft=draft("new", **changed), why="试一试", by=somebody(Role.DISTRICT_OFFICE), at=AT)
    assert told.value.code == "reading.purpose_faulty"


def test_a_changed_purpose_needs_a_reason():
    with pytest.raises(Refusal):
        change_purpose(draft=draft("new"), why=" ", by=somebody(Role.DISTRICT_OFFICE), at=AT)


def test_a_prolonged_purpose_is_a_further_version():
    load()
    longer = replace(draft("care"), valid_to=DAY + timedelta(days=900))
    told = change_purpose(draft=longer, why="复核后延长", by=somebody(Role.DISTRICT_OFFICE), at=AT)
    assert told.number == 2
    assert told.valid_to == DAY + timedelta(days=900)


def test_no_version_is_ever_edited():
    load()
    row = Purpose.objects.first()
    with pytest.raises(PastIsClosed):
        row.save()
    with pytest.raises(PastIsClosed):
        Purpose.objects.all().update(basis_zh="x")
    for statement in ("UPDATE reading_purpose SET basis_zh = 'x'", "DELETE FROM reading_purpose"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
