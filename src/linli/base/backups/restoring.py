"""Restoring a backup into this installation: checked before anything is touched, all of it or nothing."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext_lazy as _

from linli.base.audit.roots import Root
from linli.base.audit.trail import audited
from linli.base.audit.verify import verify
from linli.base.backups import postgres, sqlite
from linli.base.backups.archive import Archive, damaged
from linli.base.backups.facts import Facts
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor

RESTORED = "backups.restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where the old content is kept (empty when there was none)."""

    facts: Facts
    files: int
    made_at: str
    aside: tuple[str, ...]
    pending_migrations: bool


def restore_backup(*, path: Path, replace: bool, by: Actor, at: datetime) -> Restored:
    """Put a backup in the place of this installation's database and files.

    The archive's seal, each part's digest, the rows of every table, the whole audit chain and its last root
    are checked on the staged copy; only then is anything moved. A target that is not empty is refused unless
    `replace`, and then kept aside.
    """
    archive = Archive(path)
    facts = Facts.from_json(archive.manifest["facts"])
    _check_fits(archive, facts)
    occupied = not _target_is_empty()
    if occupied and not replace:
        raise Refusal(
            "backups.not_empty",
            _("目标不是空的：已有数据库或文件，不覆盖。"),
            _("要替换请加 --replace（原有内容会另存，不删除）；或用 --into 恢复到别处。"),
        )
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    stamp = f"replaced_{at:%Y%m%d_%H%M%S}"
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        _stage(archive, Path(folder))
        put = _put_sqlite if connection.vendor == "sqlite" else _put_postgres
        put(Path(folder), facts, data / stamp)
        _put_files(Path(folder) / "files", data / stamp)
    pending = _pending(facts)
    _note(archive, facts, by, at, pending)
    aside = [str(data / stamp)] if (data / stamp).exists() else []
    if connection.vendor == "postgresql" and postgres.has_schema(stamp):
        aside.append(f"schema {stamp}")
    return Restored(facts, len(archive.parts) - 1, str(archive.manifest["made_at"]), tuple(aside), pending)


def _check_fits(archive: Archive, facts: Facts) -> None:
    engine = archive.manifest["engine"]
    if engine != connection.vendor:
        raise Refusal(
            "backups.other_engine",
            _("这份备份来自 %(engine)s，目标是 %(vendor)s，不能直接恢复。"),
            engine=engine,
            vendor=connection.vendor,
        )
    unknown = sorted(set(facts.migrations) - _known_migrations())
    if unknown:
        raise Refusal(
            "backups.newer",
            _("这份备份来自更新的程序版本 %(version)s（例如 %(migration)s）。"),
            _("请先升级程序，再恢复。"),
            version=archive.manifest["code_version"],
            migration=unknown[0],
        )


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def _pending(facts: Facts) -> bool:
    return bool(_known_migrations() - set(facts.migrations))


def _target_is_empty() -> bool:
    media = Path(settings.MEDIA_ROOT)
    files = media.exists() and any(media.iterdir())
    engine = sqlite if connection.vendor == "sqlite" else postgres
    return engine.is_empty() and not files


def _stage(archive: Archive, folder: Path) -> None:
    (folder / "files").mkdir()
    for part in archive.parts:
        archive.extract(part, folder / part.name)


def _put_sqlite(folder: Path, facts: Facts, aside: Path) -> None:
    staged = folder / sqlite.NAME
    _compare(facts, sqlite.facts_of(staged))
    with _alias(staged) as using:
        _check_trail(facts, using)
    if not sqlite.is_empty():
        aside.mkdir(exist_ok=True)
        sqlite.set_aside(aside)
    sqlite.put_in_place(staged)


def _put_postgres(folder: Path, facts: Facts, aside: Path) -> None:
    with postgres.schema_for_restore(aside.name):
        postgres.load(folder / postgres.NAME)
        _compare(facts, postgres.facts_of_live())
        _check_trail(facts, "default")


def _compare(expected: Facts, found: Facts) -> None:
    differences = expected.differences(found)
    if differences:
        raise damaged("; ".join(differences[:5]))


def _check_trail(facts: Facts, using: str) -> None:
    roots = []
    if facts.audit_count:
        roots = [Root(facts.audit_sha256, seq=facts.audit_seq, count=facts.audit_count)]
    verdict = verify(roots, using=using)
    if not verdict.holds:
        first = verdict.findings[0]
        raise Refusal(
            "backups.trail_broken",
            _("备份里的审计轨迹有 %(faults)s 处问题（首处：第 %(seq)s 条，%(fault)s），没有恢复。"),
            _("请用 linli audit verify 核对来源，或换一份更早的备份。"),
            faults=verdict.faults,
            seq=first.seq,
            fault=str(first.fault),
        )


@contextmanager
def _alias(path: Path) -> Iterator[str]:
    """The staged file as a database that the ORM can read."""
    name = "restored"
    settings_of: dict[str, Any] = connections.settings
    settings_of[name] = {**settings_of["default"], "NAME": str(path)}
    try:
        yield name
    finally:
        connections[name].close()
        del connections[name]
        del settings_of[name]


def _put_files(staged: Path, aside: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        aside.mkdir(exist_ok=True)
        media.rename(aside / media.name)
    elif media.exists():
        media.rmdir()
    shutil.move(staged, media)


def _note(archive: Archive, facts: Facts, by: Actor, at: datetime, pending: bool) -> None:
    """Say in the restored trail that it was restored; an older database says it after its migrations."""
    if pending:
        return
    detail = {
        "made_at": archive.manifest["made_at"],
        "audit_seq": facts.audit_seq,
        "files": len(archive.parts) - 1,
    }
    with audited(by=by, at=at, verb=RESTORED, subject="backups.Archive", detail=detail):
        pass


def missing_attachments() -> list[str]:
    """Digests that the database names and whose file is not there, though it was not destroyed."""
    from linli.base.attachments.models import Attachment
    from linli.base.attachments.store import path_of

    rows = Attachment.objects.filter(erased_at=None).order_by("sha256")
    digests = rows.values_list("sha256", flat=True).distinct()
    return [digest for digest in digests.iterator() if not path_of(digest).exists()]
