"""The promise about deletion, kept on a whole installation: its database, its keys, and a backup made before."""

import tarfile

import pytest

from tests.installation import ON_POSTGRES, installation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.skipif(ON_POSTGRES, reason="looks into the SQLite file inside the backup"),
]
RECORD = """
from tests.register.people import *
set_up()
who = person()
put(who, name="张小丽", id_number=NUMBERS[0], mobile="13900000001")
print(who.id)
"""
FORGET = """
from uuid import UUID
from tests.register.people import *
from linli.register.actions import forget_people
forget_people(people=[UUID("{who}")], why="用途已结束", by=office(), at=AT)
"""
READ = """
import sqlite3
from uuid import UUID
from linli.base.crypto import SubjectGone
from linli.base.crypto.opened import cipher
rows = sqlite3.connect("{copy}").execute(
    "SELECT subject_id, element, value, sealed FROM register_fact"
).fetchall()
for subject, element, value, sealed in rows:
    try:
        print(element, repr(value), cipher().open(UUID(bytes=subject), element, sealed))
    except SubjectGone:
        print(element, repr(value), "gone")
"""


def test_last_months_backup_holds_no_keys_and_after_deletion_nobody_can_read_it(tmp_path):
    with installation(tmp_path / "here") as made:
        who = made.python(RECORD)
        backup = tmp_path / "last-month.tar"
        done = made.linli("backup", "--output", str(backup))
        assert done.returncode == 0, done.stderr
        copy = unpacked(backup, tmp_path)
        keys = {path.name for path in (made.folder / "keys").iterdir()}
        assert keys >= {"keys.json", "people.keys"}
        with tarfile.open(backup) as archive:
            assert not any(name.endswith(tuple(keys)) for name in archive.getnames())
        assert "张小丽" in made.python(READ.format(copy=copy))
        made.python(FORGET.format(who=who))
        read = made.python(READ.format(copy=copy)).splitlines()
        assert len(read) == 3
        assert all(line.endswith("'' gone") for line in read)
        for path in (copy, made.sqlite_path, made.folder / "keys" / "people.keys"):
            assert "张小丽".encode() not in path.read_bytes()
            assert b"13900000001" not in path.read_bytes()


def unpacked(backup, folder):
    """The database inside a backup."""
    with tarfile.open(backup) as archive:
        name = next(one for one in archive.getnames() if one.endswith(".sqlite3"))
        archive.extract(name, folder / "unpacked", filter="data")
    return folder / "unpacked" / name
