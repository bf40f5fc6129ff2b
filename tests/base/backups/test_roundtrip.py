"""Backups of a whole installation: made while it is written to, restored elsewhere, compared."""

import json
import shutil
import sqlite3
import tarfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.installation import ON_POSTGRES, Installation, installation, postgres_database

pytestmark = pytest.mark.slow
FILL = """
from datetime import datetime, UTC
from linli.base.attachments.actions import attach
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body
at = datetime(2026, 11, 24, tzinfo=UTC)
for number in range(30):
    with audited(by=Actor.system(), at=at, verb="tests.fill", subject="tests.Thing:1"):
        Body.objects.create(kind="operator", name=f"机构 {number}")
attach(by=Actor.system(), at=at, division_code="350802001001", name="记录.txt", content="会议记录".encode())
"""
WRITE_ON = """
import sys
from django.utils import timezone
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body
print("writing", flush=True)
for number in range(100000):
    with audited(by=Actor.system(), at=timezone.now(), verb="tests.write", subject="tests.Thing:1"):
        Body.objects.create(kind="operator", name=f"写 {number}")
"""
COUNT_ASIDE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM {schema}.identity_body")
    print(cursor.fetchone()[0])
"""
TAMPER = """
from tests.audited import run, without_guards
with without_guards():
    run(["UPDATE audit_auditentry SET why = 'x' WHERE seq = 7"])
