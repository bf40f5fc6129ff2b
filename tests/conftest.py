"""Fixtures shared by all tests."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from tests.audited import let_flush_pass

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What does not touch the database needs no second run on the other one: it is marked so by what it asks for."""
    for item in items:
        asks = item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ()))
        if not asks:
            item.add_marker(pytest.mark.one_database)


@pytest.fixture(scope="session", autouse=True)
def flush_between_tests() -> Iterator[None]:
    """The trail's triggers refuse even the test runner's own clearing of tables; let that through."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        let_flush_pass(monkeypatch)
        yield


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    """A page asked for in English leaves its language in the thread; the next test begins in Chinese."""
    yield
    translation.activate("zh-hans")


@pytest.fixture
def at() -> datetime:
    """A fixed moment, since actions never look at a clock."""
    return datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
