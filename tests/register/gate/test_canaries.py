"""A thousand canary people go through every way of reading; afterwards they are looked for where they must not be.

Logs, addresses, temporary files, the bytes of the database with all its indexes and sessions, and a backup.
"""

import itertools
import logging
import re
import sqlite3
import tempfile
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from linli.base.backups import sqlite as engine
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.models import Reading
from linli.register import gate
from linli.register.actions import record
from linli.register.drafts import FactDraft, new_subject
from linli.register.states import SubjectKind
from linli.sharing.actions import answer_request, ask_export, decide_export, make_export
from linli.sharing.documents import REQUEST, sign
from linli.sharing.states import Verdict
from tests.base.reading.setting import COMMUNITY, INSTALL, STREET, somebody
from tests.factories import login
from tests.register.gate.setting import REASON, entry, furnish_now
from tests.sharing.setting import KEY, agreed, health, with_key

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]
STEMS = "甲乙丙丁戊己庚辛壬癸"
COUNT = 1_000
STEM_LENGTHS = [(f"羯{one}", 4) for one in STEMS] + [("1995550", 11), ("35990119880", 18), ("6219900000", 19)]


class Canary:
    def __init__(self, number: int, letters: tuple[str, ...]) -> None:
        self.id = uuid.UUID(int=0)
        self.name = "羯" + "".join(letters)
        self.phone = f"1995550{number:04d}"
        self.id_number = f"35990119880{number % 9 + 1}01{number:04d}X"[:18].ljust(18, "7")
        self.bank = f"62199{number:014d}"

    @property
    def marks(self) -> list[str]:
        return [self.name, self.phone, self.id_number, self.bank]


def canaries() -> list[Canary]:
    found = [Canary(*pair) for pair in enumerate(itertools.product(STEMS, repeat=3))]
    assert len({mark for one in found for mark in one.marks}) == 4 * COUNT
    facts = []
    drafts = []
    for one in found:
        draft = new_subject(SubjectKind.PERSON, COMMUNITY, "001")
        one.id = draft.id
        drafts.append(draft)
        facts += [
            FactDraft(one.id, "self.name", one.name),
            FactDraft(one.id, "self.phone", one.phone),
            FactDraft(one.id, "self.id_number", one.id_number),
            FactDraft(one.id, "self.bank_account", one.bank),
            FactDraft(one.id, "self.birth_date", "1988-01-01"),
        ]
    record(entry=entry(), facts=facts, subjects=drafts, by=INSTALL, at=timezone.now())
    return found


class Addresses:
    """Every address that was asked for or sent to, with its query string."""

    def __init__(self, client) -> None:
        self.client, self.seen = client, []

    def go(self, name: str, *args: object, **data: str):
        address = reverse(name, args=args)
        answer = self.client.post(address, data) if data else self.client.get(address)
        self.seen += [address, answer.get("Location", ""), answer.get("Content-Disposition", "")]
        assert answer.status_code < 500
        return answer


def through_the_pages(client, people: list[Canary]) -> list[str]:
    login(client, Role.COMMITTEE, COMMUNITY)
    pages = Addresses(client)
    pages.go("register:purpose", purpose="contact", reason=REASON, next="/register/")
    for one in people[:12]:
        for by, mark in (("name", one.name), ("number", one.id_number), ("phone", one.phone)):
            assert pages.go("register:index", by=by, text=mark).status_code in (303, 422)
            assert one.name not in pages.go("register:index").content.decode()
        pages.go("register:person", one.id)
        pages.go("register:person-reveal", one.id, element="self.name", reason=REASON)
    wrong = pages.go("register:purpose", purpose="contact", reason=f"核对{people[0].id_number}")
    assert wrong.status_code == 422
    pages.go("reading:glass", reason=f"找 {people[1].phone} 的住户")
    return pages.seen


def through_the_gate(people: list[Canary]) -> None:
    now, ids = timezone.now(), [one.id for one in people]
    by, boss = somebody(Role.SUB_DISTRICT, STREET), somebody(Role.DISTRICT_OFFICE)
    for start in range(0, COUNT, 100):
        page = ids[start : start + 100]
        gate.read_list(page, ["self.name", "self.phone"], purpose="contact", reason=REASON, by=by, at=now)
    row = ask_export(
        subjects=ids,
        elements=["self.name", "self.phone"],
        purpose="contact",
        reason=REASON,
        title="停水通知",
        by=by,
        at=now,
    )
    decide_export(order_id=row.pk, verdict=Verdict.GRANTED, by=boss, at=now)
    content = make_export(order_id=row.pk, by=by, at=now).content
    assert len(content) > 10_000
    with pytest.raises(Refusal) as told:
        gate.read(ids[:1], ["self.bank_account"], purpose="aid", reason=REASON, by=by, at=now)
    assert people[0].name not in str(told.value)


def through_the_departments(people: list[Canary]) -> None:
    now = timezone.now()
    by = health()
    today = timezone.localdate()
    agreed(by, valid_from=today, valid_to=today.replace(year=today.year + 1))
    with_key(by)
    body = {
        "id": str(uuid.uuid4()),
        "agreement": "新罗数享2026-1",
        "from": "health",
        "purpose": "resident_register",
        "reason": "核对随访名单",
        "made_at": now.isoformat(),
        "elements": ["self.name"],
        "people": [{"id_number": one.id_number} for one in people[:50]],
    }
    answer_request(document=sign(REQUEST, body, KEY), by=Actor.system("endpoint"), at=now)


def hits(content: bytes, people: list[Canary]) -> list[str]:
    """Marks in the bytes, as they are and as UTF-16. What looks like one is held against the real ones."""
    real = {mark for one in people for mark in one.marks}
    found = []
    for coded in ("utf-8", "utf-16-le"):
        for stem, length in STEM_LENGTHS:
            for place in re.finditer(re.escape(stem.encode(coded)), content):
                size = len("羯甲甲甲".encode(coded)) if stem[0] == "羯" else length * len("0".encode(coded))
                text = content[place.start() : place.start() + size].decode(coded, "replace")
                found += [text] if text in real else []
    return found


def files_below(*folders: Path) -> bytes:
    found = [path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(str(path).encode() + path.read_bytes() for path in found)


def test_a_thousand_canaries_are_found_nowhere_but_in_the_answers(
    client, caplog, tmp_path, monkeypatch, settings
):
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    settings.MEDIA_ROOT = str(tmp_path / "files")
    caplog.set_level(logging.DEBUG)
    furnish_now()
    people = canaries()
    addresses = through_the_pages(client, people)
    through_the_gate(people)
    through_the_departments(people)
    assert Reading.objects.count() > 30

    told = "\n".join(mark for one in people for mark in one.marks)
    assert len(hits(told.encode() + told.encode("utf-16-le"), people)) == 8 * COUNT  # they would be found
    assert hits("\n".join(addresses).encode(), people) == []
    assert hits("\n".join(log.getMessage() for log in caplog.records).encode(), people) == []
    assert hits(files_below(scratch, tmp_path / "files"), people) == []

    database = tmp_path / "database.sqlite3"
    connection.ensure_connection()
    database.write_bytes(connection.connection.serialize())
    with sqlite3.connect(database) as copy:  # the bytes are a whole database with all that was written
        assert copy.execute("SELECT count(*) FROM register_person").fetchone() == (COUNT,)
    assert hits(database.read_bytes(), people) == []

    monkeypatch.setattr(engine, "live_path", lambda: database)
    snapshot = tmp_path / "backup.sqlite3"
    engine.snapshot(snapshot)
    assert hits(snapshot.read_bytes(), people) == []
