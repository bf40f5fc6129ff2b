"""Reference data, written once a module."""

from collections.abc import Iterator

import pytest

from tests.register.gate.setting import furnish, furnished_once


@pytest.fixture(scope="module")
def reference_data(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A few elements, the sources and the purposes."""
    with furnished_once(django_db_blocker, furnish):
        yield


@pytest.fixture
def furnished(reference_data: None, db: None) -> None:
    """They are there; what a test adds goes with it."""
