"""A drill: somewhere else to restore to, and the comparison afterwards."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

from linli.base.audit.chain import GENESIS
from linli.base.audit.models import AuditEntry
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor

DRILLED = "backups.drill"


@contextmanager
def elsewhere(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a process that works in another data folder and another, empty database."""
    environment = {name: value for name, value in os.environ.items() if name != "LINLI_DATABASE_URL"}
    environment |= {"LINLI_DATA_DIR": str(folder), "LINLI_SECRET_KEY": uuid.uuid4().hex}
    if connection.vendor == "sqlite":
        yield environment
        return
    name = f"linli_drill_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield environment | {"LINLI_DATABASE_URL": _url(name)}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _url(name: str) -> str:
    given = {
        key: quote(str(connection.settings_dict[key]), safe="")
        for key in ("USER", "PASSWORD", "HOST", "PORT")
    }
    port = f":{given['PORT']}" if given["PORT"] else ""
    return f"postgres://{given['USER']}:{given['PASSWORD']}@localhost{port}/{name}?host={given['HOST']}"


def differences_to_this_installation(report: dict[str, Any]) -> list[str]:
    """Where the restored trail does not lie on this installation's trail; empty when it is its beginning.

    Rows may have been added since; the trail only grows, so the restored end must stand in it, at its number.
    """
    seq, digest = int(report["audit_seq"]), str(report["audit_sha256"])
    here = AuditEntry.objects.filter(seq=seq).values_list("digest", flat=True).first() if seq else GENESIS
    return [] if here == digest else [f"audit root {seq}: {digest} != {here}"]


def note_drill(*, differences: list[str], by: Actor, at: datetime) -> None:
    """Note in the trail that a restore was practised, and how it went."""
    detail = {"holds": not differences, "differences": len(differences)}
    with audited(by=by, at=at, verb=DRILLED, subject="backups.Archive", detail=detail):
        pass
