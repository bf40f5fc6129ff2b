"""Time-ordered identifiers, and how large tables keep them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, SafeUUID

from django.db import models
from uuid_utils.compat import uuid7 as _uuid7

if TYPE_CHECKING:
    UUIDField = models.UUIDField[Any, Any]
else:
    UUIDField = models.UUIDField


UNKNOWN = SafeUUID.unknown  # looking an enumeration's member up a million times is not free
_set_int, _set_is_safe = UUID.int.__set__, UUID.is_safe.__set__  # type: ignore[attr-defined,misc]  # its slots


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): sorts by the moment it was made, so that indexes grow at one end."""
    return _uuid7()


def uuid_of(kept: bytes) -> UUID:
    """A UUID of its 16 bytes, without the checks that make `UUID(bytes=...)` ten times as slow: rows are trusted."""
    made = object.__new__(UUID)
    _set_int(made, int.from_bytes(kept, "big"))
    _set_is_safe(made, UNKNOWN)
    return made


class CompactUUIDField(UUIDField):
    """A UUID for large tables: `uuid` on PostgreSQL, its 16 bytes on SQLite, where Django would write 32 letters."""

    def get_internal_type(self) -> str:
        """A name of its own: Django's converters for UUIDField expect letters."""
        return "CompactUUIDField"

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "uuid" if connection.features.has_native_uuid_field else "blob"

    def rel_db_type(self, connection: Any) -> str:
        """The type of a column that refers to this one."""
        return self.db_type(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """What the driver is handed."""
        if value is None:
            return None
        key = value if isinstance(value, UUID) else self.to_python(value)
        return key if connection.features.has_native_uuid_field else key.bytes

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> UUID | None:
        """What the driver hands back, as a UUID."""
        return uuid_of(value) if isinstance(value, bytes) else value
