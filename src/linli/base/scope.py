"""Who sees which place: a scope is a prefix of the 12-digit division code, plus a grid suffix where needed.

`Scope("350802")` is a district, `Scope("350802001001G012")` grid 012 of a community. The guard on personal
rows sits where a query is turned into SQL, so that no way of asking (a loop, a count, a subquery, a join, an
async call) gets past it.
"""

import re
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from django.db import models
from django.db.models import sql

M = TypeVar("M", bound=models.Model)
# Nothing, province, prefecture, district, sub-district, community, community with a grid.
PREFIX = re.compile(r"(|\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{12}G\d{3})", re.ASCII)
NO_PLACE = "-"


@dataclass(frozen=True, slots=True)
class Scope:
    """All places whose code starts with `prefix`; the empty prefix is every place, `NOWHERE` is none."""

    prefix: str

    def __post_init__(self) -> None:
        if self.prefix != NO_PLACE and not PREFIX.fullmatch(self.prefix):
            raise ValueError(f"a scope is a prefix of a division code, not {self.prefix!r}")

    @property
    def is_everything(self) -> bool:
        """True when no place is outside."""
        return self.prefix == ""

    @property
    def is_nothing(self) -> bool:
        """True when no place is inside."""
        return self.prefix == NO_PLACE

    def covers(self, code: str) -> bool:
        """True when the place `code` lies inside this scope."""
        return not self.is_nothing and code.startswith(self.prefix)

    def narrowed(self, code: str) -> "Scope":
        """The part of this scope inside `code`; `NOWHERE` when they do not meet or `code` is no place."""
        if not PREFIX.fullmatch(code):
            return NOWHERE
        if self.covers(code):
            return Scope(code)
        return self if self.prefix.startswith(code) else NOWHERE


NOWHERE = Scope(NO_PLACE)


class ScopeMissing(RuntimeError):
    """Personal rows were about to be read without saying for which place."""


class ScopedQuery(sql.Query):
    """The SQL side of a queryset of places: becomes SQL only when the personal tables in it have a scope."""

    scope_given = False

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        """Every read ends here, whichever queryset method it began with."""
        if not self.scope_given:
            personal = self._personal_models()
            if personal:
                names = ", ".join(sorted(personal))
                raise ScopeMissing(f"{names}: call .in_scope(...) before reading personal rows")
        return super().get_compiler(using, connection, elide_empty)

    def _personal_models(self) -> set[str]:
        used = [join for alias, join in self.alias_map.items() if self.alias_refcount.get(alias)]
        fields: list[Any] = [getattr(join, "join_field", None) for join in used]
        joined = [field.related_model for field in fields if field is not None]
        models_read = [self.model, *joined, *_followed(self.model, self.select_related)]
        return {model.__name__ for model in models_read if is_personal(model)}


def is_personal(model: Any) -> bool:
    """True when the model's own manager reads `PersonalQuerySet`."""
    manager = getattr(model, "_default_manager", None)
    return issubclass(getattr(manager, "_queryset_class", models.QuerySet), PersonalQuerySet)


def _followed(model: Any, tree: Any) -> list[Any]:
    """The models that `select_related` will join, at any depth."""
    found: list[Any] = []
    for name, below in tree.items() if isinstance(tree, dict) else ():
        related = model._meta.get_field(name).related_model
        found += [related, *_followed(related, below)]
    return found


class ScopedQuerySet(models.QuerySet[M], Generic[M]):
    """A queryset of rows that belong to places. The model names its code field in `scope_field`."""

    _scope: Scope | None = None

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query or (ScopedQuery(model) if model is not None else None), using, hints)

    def in_scope(self, scope: Scope) -> Self:
        """Only the rows inside `scope`; a range on the code, so that its index serves."""
        field = getattr(self.model, "scope_field", "division_code")
        if scope.is_nothing:
            found = self.none()
        else:
            found = self.all() if scope.is_everything else self.filter(**prefix_range(field, scope.prefix))
        found._scope = scope
        query: Any = found.query
        query.scope_given = True
        return found

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone

    def update(self, **values: Any) -> int:
        """As Django's; personal rows need a scope here too."""
        self._require_scope()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's; personal rows need a scope here too."""
        self._require_scope()
        return super().delete()

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Refused for personal rows: raw SQL knows no scope."""
        self._require_scope()
        return super().raw(*args, **kwargs)

    def __or__(self, other: Any) -> Self:
        return super().__or__(self._also_scoped(other))

    def __xor__(self, other: Any) -> Self:
        return super().__xor__(self._also_scoped(other))

    def _also_scoped(self, other: Any) -> Any:
        """The other half of "this or that": unscoped, it would let everything in through the second door."""
        if self._scope is not None and getattr(other, "_scope", None) is None:
            _refuse_if_personal(self.model)
        return other

    def _require_scope(self) -> None:
        if self._scope is None:
            _refuse_if_personal(self.model)


def _refuse_if_personal(model: Any) -> None:
    if is_personal(model):
        raise ScopeMissing(f"{model.__name__}: call .in_scope(...) before reading personal rows")


class PersonalQuerySet(ScopedQuerySet[M]):
    """A queryset of personal data: reading it without a scope is an error, not an empty answer."""


def prefix_range(field: str, prefix: str) -> dict[str, str]:
    """Filter arguments for "starts with `prefix`" that a plain index answers on SQLite and PostgreSQL.

    The upper end is the next prefix of digits ("350802" ends before "350803"): it sorts the same in every
    collation, which a made-up last character does not.
    """
    following = _next_prefix(prefix)
    lower = {f"{field}__gte": prefix}
    return {**lower, f"{field}__lt": following} if following else lower


def _next_prefix(prefix: str) -> str:
    stem = prefix.rstrip("9")
    return stem[:-1] + chr(ord(stem[-1]) + 1) if stem else ""
