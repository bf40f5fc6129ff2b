"""Pages of returns take as many queries for three as for one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.base.identity.states import Role
from linli.mandates.models import Mandate
from linli.returns import actions
from linli.returns.models import Report
from tests.returns import making
from tests.territory.lists import put_in_force

from .test_pages import client

pytestmark = pytest.mark.django_db
LOCK = 1 if connection.vendor == "postgresql" else 0  # of the audit trail, which SQLite has by itself
READS = 4  # the row, the spouse, the household, its head: each is looked up and logged for all rows at once
COUNTS = pytest.mark.parametrize("count", [1, 3])


@pytest.fixture
def who(monkeypatch: pytest.MonkeyPatch) -> making.Hands:
    """Places, elements and posts, in real time."""
    monkeypatch.setattr(making, "AT", timezone.now() - timedelta(hours=1))
    day = timezone.localdate() - timedelta(days=3000)
    put_in_force(
        {
            "35": "福建省",
            "3508": "龙岩市",
            making.DISTRICT: "新罗区",
            making.STREET: "东城街道",
            making.HERE: "东门社区居委会",
        },
        day,
    )
    making.furnish()
    return making.hands()


def asked(who: making.Hands, number: int) -> Mandate:
    """One of several requests, each with a form of its own."""
    first = timezone.localdate().replace(day=1)
    return making.admitted(
        who,
        title=f"走访登记表{number}",
        document_number=f"龙民〔2026〕{number}号",
        starts_date=first,
        ends_date=first + timedelta(days=90),
    )


def filled(mandate: Mandate, who: making.Hands) -> Report:
    """Its return, filled."""
    first = timezone.localdate().replace(day=1)
    return actions.fill(
        mandate_id=mandate.pk, community=making.HERE, period_first=first, by=who.committee, at=timezone.now()
    )


def with_street(mandate: Mandate, who: making.Hands) -> Report:
    """Its return, waiting for the sub-district."""
    made = filled(mandate, who)
    return actions.send(report_id=made.pk, version=made.version, by=who.committee, at=timezone.now())


def approved(mandate: Mandate, who: making.Hands) -> Report:
    """Its return, with the department."""
    made = with_street(mandate, who)
    return actions.approve(report_id=made.pk, version=made.version, by=who.street, at=timezone.now())


def warm(page: Client, path: str) -> None:
    """The catalogue and the places are read once a process."""
    assert page.get(path).status_code == 200


@COUNTS
def test_what_is_asked_of_a_community(who: making.Hands, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        filled(asked(who, number), who)
    page = client(Role.COMMITTEE, making.HERE)
    warm(page, "/returns/")
    with django_assert_num_queries(7):
        assert page.get("/returns/").text.count("走访登记表") >= count


@COUNTS
def test_what_waits_for_a_sub_district(who: making.Hands, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        with_street(asked(who, number), who)
    page = client(Role.SUB_DISTRICT, making.STREET)
    warm(page, "/returns/")
    with django_assert_num_queries(6):
        assert page.get("/returns/").text.count("走访登记表") >= count


@COUNTS
def test_where_a_department_stands(who: making.Hands, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        approved(asked(who, number), who)
    page = client(Role.DEPARTMENT, making.DISTRICT)
    warm(page, "/returns/")
    with django_assert_num_queries(10):
        assert page.get("/returns/").text.count("走访登记表") >= count


@COUNTS
def test_the_table_of_a_return(who: making.Hands, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        making.family(f"林大{number}", f"王小{number}", phone=f"1380013000{number}")
    path = reverse("returns:return", args=[filled(asked(who, 1), who).pk])
    page = client(Role.COMMITTEE, making.HERE)
    warm(page, path)
    with django_assert_num_queries(87 + READS * LOCK):
        assert page.get(path).text.count("<tr") >= 2 * count
