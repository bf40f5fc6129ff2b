"""The querysets of rows written once, under a name of their own: the type checker knows one manager for each."""

from typing import TypeVar

from django.db import models

from linli.base.append_only import AppendOnlyQuerySet

M = TypeVar("M", bound=models.Model)


class OnceQuerySet(AppendOnlyQuerySet[M]):
    """Reads and appends only."""
