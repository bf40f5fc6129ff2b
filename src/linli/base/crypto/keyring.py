"""The few keys of an installation: they wrap people's keys and make blind indexes. A file that only its owner reads.

The file is kept apart from the database and from its backups: whoever holds one of them alone reads nothing.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linli.base.crypto.ciphers import Algorithm

FORMAT = "linli-keys/1"
INDEX_KEY = 32


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its number (1, 2, ...) and, for wrapping keys, its algorithm."""

    number: int
    secret: bytes
    algorithm: Algorithm = Algorithm.AES_256_GCM


@dataclass(frozen=True, slots=True)
class Keyring:
    """Wrapping keys and index keys, oldest first; the last of each is the one in use."""

    wrapping: tuple[Key, ...]
    index: tuple[Key, ...]

    @classmethod
    def new(cls, algorithm: Algorithm = Algorithm.AES_256_GCM) -> Keyring:
        """A ring with one key of each kind."""
        return cls((_fresh(1, algorithm),), (Key(1, secrets.token_bytes(INDEX_KEY)),))

    @classmethod
    def open(cls, path: Path, algorithm: Algorithm = Algorithm.AES_256_GCM) -> Keyring:
        """The ring in `path`, made on first use."""
        if not path.exists():
            ring = cls.new(algorithm)
            ring.save(path, fresh=True)
        stored = json.loads(path.read_text(encoding="ascii"))
        if stored.get("format") != FORMAT:
            raise ValueError(f"{path.name} is not a key file of this product")
        return cls(tuple(map(_read, stored["wrapping"])), tuple(map(_read, stored["index"])))

    def save(self, path: Path, *, fresh: bool = False) -> None:
        """Write the ring so that a crash leaves the old file or the new one; `fresh` never overwrites."""
        path.parent.mkdir(parents=True, exist_ok=True)
        body = {
            "format": FORMAT,
            "wrapping": list(map(_write, self.wrapping)),
            "index": list(map(_write, self.index)),
        }
        beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(body, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        if not fresh:
            beside.replace(path)
            return
        try:
            path.hardlink_to(beside)  # fails where another process was first: its keys then hold
        except FileExistsError:
            pass
        finally:
            beside.unlink()

    def with_new_wrapping_key(self, algorithm: Algorithm | None = None) -> Keyring:
        """A ring whose next wrapping key is new; older ones stay until nothing is wrapped by them."""
        last = self.wrapping[-1]
        return Keyring((*self.wrapping, _fresh(last.number + 1, algorithm or last.algorithm)), self.index)

    def with_new_index_key(self) -> Keyring:
        """A ring whose next index key is new; look-ups try all of them until the old one is retired."""
        last = self.index[-1]
        return Keyring(self.wrapping, (*self.index, Key(last.number + 1, secrets.token_bytes(INDEX_KEY))))

    def retired(self, *, wrapping: int = 0, index: int = 0) -> Keyring:
        """A ring without keys up to these numbers; the one in use stays."""
        return Keyring(
            tuple(key for key in self.wrapping[:-1] if key.number > wrapping) + self.wrapping[-1:],
            tuple(key for key in self.index[:-1] if key.number > index) + self.index[-1:],
        )

    def wrapping_key(self, number: int) -> Key:
        """A wrapping key by its number. Raises LookupError when it has been retired."""
        for key in self.wrapping:
            if key.number == number:
                return key
        raise LookupError(f"wrapping key {number} is not in the key file")


def _fresh(number: int, algorithm: Algorithm) -> Key:
    return Key(number, secrets.token_bytes(algorithm.key_size), algorithm)


def _write(key: Key) -> dict[str, Any]:
    return {
        "number": key.number,
        "algorithm": key.algorithm.name,
        "secret": base64.b64encode(key.secret).decode("ascii"),
    }


def _read(stored: dict[str, Any]) -> Key:
    return Key(int(stored["number"]), base64.b64decode(stored["secret"]), Algorithm[stored["algorithm"]])
