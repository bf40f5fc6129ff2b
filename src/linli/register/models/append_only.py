"""The querysets of the ledger: read with a scope, appended to, never changed (see `base.append_only`, `triggers`)."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from linli.base.append_only import NEVER, PastIsClosed
from linli.base.scope import PersonalQuerySet

M = TypeVar("M", bound=models.Model)


class LedgerQuerySet(PersonalQuerySet[M]):
    """Reads (with a scope) and appends only. One line of bases: the type checker knows one manager for each."""

    def update(self, **values: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed(f"{self.model.__name__}: {NEVER}")

    def delete(self) -> NoReturn:
        """Refused."""
        raise PastIsClosed(f"{self.model.__name__}: {NEVER}")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed(f"{self.model.__name__}: {NEVER}")
