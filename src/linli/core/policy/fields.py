"""Taking fields out of plain data, with errors that name the path of the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from .errors import PackError
from .units import Names

E = TypeVar("E", bound=StrEnum)

LARGEST = Decimal(10) ** 15
CODE = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")
SCOPE = re.compile(r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$")
MISSING: Any = object()


class Fields:
    """One mapping of a pack and the path to it. Every key must be taken, or `done` calls it unknown."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, Mapping):
            raise PackError("not_a_mapping", where)
        self.data: Mapping[str, Any] = data
        self.where = where
        self.taken: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def at(self, key: str) -> str:
        """The path of a key, for messages."""
        return f"{self.where}.{key}"

    def take(self, key: str, default: Any = MISSING) -> Any:
        """The value of a key, or the default; PackError(missing) without either."""
        self.taken.add(key)
        if key in self.data:
            return self.data[key]
        if default is MISSING:
            raise PackError("missing", self.at(key))
        return default

    def done(self) -> None:
        """PackError(unknown_key) if a key was not taken: a misspelt word must not be passed over."""
        unknown = sorted(set(self.data) - self.taken)
        if unknown:
            raise PackError("unknown_key", self.at(unknown[0]))

    def text(self, key: str, default: Any = MISSING) -> str:
        """A text; required ones may not be blank."""
        value = self.take(key, default)
        if not isinstance(value, str) or (default is MISSING and not value.strip()):
            raise PackError("not_text", self.at(key), repr(value))
        return value.strip()

    def code(self, key: str) -> str:
        """A lower-case code, words parted by dots."""
        value = self.text(key)
        if not CODE.match(value):
            raise PackError("bad_code", self.at(key), value)
        return value

    def number(self, key: str) -> Decimal:
        """An exact number; see `to_number`."""
        return to_number(self.take(key), self.at(key))

    def day(self, key: str, default: Any = MISSING) -> date | None:
        """A date, or None where the default allows it."""
        value = self.take(key, default)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise PackError("bad_date", self.at(key), value) from None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise PackError("bad_date", self.at(key), repr(value))
        return value

    def choice(self, key: str, kind: type[E], default: Any = MISSING) -> E:
        """One of the words of an enumeration."""
        value = self.take(key, default)
        try:
            return kind(value)
        except ValueError:
            raise PackError("bad_choice", self.at(key), f"{value!r}; one of {', '.join(kind)}") from None

    def flag(self, key: str) -> bool:
        """true or false; false when absent."""
        value = self.take(key, False)
        if not isinstance(value, bool):
            raise PackError("bad_choice", self.at(key), repr(value))
        return value

    def scope(self, key: str) -> str:
        """A prefix of a division code: whole levels only; empty for the whole country."""
        value = self.take(key)
        if not isinstance(value, str) or not SCOPE.match(value):
            raise PackError("bad_scope", self.at(key), f"{value!r}; 2, 4, 6, 9 or 12 digits in quotes")
        return value

    def names(self, key: str) -> Names:
        """The name in both languages."""
        inner = Fields(self.take(key), self.at(key))
        names = Names(zh=inner.text("zh"), en=inner.text("en"))
        inner.done()
        return names

    def names_or_none(self, key: str) -> Names | None:
        """The same, where it may be left out."""
        if key not in self.data:
            self.taken.add(key)
            return None
        return self.names(key)

    def mappings(self, key: str, default: Any = MISSING) -> Iterable[Fields]:
        """A list of mappings."""
        value = self.take(key, default)
        if not isinstance(value, list):
            raise PackError("not_a_list", self.at(key))
        return [Fields(item, f"{self.at(key)}[{number}]") for number, item in enumerate(value)]


def to_number(value: object, where: str) -> Decimal:
    """An exact decimal from 570, 0.03, "3%" or "0.03". Raises PackError(not_a_number | too_large)."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise PackError("not_a_number", where, str(value))
    text = str(value).strip()
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        raise PackError("not_a_number", where, str(value)) from None
    if not number.is_finite():
        raise PackError("not_a_number", where, str(value))
    if abs(number) >= LARGEST:
        raise PackError("too_large", where, text)
    return number / 100 if percent else number
