"""Walking plain YAML data with the path in hand, refusing keys that nobody asked for."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from linli.core.questionnaire import errors
from linli.core.questionnaire.errors import QuestionnaireError

E = TypeVar("E", bound=StrEnum)
_ABSENT: Any = object()


class Node:
    """One mapping of the file. Taking a key marks it as read; `done` refuses what was not read."""

    def __init__(self, data: Any, path: str) -> None:
        if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
            raise QuestionnaireError(errors.BAD_TYPE, path or "file", "a mapping is wanted")
        self.path = path
        self._data: dict[str, Any] = data
        self._read: set[str] = set()

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def _take(self, key: str, wanted: type | tuple[type, ...], default: Any = _ABSENT) -> Any:
        self._read.add(key)
        value = self._data.get(key, default)
        if value is _ABSENT:
            raise QuestionnaireError(errors.MISSING, self.at(key))
        if value is not default and (
            not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool)
        ):
            raise QuestionnaireError(errors.BAD_TYPE, self.at(key), type(value).__name__)
        return value

    def text(self, key: str, default: str = _ABSENT) -> str:
        """Text that is not empty, or the default."""
        value: str = self._take(key, str, default)
        if value is not default and not value.strip():
            raise QuestionnaireError(errors.MISSING, self.at(key))
        return value

    def integer(self, key: str, default: int = _ABSENT) -> int:
        """A whole number."""
        value: int = self._take(key, int, default)
        return value

    def truth(self, key: str) -> bool:
        """true or false; false when absent."""
        value: bool = self._take(key, bool, False)
        return value

    def number(self, key: str) -> Decimal | None:
        """A number as it is written, or None."""
        value = self._take(key, (int, float), None)
        return None if value is None else Decimal(repr(value))

    def choice(self, key: str, among: type[E], default: E = _ABSENT) -> E:
        """One of the values of an enumeration."""
        value = self._take(key, str, default)
        try:
            return among(value)
        except ValueError:
            wanted = ", ".join(among)
            raise QuestionnaireError(errors.BAD_TYPE, self.at(key), f"{value}: one of {wanted}") from None

    def child(self, key: str, *, optional: bool = False) -> Any:
        """A mapping below; None when it is optional and absent."""
        value = self._take(key, dict, None if optional else _ABSENT)
        return None if value is None else Node(value, self.at(key))

    def sequence(self, key: str, *, optional: bool = False) -> list["Node"]:
        """A list of mappings."""
        values = self._take(key, list, None if optional else _ABSENT)
        return [Node(item, f"{self.at(key)}[{index}]") for index, item in enumerate(values or ())]

    def mapping(self, key: str, *, optional: bool = False) -> list[tuple[str, "Node"]]:
        """A mapping of mappings, in order."""
        found = self.child(key, optional=optional)
        return list(found.items()) if found else []

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """All keys with the mappings below them."""
        for key, value in self._data.items():
            self._read.add(key)
            yield key, Node(value, self.at(key))

    def done(self) -> None:
        """Refuse keys that were not read: a slip in a key must not be a silent change of meaning."""
        unread = sorted(set(self._data) - self._read)
        if unread:
            raise QuestionnaireError(errors.UNKNOWN_KEY, self.path or "file", ", ".join(unread))
