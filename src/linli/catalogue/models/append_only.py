"""Rows that are written once."""

from typing import Any, NoReturn, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class PastIsClosed(RuntimeError):
    """Somebody tried to change or remove a row of the catalogue."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Reads and appends only."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed("the catalogue is appended to, never updated")

    def delete(self) -> NoReturn:
        """Refused."""
        raise PastIsClosed("the catalogue is appended to, nothing is deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed("the catalogue is appended to, never updated")


class AppendOnly(models.Model):
    """Base of all tables of this room."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise PastIsClosed("the catalogue is appended to, never updated")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed("the catalogue is appended to, nothing is deleted")