"""
FUTURE = """
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder.Migration.objects.create(app="audit", name="0099_future")
"""
ONE_MORE = """
from linli.base.identity.models import Body
Body.objects.create(kind="operator", name="later")
"""
COUNT = "from linli.base.identity.models import Body\nprint(Body.objects.count())"


@pytest.fixture
def place(tmp_path):
    with installation(tmp_path / "here") as made:
        made.python(FILL)
        (made.folder / "secret-key").write_text("VERY-SECRET-KEY", encoding="ascii")
        yield made


@pytest.fixture
def other(tmp_path):
    """Somewhere else: an empty data folder and, on PostgreSQL, an empty database."""
    if ON_POSTGRES:
        with postgres_database() as url:
            made = Installation(tmp_path / "there", url)
            made.folder.mkdir()
            yield made
            made.close()
    else:
        made = Installation(tmp_path / "there")
        made.folder.mkdir()
        yield made
        made.close()


def make(place: Installation, name: str = "backup.tar") -> Path:
    path = place.folder.parent / name
    done = place.linli("backup", "-o", str(path))
    assert done.returncode == 0, done.stderr
    assert "secret-key" in done.stdout
    return path


def test_restored_elsewhere_everything_is_there(place, other):
    path = make(place)
    report = other.json("restore", str(path))
    assert (report["counts"]["identity_body"], report["files"], report["aside"]) == (30, 1, [])
    assert other.python(COUNT) == "30"
    stored = [file.read_text() for file in (other.folder / "files").rglob("*") if file.is_file()]
    assert stored == ["会议记录"]
    root = f"{report['audit_sha256']}"
    assert other.json("audit", "verify", "--root", root)["holds"]
    verbs = "from linli.base.audit.models import AuditEntry\nprint(AuditEntry.objects.order_by('-seq').first().verb)"
    assert other.python(verbs) == "backups.restore"
    other.python(ONE_MORE)  # it is a working installation


def test_the_backup_holds_what_to_check_it_by_and_no_key(place):
    path = make(place)
    assert b"VERY-SECRET-KEY" not in path.read_bytes()
    with tarfile.open(path) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    assert manifest["facts"]["counts"]["identity_body"] == 30
    assert manifest["facts"]["audit_seq"] == 31
    assert manifest["code_version"]
    assert all(len(part["sha256"]) == 64 for part in manifest["parts"])
    assert place.linli("backup", "-o", str(path)).returncode == 1  # never over another
    noted = (
        "from linli.base.audit.queries import last_entry\nprint(last_entry('backups.make').detail['files'])"
    )
    assert place.python(noted) == "1"


def test_a_backup_is_made_while_others_write(place, other):
    writer = place.start_code(WRITE_ON)
    try:
        assert writer.stdout.readline().strip() == "writing"
        time.sleep(0.5)
        before = int(place.python(COUNT))
        path = make(place)
        after = int(place.python(COUNT))
        assert writer.poll() is None
        time.sleep(0.3)
        assert int(place.python(COUNT)) > after  # nobody was stopped
    finally:
        writer.kill()
        writer.communicate()
    report = other.json("restore", str(path))
    assert before <= report["counts"]["identity_body"] <= after
    # Rows and trail are of one moment: each body has its entry.
    assert report["counts"]["identity_body"] == report["audit_seq"] - 1


def test_a_target_that_is_not_empty_is_refused_and_with_replace_kept_aside(place):
    path = make(place)
    place.python(ONE_MORE)
    place.close()
    refused = place.linli("restore", str(path))
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    assert place.python(COUNT) == "31"
    place.close()
    report = place.json("restore", str(path), "--replace")
    assert place.python(COUNT) == "30"
    place.close()
    folder = Path(report["aside"][0])
    if ON_POSTGRES:
        assert report["aside"][1] == f"schema {folder.name}"
        assert place.python(COUNT_ASIDE.format(schema=folder.name)) == "31"
    else:
        with closing(sqlite3.connect(folder / "linli.sqlite3")) as old:
            assert old.execute("SELECT count(*) FROM identity_body").fetchone() == (31,)
    assert list(place.folder.glob("replaced_*/files/attachments/*/*"))


def test_a_running_server_is_not_restored_under_its_feet(place):
    path = make(place)
    holder = place.start_code(
        "from linli.cli.ready import only_one\nimport time\n"
        "with only_one(shared=True):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    try:
        assert holder.stdout.readline().strip() == "held"
        refused = place.linli("restore", str(path), "--replace")
        assert refused.returncode == 1
        assert "linli serve" in refused.stderr
    finally:
        holder.kill()
        holder.communicate()


def test_the_drill_passes_and_finds_a_damaged_file(place):
    done = place.linli("backup", "drill")
    assert (done.returncode, "演练通过" in done.stdout) == (0, True), done.stderr
    path = make(place)
    assert place.json("backup", "drill", str(path))["holds"]
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 3] ^= 1
    path.write_bytes(whole)
    failed = place.linli("backup", "drill", str(path))
    assert failed.returncode == 1
    assert "损坏" in failed.stderr
    noted = "from linli.base.audit.queries import last_entry\nprint(last_entry('backups.drill').detail)"
    assert place.python(noted) == "{'differences': 1, 'holds': False}"


def test_a_truncated_file_is_not_restored(place, other):
    path = make(place)
    path.write_bytes(path.read_bytes()[:-700])
    done = other.linli("restore", str(path))
    assert (done.returncode, "损坏" in done.stderr) == (1, True)
    assert not other.sqlite_path.exists()
    assert not (other.folder / "files").exists()


def test_the_drill_finds_an_archive_of_another_history_and_a_missing_attachment(place, tmp_path):
    with installation(tmp_path / "stranger") as stranger:
        stranger.python(FILL.replace("tests.fill", "tests.other"))
        foreign = make(stranger, "foreign.tar")
    done = place.linli("backup", "drill", str(foreign))
    assert (done.returncode, "audit root" in done.stderr) == (1, True)
    shutil.rmtree(place.folder / "files")
    assert place.linli("backup", "drill").returncode == 1


def test_a_trail_that_was_tampered_with_is_not_restored(place, other):
    place.python(TAMPER)
    path = make(place)
    done = other.linli("restore", str(path))
    assert (done.returncode, "审计轨迹" in done.stderr) == (1, True)
    assert not (other.folder / "files").exists()
    if ON_POSTGRES:
        empty = "from linli.base.backups.postgres import is_empty\nprint(is_empty())"
        assert other.python(empty) == "True"
    else:
        assert not other.sqlite_path.exists()


def test_a_backup_of_a_newer_program_is_refused(place, other):
    place.python(FUTURE)
    done = other.linli("restore", str(make(place)))
    assert (done.returncode, "0099_future" in done.stderr) == (1, True)


def test_into_another_folder_by_option(place, tmp_path):
    if ON_POSTGRES:
        with postgres_database() as url:
            target = ("--into", str(tmp_path / "new"), "--database-url", url)
            assert place.linli("restore", str(make(place)), *target).returncode == 0
    else:
        assert place.linli("restore", str(make(place)), "--into", str(tmp_path / "new")).returncode == 0
        assert (tmp_path / "new" / "linli.sqlite3").exists()
    assert list((tmp_path / "new" / "files").rglob("*"))
    assert not list((tmp_path / "new").glob(".restore-*"))
