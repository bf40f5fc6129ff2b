"""Where a file's values wait between upload and end: sealed with a key of the import's own, which goes with it.

The key is what makes the end an end: once it is removed, the sealed file cannot be read in any copy of the database.
"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from linli.base.crypto.ciphers import seal, unseal
from linli.base.crypto.keystore import KeyStore, SubjectGone
from linli.base.crypto.opened import cipher


def key_store() -> KeyStore:
    """The installation's store of keys; an import's key lies beside those of people."""
    return cipher().store


def new_key(import_id: UUID) -> None:
    """Make the import's key."""
    key_store().make([import_id])


def remove_key(import_id: UUID) -> None:
    """Make everything sealed for this import unreadable, in every copy."""
    key_store().forget([import_id])


def seal_bytes(import_id: UUID, what: str, data: bytes) -> bytes:
    """`what` names the field: a sealed value opens in its own place only."""
    algorithm, key = key_store().key(import_id)
    return bytes([algorithm]) + seal(algorithm, key, data, import_id.bytes + what.encode())


def open_bytes(import_id: UUID, what: str, sealed: bytes | memoryview | None) -> bytes:
    """What was sealed. Raises SubjectGone when the import is over."""
    if sealed is None:
        raise SubjectGone(import_id)
    algorithm, key = key_store().key(import_id)
    return unseal(algorithm, key, bytes(sealed)[1:], import_id.bytes + what.encode())


def seal_json(import_id: UUID, what: str, value: Any) -> bytes:
    """Plain data and cells as sealed JSON."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return seal_bytes(import_id, what, text.encode())


def open_json(import_id: UUID, what: str, sealed: bytes | memoryview | None) -> Any:
    """What `seal_json` took; dates come back as text."""
    return json.loads(open_bytes(import_id, what, sealed))


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
