"""The key store of this installation, opened from settings; it notices when keys are changed by another process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from linli.base.crypto.ciphers import Algorithm
from linli.base.crypto.fields import FieldCipher
from linli.base.crypto.keyring import Keyring
from linli.base.crypto.keystore import KeyStore

RING, PEOPLE = "keys.json", "people.keys"
ALGORITHMS = {"aes-256-gcm": Algorithm.AES_256_GCM, "sm4-gcm": Algorithm.SM4_GCM}


class LiveKeyStore(KeyStore):
    """A key store whose key file is read again whenever it changes on disk."""

    def __init__(self, path: Path, ring_path: Path, algorithm: Algorithm) -> None:
        self.ring_path = ring_path
        self._stamp: tuple[int, int] = (0, 0)
        self._ring = Keyring.open(ring_path, algorithm)
        super().__init__(path, self._ring)

    @property
    def keyring(self) -> Keyring:
        """The keys in the file as it is now."""
        found = self.ring_path.stat()
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp != self._stamp:
            self._ring, self._stamp = Keyring.open(self.ring_path), stamp
        return self._ring

    @keyring.setter
    def keyring(self, keyring: Keyring) -> None:
        """The file is what counts; whoever changes keys saves it first."""


def algorithm() -> Algorithm:
    """What new values are sealed with, by the setting LINLI_CIPHER."""
    return ALGORITHMS[settings.CIPHER]


@lru_cache(maxsize=4)
def _opened(folder: Path, chosen: Algorithm) -> FieldCipher:
    return FieldCipher(LiveKeyStore(folder / PEOPLE, folder / RING, chosen), chosen)


def cipher() -> FieldCipher:
    """Seals and opens values with the keys of this installation."""
    return _opened(Path(settings.KEY_DIR), algorithm())
