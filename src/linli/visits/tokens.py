"""What proves that a phone is the one that was taken into use."""

import hashlib
import hmac

from linli.visits.models import Device


def digest(token: str) -> str:
    """What is kept of a token: 256 bits from the system's generator need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_fits(device: Device, token: str) -> bool:
    """Whether a token is this phone's, compared in constant time."""
    return hmac.compare_digest(device.token_digest, digest(token))
