"""What a code of the counter looks like, and the digest by which it is recognised."""

import hmac
import secrets
import unicodedata
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from linli.base.identity.passphrases import CLEAR

PLACES = 12
"""Twelve of 31 clear characters: about 59 bits, with 20 tries a minute from one address out of reach."""
GROUP = 4
VALID_FOR = timedelta(days=7)
"""Long enough to find somebody at home who helps; short enough that a lost slip is soon worth nothing."""


def fresh() -> str:
    """A new code, in groups for reading out: `abcd-efgh-jkmn`."""
    return grouped("".join(secrets.choice(CLEAR) for _place in range(PLACES)))


def demo(subject_id: UUID, serial: int) -> str:
    """The demo's code: worked out anew instead of stored, so that a demo can list it at any time."""
    key = f"linli.demo-code:{settings.SECRET_KEY}".encode()
    raw = hmac.new(key, subject_id.bytes + serial.to_bytes(4, "big"), sha256).digest()
    return grouped("".join(CLEAR[byte % len(CLEAR)] for byte in raw[:PLACES]))


def grouped(letters: str) -> str:
    """Fours with a hyphen between."""
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def digest(code: str) -> str:
    """The keyed digest stored instead of the code; width, case, blanks and hyphens make no difference."""
    plain = unicodedata.normalize("NFKC", code).casefold()
    folded = "".join(letter for letter in plain if letter.isalnum())
    return salted_hmac("linli.rights.code", folded, algorithm="sha256").hexdigest()
