"""Secrets of second factors at rest: sealed under a key made from the installation's secret key."""

import base64
import binascii

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from linli.base.crypto.ciphers import Algorithm, Tampered
from linli.base.crypto.ciphers import seal as seal_bytes
from linli.base.crypto.ciphers import unseal as unseal_bytes

ALGORITHM = Algorithm.AES_256_GCM
PREFIX = "g1:"
BOUND_TO = b"linli.second-factor"


class SecretUnreadable(RuntimeError):
    """A stored secret was sealed under another secret key, or was changed."""


def _key() -> bytes:
    derive = HKDF(algorithm=SHA256(), length=ALGORITHM.key_size, salt=None, info=BOUND_TO)
    return derive.derive(settings.SECRET_KEY.encode())


def seal(text: str) -> str:
    """Encrypt; another nonce each time."""
    sealed = seal_bytes(ALGORITHM, _key(), text.encode(), BOUND_TO)
    return PREFIX + base64.urlsafe_b64encode(sealed).decode()


def unseal(text: str) -> str:
    """Decrypt what `seal` made."""
    try:
        raw = base64.urlsafe_b64decode(text.removeprefix(PREFIX))
        return unseal_bytes(ALGORITHM, _key(), raw, BOUND_TO).decode()
    except (Tampered, binascii.Error) as error:
        raise SecretUnreadable("a second factor's secret was sealed under another key, or changed") from error
