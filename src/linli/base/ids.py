"""Time-ordered identifiers."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): sorts by the moment it was made, so that indexes grow at one end."""
    return _uuid7()
