"""Reference data, loaded once a module."""

from collections.abc import Iterator

import pytest

from tests.office.register.setting import Home, family, loaded_once


@pytest.fixture(scope="module")
def reference_data(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Catalogue, sources and purposes."""
    with loaded_once(django_db_blocker):
        yield


@pytest.fixture
def home(reference_data, db, at) -> Home:
    """The family on record."""
    return family(at)
