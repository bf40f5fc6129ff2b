"""The database itself refuses to change the past: raw SQL, on whichever engine the suite runs."""

import pytest
from django.db import DatabaseError, connection, transaction

from linli.base.audit.guards import guards_of, missing_guards
from linli.base.audit.models import AuditEntry
from linli.base.audit.trail import audited
from linli.base.audit.verify import verify
from linli.base.identity.actor import Actor
from tests.audited import run

pytestmark = pytest.mark.django_db
COPY = (
    "INSERT INTO audit_auditentry (seq, at, actor_label, verb, subject, place, why, detail, previous, digest) "
    "SELECT {seq}, at, actor_label, verb, subject, place, why, detail, {previous}, {digest} "
    "FROM audit_auditentry WHERE seq = 2"
)
NEW = "'" + "a" * 64 + "'"


@pytest.fixture(autouse=True)
def two_entries(at):
    for _turn in range(2):
        with audited(by=Actor.system(), at=at, verb="tests.act", subject="tests.Thing:1"):
            pass


FORBIDDEN = [
    "UPDATE audit_auditentry SET why = 'x' WHERE seq = 1",
    "UPDATE audit_auditentry SET seq = 9 WHERE seq = 2",
    "DELETE FROM audit_auditentry WHERE seq = 2",
    "DELETE FROM audit_auditentry",
    COPY.format(seq=4, previous="digest", digest=NEW),  # a gap
    COPY.format(seq=0, previous="digest", digest=NEW),  # before the beginning
    COPY.format(seq=3, previous="previous", digest=NEW),  # a fork
    COPY.format(seq=3, previous="digest", digest="digest"),  # the same digest twice
    "UPDATE audit_audithead SET seq = 1",
    "UPDATE audit_audithead SET digest = 'x'",
    "DELETE FROM audit_audithead",
]
ONLY_SQLITE = [
    COPY.format(seq=2, previous="previous", digest=NEW).replace("INSERT", "INSERT OR REPLACE"),
    COPY.format(seq=3, previous="digest", digest="digest").replace("INSERT", "INSERT OR REPLACE"),
]
ONLY_POSTGRES = ["TRUNCATE audit_auditentry", "TRUNCATE audit_audithead"]


def statements():
    mine = ONLY_POSTGRES if connection.vendor == "postgresql" else ONLY_SQLITE
    return FORBIDDEN + mine


def test_every_way_of_changing_the_past_is_refused():
    for statement in statements():
        with pytest.raises(DatabaseError, match=r"audit trail|unique|UNIQUE"), transaction.atomic():
            run([statement])
    assert AuditEntry.objects.count() == 2
    assert verify().holds


def test_the_next_link_is_let_in_and_moves_the_head():
    run([COPY.format(seq=3, previous="digest", digest=NEW)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, digest FROM audit_audithead")
        assert cursor.fetchone() == (3, "a" * 64)


@pytest.mark.parametrize("number", range(6))
def test_each_missing_guard_is_noticed(number):
    guard = guards_of(connection.vendor)[number]
    run([f"DROP TRIGGER {guard.name} " + (f"ON {guard.table}" if connection.vendor == "postgresql" else "")])
    assert missing_guards() == [guard.name]
    assert [finding.note for finding in verify().findings] == [guard.name]


def test_a_guard_that_was_replaced_by_a_harmless_one_is_noticed():
    if connection.vendor == "postgresql":
        run(
            [
                (
                    "CREATE OR REPLACE FUNCTION linli_audit_never() RETURNS trigger LANGUAGE plpgsql "
                    "AS 'BEGIN RETURN NEW; END'"
                )
            ]
        )
        assert "audit_entry_never" in missing_guards()
        run(["ALTER TABLE audit_auditentry DISABLE TRIGGER audit_entry_only_next"])
        assert "audit_entry_only_next" in missing_guards()
    else:
        run(
            [
                "DROP TRIGGER audit_entry_no_update",
                "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_auditentry BEGIN SELECT 1; END",
            ]
        )
        assert missing_guards() == ["audit_entry_no_update"]
