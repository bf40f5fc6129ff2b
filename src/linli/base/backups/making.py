"""Making a backup: the database as it is at one moment, then the files, then what to check them by."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

import linli
from linli.base.audit.trail import audited
from linli.base.backups import postgres, sqlite
from linli.base.backups.archive import FILES, ArchiveWriter
from linli.base.backups.facts import Facts
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor

MADE = "backups.make"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made."""

    path: Path
    size: int
    sha256: str
    files: int
    facts: Facts


def make_backup(*, path: Path, by: Actor, at: datetime, noted: bool = True) -> Backup:
    """Write a backup to `path` while the server works. Bounded memory; needs free space twice the database.

    Noted in the trail, unless it is one that a drill throws away again.

    The database comes first: files are stored before the row that names them, so all that it names are there
    by the time they are read. Keys are not in it: neither the secret key nor anything given by environment.
    """
    if path.exists():
        raise Refusal(
            "backups.exists", _("%(path)s 已经存在，不覆盖。"), _("请换一个文件名，或先移走旧的。"), path=path
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder,
        ArchiveWriter(path) as archive,
    ):
        engine = sqlite if connection.vendor == "sqlite" else postgres
        staged = Path(folder) / engine.NAME
        facts = engine.snapshot(staged)
        archive.add(engine.NAME, staged)
        staged.unlink()
        for name, file in stored_files():
            archive.add(FILES + name, file)
        sha256 = archive.finish(
            {
                "made_at": at.isoformat(),
                "code_version": linli.__version__,
                "engine": connection.vendor,
                "facts": facts.as_json(),
            }
        )
    made = Backup(path, path.stat().st_size, sha256, len(archive.parts) - 1, facts)
    if not noted:
        return made
    detail = {"bytes": made.size, "sha256": sha256, "files": made.files, "audit_seq": facts.audit_seq}
    with audited(by=by, at=at, verb=MADE, subject=f"backups.Archive:{sha256}", detail=detail):
        pass
    return made


def stored_files() -> Iterator[tuple[str, Path]]:
    """The files of this installation with their names below the media folder; half-written ones are left out."""
    root = Path(settings.MEDIA_ROOT)
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            if not name.startswith(".part-") and path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path
