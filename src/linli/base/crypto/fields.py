"""Sealing and opening single values, and blind indexes to find them again."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from linli.base.crypto.ciphers import NONCE, Algorithm, Tampered, seal, unseal
from linli.base.crypto.keyring import Key, Keyring
from linli.base.crypto.keystore import KeyStore, SubjectGone

INDEX_BYTES = 16
BODY = 1 + NONCE  # where the ciphertext begins: behind the algorithm and the nonce


class FieldCipher:
    """Seals values of people. A sealed value opens for the same person and field only."""

    def __init__(self, store: KeyStore, algorithm: Algorithm = Algorithm.AES_256_GCM) -> None:
        self.store = store
        self.algorithm = algorithm
        self._key = lru_cache(maxsize=4096)(store.key)

    def batch(self, subjects: Iterable[UUID], *, make: bool = False) -> BatchCipher:
        """A cipher for these people only, their keys fetched at once; with `make`, keys for those who have none."""
        wanted = list(dict.fromkeys(subjects))
        keys = self.store.keys(wanted)
        missing = [subject for subject in wanted if subject not in keys] if make else []
        if missing:
            keys |= self.store.make(missing, self.algorithm)
            keys |= self.store.keys([one for one in missing if one not in keys])
        return BatchCipher(keys)

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


class BatchCipher:
    """Seals and opens for a fixed set of people without asking the store again; throw it away after use.

    Facts come subject by subject: ask for one subject's `sealer` or `opener` and use it for all of them.
    """

    def __init__(self, keys: Mapping[UUID, tuple[Algorithm, bytes]]) -> None:
        self._keys = keys

    def __contains__(self, subject: UUID) -> bool:
        return subject in self._keys

    def seal(self, subject: UUID, field: str, value: str) -> bytes:
        """As `FieldCipher.seal`."""
        return self.sealer(subject)(field, value)

    def open(self, subject: UUID, field: str, sealed: bytes) -> str:
        """As `FieldCipher.open`."""
        return self.opener(subject)(field, sealed)

    def sealer(self, subject: UUID) -> Callable[[str, str], bytes]:
        """(field, value) -> the value sealed with this person's key. Raises SubjectGone."""
        algorithm, key = self._of(subject)
        bound, mark = subject.bytes, bytes([algorithm])
        if algorithm is not Algorithm.AES_256_GCM:
            return lambda field, value: mark + seal(algorithm, key, value.encode(), bound + field.encode())
        encrypt, random = AESGCM(key).encrypt, os.urandom

        def aes(field: str, value: str) -> bytes:
            nonce = random(NONCE)
            return mark + nonce + encrypt(nonce, value.encode(), bound + field.encode())

        return aes

    def opener(self, subject: UUID) -> Callable[[str, bytes], str]:
        """(field, sealed) -> the value. Raises SubjectGone, and Tampered when it is used."""
        algorithm, key = self._of(subject)
        bound = subject.bytes
        decrypt = AESGCM(key).decrypt if algorithm is Algorithm.AES_256_GCM else None

        def opened(field: str, sealed: bytes) -> str:
            if not sealed or sealed[0] != algorithm:
                raise Tampered
            if decrypt is None:
                return unseal(algorithm, key, sealed[1:], bound + field.encode()).decode()
            try:
                return decrypt(sealed[1:BODY], sealed[BODY:], bound + field.encode()).decode()
            except (InvalidTag, ValueError) as error:
                raise Tampered from error

        return opened

    def _of(self, subject: UUID) -> tuple[Algorithm, bytes]:
        try:
            return self._keys[subject]
        except KeyError as error:
            raise SubjectGone(str(subject)) from error


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
