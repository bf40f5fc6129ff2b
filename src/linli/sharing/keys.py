"""The platform's own signing key: a file beside the other keys, outside the database and its backups."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

NAME = "sharing.ed25519"


def platform_key() -> Ed25519PrivateKey:
    """The key, made on first use; read from disk each time, so that a replaced key counts at once."""
    path = Path(settings.KEY_DIR) / NAME
    if not path.exists():
        _make(path)
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{NAME}.{os.getpid()}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(beside)  # fails where another process was first: its key then holds
    except FileExistsError:
        pass
    finally:
        beside.unlink()
