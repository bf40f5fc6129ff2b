"""The demo district's report, composed once for all tests that look at it."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import transaction

from linli.reports.models import Report

from .setting import composed


@pytest.fixture(scope="module")
def demo_report_id(django_db_setup, django_db_blocker) -> Iterator[UUID]:
    """Written inside a transaction that is rolled back when the module is done; each test nests its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield composed().pk
        transaction.set_rollback(True)


@pytest.fixture
def report(demo_report_id, db) -> Report:
    """A fresh look at the draft."""
    return Report.objects.get(pk=demo_report_id)
