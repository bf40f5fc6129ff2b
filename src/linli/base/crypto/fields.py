"""Sealing and opening single values, and blind indexes to find them again."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from uuid import UUID

from linli.base.crypto.ciphers import Algorithm, Tampered, seal, unseal
from linli.base.crypto.keyring import Key, Keyring
from linli.base.crypto.keystore import KeyStore

INDEX_BYTES = 16


class FieldCipher:
    """Seals values of people. A sealed value opens for the same person and field only."""

    def __init__(self, store: KeyStore) -> None:
        self.store = store
        self._key = lru_cache(maxsize=4096)(store.key)

    def seal(self, subject: UUID, field: str, value: str) -> bytes:
        """The value sealed with the person's key. Raises SubjectGone."""
        algorithm, key = self._key(subject)
        return bytes([algorithm]) + seal(algorithm, key, value.encode(), _bound(subject, field))

    def open(self, subject: UUID, field: str, sealed: bytes) -> str:
        """The value. Raises SubjectGone after deletion, Tampered when it was changed or put elsewhere."""
        algorithm, key = self._key(subject)
        if not sealed or sealed[0] != algorithm:
            raise Tampered
        return unseal(Algorithm(sealed[0]), key, sealed[1:], _bound(subject, field)).decode()

    def forget(self, subjects: list[UUID]) -> int:
        """Remove people's keys, from memory too."""
        gone = self.store.forget(subjects)
        self._key.cache_clear()
        return gone


def _bound(subject: UUID, field: str) -> bytes:
    return subject.bytes + field.encode()


def blind_index(keyring: Keyring, field: str, value: str) -> bytes:
    """What is stored beside a sealed value so that the same value is found: key number and keyed digest.

    A plain hash would be no protection: a county's identity numbers can all be tried in a minute.
    """
    return _digest(keyring.index[-1], field, value)


def blind_lookups(keyring: Keyring, field: str, value: str) -> list[bytes]:
    """The index values under which `value` may stand while index keys are being changed, newest first."""
    return [_digest(key, field, value) for key in reversed(keyring.index)]


def _digest(key: Key, field: str, value: str) -> bytes:
    mac = hmac.new(key.secret, f"{field}\x00{value}".encode(), hashlib.sha256).digest()
    return key.number.to_bytes(2, "big") + mac[:INDEX_BYTES]
