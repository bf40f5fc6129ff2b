"""The querysets of the ledger: read with a scope, appended to, never changed (see `base.append_only`, `triggers`)."""

from typing import TypeVar

from django.db import models

from linli.base.append_only import AppendOnlyQuerySet
from linli.base.scope import PersonalQuerySet

M = TypeVar("M", bound=models.Model)


class LedgerQuerySet(AppendOnlyQuerySet[M], PersonalQuerySet[M]):
    """Reads (with a scope) and appends only."""
