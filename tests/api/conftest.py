"""Reference data, written once a module."""

from tests.sharing.conftest import furnished, reference_data

__all__ = ["furnished", "reference_data"]
