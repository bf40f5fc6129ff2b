"""What residents write about themselves, sealed with their own key: forgotten with them, in backups too."""

from uuid import UUID

from linli.base.crypto import SubjectGone
from linli.base.crypto.opened import cipher


def seal(subject_id: UUID, field: str, text: str) -> bytes:
    """Sealed text. Raises SubjectGone for a person who has been deleted."""
    return cipher().seal(subject_id, field, text)


def unseal(subject_id: UUID, field: str, sealed: bytes | memoryview) -> str:
    """The text; empty when its person has been deleted, or its own time is over."""
    if not sealed:
        return ""
    try:
        return cipher().open(subject_id, field, bytes(sealed))
    except SubjectGone:
        return ""
