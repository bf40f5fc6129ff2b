"""Reference data, written once a module."""

from collections.abc import Iterator

import pytest

from tests.register.gate.setting import furnished_once

from .making import Hands, furnish, hands


@pytest.fixture(scope="module")
def reference_data(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A few elements, the sources and the purposes."""
    with furnished_once(django_db_blocker, furnish):
        yield


@pytest.fixture
def who(reference_data: None, db: None) -> Hands:
    """Everybody who has a hand in a return; what a test adds goes with it."""
    return hands()
