"""Rows that are written once. Triggers in the database refuse what gets past this (see `triggers`)."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from linli.base.scope import PersonalQuerySet

M = TypeVar("M", bound=models.Model)


class LedgerIsClosed(RuntimeError):
    """Somebody tried to change or remove a row of the ledger."""


class LedgerQuerySet(PersonalQuerySet[M]):
    """Reads (with a scope) and appends only."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise LedgerIsClosed("the ledger is appended to, never updated")

    def delete(self) -> NoReturn:
        """Refused."""
        raise LedgerIsClosed("the ledger is appended to, nothing is deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise LedgerIsClosed("the ledger is appended to, never updated")
