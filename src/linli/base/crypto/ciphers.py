"""Authenticated encryption by name: AES-256-GCM, or SM4-GCM where national algorithms are asked for."""

from __future__ import annotations

import os
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4

NONCE, TAG = 12, 16


class Algorithm(IntEnum):
    """What a sealed value was sealed with; the number is its first byte."""

    AES_256_GCM = 1
    SM4_GCM = 2

    @property
    def key_size(self) -> int:
        """Bytes of a key."""
        return 32 if self is Algorithm.AES_256_GCM else 16


class Tampered(Exception):
    """A sealed value does not open: it was changed, moved to another place, or sealed with another key."""


def seal(
    algorithm: Algorithm, key: bytes, plain: bytes, bound_to: bytes, nonce: bytes | None = None
) -> bytes:
    """Nonce, ciphertext and tag. The value opens only with the same `bound_to`. `nonce` is for known-answer tests."""
    nonce = os.urandom(NONCE) if nonce is None else nonce
    if algorithm is Algorithm.AES_256_GCM:
        return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)
    encryptor = Cipher(SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    return nonce + encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def unseal(algorithm: Algorithm, key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The plain value. Raises Tampered."""
    nonce, body = sealed[:NONCE], sealed[NONCE:]
    if len(body) < TAG:
        raise Tampered
    try:
        if algorithm is Algorithm.AES_256_GCM:
            return AESGCM(key).decrypt(nonce, body, bound_to)
        decryptor = Cipher(SM4(key), modes.GCM(nonce, body[-TAG:])).decryptor()
        decryptor.authenticate_additional_data(bound_to)
        return decryptor.update(body[:-TAG]) + decryptor.finalize()
    except InvalidTag as error:
        raise Tampered from error
