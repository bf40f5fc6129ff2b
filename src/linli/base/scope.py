"""Who sees which place: a scope is a prefix of the 12-digit division code, plus a grid suffix where needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Scope:
    """All places whose code starts with `prefix`; the empty prefix is every place, `NOWHERE` is none."""

    prefix: str

    def __post_init__(self) -> None:
        if self.prefix != "-" and (not self.prefix.isascii() or not self.prefix.replace("G", "").isdigit()):
            if self.prefix:
                raise ValueError(f"a scope is a prefix of a division code, not {self.prefix!r}")

    @property
    def is_everything(self) -> bool:
        """True when no place is outside."""
        return self.prefix == ""

    def covers(self, code: str) -> bool:
        """True when the place `code` lies inside this scope."""
        return code.startswith(self.prefix)

    def narrowed(self, code: str) -> "Scope":
        """The part of this scope inside `code`; `NOWHERE` when they do not meet."""
        if self.covers(code):
            return Scope(code)
        return self if self.prefix.startswith(code) else NOWHERE


NOWHERE = Scope("-")


class ScopeMissing(RuntimeError):
    """Personal rows were about to be read without saying for which place."""


class ScopedQuerySet(models.QuerySet[M], Generic[M]):
    """A queryset of rows that belong to places. The model names its code field in `scope_field`."""

    _scope: Scope | None = None

    def in_scope(self, scope: Scope) -> Self:
        """Only the rows inside `scope`; a range on the code, so that its index serves."""
        field = getattr(self.model, "scope_field", "division_code")
        found = self if scope.is_everything else self.filter(**prefix_range(field, scope.prefix))
        found = found._chain()
        found._scope = scope
        return found

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone


def prefix_range(field: str, prefix: str) -> dict[str, str]:
    """Filter arguments for "starts with `prefix`" that a plain index answers on SQLite and PostgreSQL."""
    return {f"{field}__gte": prefix, f"{field}__lt": prefix + "\x7f"}


class PersonalQuerySet(ScopedQuerySet[M]):
    """A queryset of personal data: reading it without a scope is an error, not an empty answer."""

    def _require_scope(self) -> None:
        if self._scope is None:
            raise ScopeMissing(f"{self.model.__name__}: call .in_scope(...) before reading personal rows")

    def _fetch_all(self) -> None:
        self._require_scope()
        super()._fetch_all()  # type: ignore[misc]

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[M]:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)
