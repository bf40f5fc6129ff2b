"""The server's keys for what phones send: entries are sealed on the phone to the public half, and opened here only.

The private halves are in a file of their own beside the installation's other keys, never in the database. Sealed
body: one byte format, one byte number of the key, 65 bytes ephemeral public key, 12 bytes nonce, AES-256-GCM text.
The key for one body is HKDF-SHA256 over the ECDH secret (P-256), salted with the ephemeral key; what the body is
bound to (entry, device, number, form) is authenticated with it.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from linli.base.crypto.ciphers import Tampered

FILE = "field-keys.json"
FORMAT = "linli-field-keys/1"
VERSION, POINT, NONCE = 1, 65, 12
CURVE = ec.SECP256R1()
INFO = b"linli field 1"
CURVE_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256, FIPS 186-4


class FieldKeys:
    """The private keys by number; the last one is what phones are given."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._keys = {number: load(text) for number, text in _read(path).items()}

    @property
    def current(self) -> int:
        """The number of the key in use."""
        return max(self._keys)

    def public(self) -> dict[str, Any]:
        """The public half of the key in use, as a phone imports it: its number and its point in base64url."""
        return {"number": self.current, "point": _b64(point_of(self._keys[self.current]))}

    def open(self, sealed: bytes, bound_to: bytes) -> bytes:
        """The body. Raises Tampered: changed, cut, of another entry, or sealed to a key that is gone."""
        start = 2 + POINT
        if len(sealed) < start + NONCE + 16 or sealed[0] != VERSION or sealed[1] not in self._keys:
            raise Tampered
        point, nonce = sealed[2:start], sealed[start : start + NONCE]
        try:
            ephemeral = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
            secret = self._keys[sealed[1]].exchange(ec.ECDH(), ephemeral)
            return AESGCM(_derived(secret, point)).decrypt(nonce, sealed[start + NONCE :], bound_to)
        except (InvalidTag, ValueError) as error:
            raise Tampered from error

    def seal_here(self, body: bytes, bound_to: bytes) -> bytes:
        """A body that came in the clear, sealed as a phone would have: the same bytes for the same body.

        The ephemeral key and the nonce are drawn from the private key and the body by HMAC (as in RFC 6979), so
        that a submission sent again has the digest it had before; no two bodies share them.
        """
        private = self._keys[self.current]
        secret = private.private_numbers().private_value.to_bytes(32, "big")
        seed = hmac.digest(secret, bound_to + b"\x00" + body, "sha512")
        order = CURVE_ORDER - 1
        ephemeral = ec.derive_private_key(int.from_bytes(seed[:40], "big") % order + 1, CURVE)
        point, nonce = point_of(ephemeral), seed[40 : 40 + NONCE]
        shared = ephemeral.exchange(ec.ECDH(), private.public_key())
        text = AESGCM(_derived(shared, point)).encrypt(nonce, body, bound_to)
        return bytes([VERSION, self.current]) + point + nonce + text


def seal_to(public: dict[str, Any], body: bytes, bound_to: bytes) -> bytes:
    """What the phone does: for the tests, the benchmark, and forms that come in by another way."""
    point = base64.urlsafe_b64decode(public["point"] + "==")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    ephemeral = ec.generate_private_key(CURVE)
    ours, nonce = point_of(ephemeral), os.urandom(NONCE)
    secret = ephemeral.exchange(ec.ECDH(), theirs)
    text = AESGCM(_derived(secret, ours)).encrypt(nonce, body, bound_to)
    return bytes([VERSION, public["number"]]) + ours + nonce + text


def bound(entry: str, device: str, seq: int, form: str) -> bytes:
    """What a body is bound to: moved to another entry, phone, number or form it does not open."""
    return f"{entry}|{device}|{seq}|{form}".encode()


def field_keys() -> FieldKeys:
    """The keys of this installation, made on first use."""
    return _opened(Path(settings.KEY_DIR) / FILE)


@lru_cache(maxsize=4)
def _opened(path: Path) -> FieldKeys:
    return FieldKeys(path)


def _derived(secret: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=INFO).derive(secret)


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public point, uncompressed: 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def load(text: str) -> ec.EllipticCurvePrivateKey:
    """A private key from its PEM text."""
    key = load_pem_private_key(text.encode("ascii"), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not an elliptic-curve key")
    return key


def _read(path: Path) -> dict[int, str]:
    if not path.exists():
        _make(path)
    stored = json.loads(path.read_text(encoding="ascii"))
    if stored.get("format") != FORMAT:
        raise ValueError(f"{path.name} is not a key file of this product")
    return {int(number): text for number, text in stored["keys"].items()}


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(CURVE)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")
    text = json.dumps({"format": FORMAT, "keys": {"1": pem}}, indent=1)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(beside)  # fails where another process was first: its key then holds
    except FileExistsError:
        pass
    finally:
        beside.unlink()
