"""Where the bytes are: one file per digest below the media folder, written once and never changed."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

FOLDER = "attachments"
PIECE = 1 << 20


def path_of(sha256: str) -> Path:
    """The path of the stored file with this digest."""
    return Path(settings.MEDIA_ROOT) / FOLDER / sha256[:2] / sha256


def keep(content: BinaryIO) -> str:
    """Store what `content` holds (from its beginning) and return its digest. The same bytes make one file.

    The file appears under its name only when it is whole and on the disk, so a crash leaves no half file.
    """
    content.seek(0)
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces(content):
                digest.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        target = path_of(digest.hexdigest())
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return digest.hexdigest()


def remove(sha256: str) -> None:
    """Destroy the stored file with this digest; one that is not there is none."""
    path_of(sha256).unlink(missing_ok=True)


def pieces(content: BinaryIO) -> Iterator[bytes]:
    """The rest of a file, a megabyte at a time."""
    while piece := content.read(PIECE):
        yield piece
