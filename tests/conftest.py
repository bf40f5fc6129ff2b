"""Fixtures shared by all tests."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest


@pytest.fixture
def at() -> datetime:
    """A fixed moment, since actions never look at a clock."""
    return datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
