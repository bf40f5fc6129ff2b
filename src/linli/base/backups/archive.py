"""The backup file: a plain tar whose last member seals it.

    database.sqlite3 or database.dump · files/... · manifest.json · seal

The seal holds SHA-256 over every byte before it, and what follows it can only be one thing; so a flipped bit
anywhere, or a missing end, is found before anything is restored. Any tar program can open the file.
"""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal

FORMAT = "linli-backup/1"
MANIFEST = "manifest.json"
SEAL = "seal"
FILES = "files/"
PIECE = 1 << 20
PART_NAME = re.compile(r"database\.(sqlite3|dump)|files(/[^/\0]+)+")


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the archive."""

    name: str
    size: int
    sha256: str


def damaged(what: str) -> Refusal:
    """The refusal of an archive that is not what it was when it was made."""
    return Refusal(
        "backups.damaged",
        _("备份文件已损坏或不完整（%(what)s），没有恢复任何内容。"),
        _("请换一份备份，并检查存放备份的磁盘。"),
        what=what,
    )


class _Hashing(io.RawIOBase):
    """Writes through and remembers the digest of everything written."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.digest = hashlib.sha256()
        self.written = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        self.written += len(data)
        return self.out.write(data)

    def tell(self) -> int:
        return self.written


class _Reading:
    """Reads through and remembers the digest of everything read."""

    def __init__(self, source: BinaryIO) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        return data


class ArchiveWriter:
    """Writes an archive as a context; the file gets its name only when it is sealed and on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fresh = path.with_name(path.name + ".part")
        self.parts: list[Part] = []

    def __enter__(self) -> Self:
        handle = os.open(self.fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self.out = os.fdopen(handle, "wb")
        self.hashing = _Hashing(self.out)
        self.tar = tarfile.open(fileobj=self.hashing, mode="w", format=tarfile.PAX_FORMAT)  # closed below
        return self

    def add(self, name: str, path: Path) -> Part:
        """Add a file, reading it once and never whole."""
        with path.open("rb") as source:
            reading = _Reading(source)
            size = os.fstat(source.fileno()).st_size
            self.tar.addfile(_member(name, size), reading)
        part = Part(name, size, reading.digest.hexdigest())
        self.parts.append(part)
        return part

    def finish(self, manifest: dict[str, Any]) -> str:
        """Add the manifest and the seal; returns the SHA-256 of the whole file."""
        listed = [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in self.parts]
        text = json.dumps(
            {"format": FORMAT, **manifest, "parts": listed}, ensure_ascii=False, indent=1
        ).encode()
        self.tar.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))
        self.hashing.write(_tail(self.hashing.digest.hexdigest()))
        self.out.flush()
        os.fsync(self.out.fileno())
        self.out.close()
        self.fresh.replace(self.path)
        return self.hashing.digest.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.out.close()
        self.fresh.unlink(missing_ok=True)


def _member(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    return info


def _tail(digest: str) -> bytes:
    """Everything from the seal's header to the end of the file: it follows from the digest alone."""
    content = f"{digest}\n".encode()
    header = _member(SEAL, len(content)).tobuf(tarfile.USTAR_FORMAT)
    return header + content.ljust(tarfile.BLOCKSIZE, b"\0") + b"\0" * (2 * tarfile.BLOCKSIZE)


class Archive:
    """A backup file, checked as a whole when it is opened. Raises `Refusal` when it is not intact."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[str, tuple[int, int]] = {}
        try:
            self._find_members()
            self._check_seal()
            self.manifest: dict[str, Any] = json.loads(b"".join(self._bytes_of(MANIFEST)))
            self.parts = [Part(**part) for part in self.manifest["parts"]]
        except (tarfile.TarError, ValueError, KeyError, TypeError, OSError) as error:
            raise damaged(str(error) or type(error).__name__) from error
        if self.manifest.get("format") != FORMAT:
            raise damaged(str(self.manifest.get("format")))
        expected = {part.name for part in self.parts} | {MANIFEST, SEAL}
        if set(self.places) != expected or not all(map(_is_part_name, expected - {MANIFEST, SEAL})):
            raise damaged("parts")

    def _find_members(self) -> None:
        with tarfile.open(self.path, "r:") as tar:
            while (info := tar.next()) is not None:
                tar.members = []  # type: ignore[attr-defined]  # a large archive's list of members is not kept twice
                if not info.isreg() or info.name in self.places:
                    raise damaged(info.name)
                self.places[info.name] = (info.offset_data, info.size)
                self.seal_offset = info.offset
                last = info.name
        if not self.places or last != SEAL:
            raise damaged("seal")

    def _check_seal(self) -> None:
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            left = self.seal_offset
            while left and (piece := file.read(min(PIECE, left))):
                digest.update(piece)
                left -= len(piece)
            tail = file.read(8 * tarfile.BLOCKSIZE)
        if tail != _tail(digest.hexdigest()):
            raise damaged("sha256")

    def _bytes_of(self, name: str) -> Iterator[bytes]:
        offset, left = self.places[name]
        with self.path.open("rb") as file:
            file.seek(offset)
            while left and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                yield piece

    def extract(self, part: Part, target: Path) -> None:
        """Write a part to a new file and check its digest."""
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with target.open("xb") as out:
            for piece in self._bytes_of(part.name):
                digest.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != part.sha256:
            raise damaged(part.name)


def _is_part_name(name: str) -> bool:
    return bool(PART_NAME.fullmatch(name)) and ".." not in name.split("/")
