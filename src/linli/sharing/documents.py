"""Signed requests and answers: plain JSON with an Ed25519 signature, which both sides verify without each other.

No database, no clock, no network. A document is ``{"format", "body", "key", "signature"}``; the signature covers the
canonical JSON of format and body (sorted names, no spaces, UTF-8). `key` is the fingerprint of the signer's public key:
whoever verifies has that key from elsewhere, never from the document.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

REQUEST, ANSWER = "linli-sharing-request/1", "linli-sharing-answer/1"
MOST_BYTES = 4 * 2**20


class Faulty(ValueError):
    """The document cannot be believed. `code`: not_json, not_a_document, unknown_key, bad_signature, other_request."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose signature holds. `digest` is the SHA-256 of what was signed."""

    format: str
    body: Mapping[str, Any]
    key: str
    digest: str


def canonical(form: str, body: Mapping[str, Any]) -> bytes:
    """What is signed."""
    told = {"format": form, "body": body}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(public_key: bytes) -> str:
    """SHA-256 of the 32 bytes of a public key, in hex."""
    return hashlib.sha256(public_key).hexdigest()


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of its public half."""
    return key.public_key().public_bytes_raw()


def sign(form: str, body: Mapping[str, Any], key: Ed25519PrivateKey) -> bytes:
    """The signed document as JSON, ready to be sent or kept."""
    signed = canonical(form, body)
    told = {
        "format": form,
        "body": body,
        "key": fingerprint(public_bytes(key)),
        "signature": base64.b64encode(key.sign(signed)).decode("ascii"),
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def verify(document: bytes, keys: Mapping[str, bytes]) -> Document:
    """The document, when one of `keys` (fingerprint -> 32 bytes) signed it. Raises Faulty."""
    told = _parsed(document)
    key = keys.get(told["key"])
    if key is None:
        raise Faulty("unknown_key")
    signed = canonical(told["format"], told["body"])
    try:
        signature = base64.b64decode(told["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except (InvalidSignature, binascii.Error, ValueError) as error:
        raise Faulty("bad_signature") from error
    return Document(told["format"], told["body"], told["key"], hashlib.sha256(signed).hexdigest())


def verify_pair(request: Document, answer: Document) -> None:
    """Raise Faulty unless the answer is an answer to this very request."""
    if answer.format != ANSWER or request.format != REQUEST:
        raise Faulty("not_a_document")
    if answer.body.get("request_sha256") != request.digest:
        raise Faulty("other_request")


def read_public_key(text: str) -> bytes:
    """The key in a line ``ed25519 BASE64``. Raises ValueError."""
    kind, _space, encoded = text.strip().partition(" ")
    if kind != "ed25519":
        raise ValueError("a key line begins with ed25519")
    key = base64.b64decode(encoded.split()[0] if encoded.split() else "", validate=True)
    if len(key) != 32:
        raise ValueError("an Ed25519 key has 32 bytes")
    return key


def write_public_key(key: bytes) -> str:
    """The line that `read_public_key` reads."""
    return f"ed25519 {base64.b64encode(key).decode('ascii')}"


def _parsed(document: bytes) -> dict[str, Any]:
    if len(document) > MOST_BYTES:
        raise Faulty("not_a_document")
    try:
        told: Any = json.loads(document)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Faulty("not_json") from error
    whole = isinstance(told, dict) and set(told) == {"format", "body", "key", "signature"}
    if not whole or not isinstance(told["body"], dict) or told["format"] not in (REQUEST, ANSWER):
        raise Faulty("not_a_document")
    if not all(isinstance(told[name], str) for name in ("key", "signature")):
        raise Faulty("not_a_document")
    return dict(told)
