"""The reading log: what the resident sees, what is delayed, and that nobody rewrites it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from linli.base.audit.models import AuditEntry
from linli.base.audit.queries import root_of
from linli.base.audit.verify import verify
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.models import Reading, ReadingSubject
from linli.base.reading.queries import readings_of
from linli.base.reading.verify import log_faults
from linli.base.scope import Scope
from tests.audited import assert_audited, without_delete_triggers
from tests.base.reading.setting import AT, DAY, GRID, load, looked, people, somebody

pytestmark = pytest.mark.django_db


def officer():
    return somebody(Role.GRID_OFFICER, GRID)


def test_a_reading_is_logged_with_every_subject_and_one_audit_entry():
    load()
    with assert_audited("reading.read") as entries:
        row = looked(officer(), *people(3))
    assert row.subjects == 3
    assert ReadingSubject.objects.in_scope(Scope(GRID)).filter(reading=row).count() == 3
    assert entries[0].detail["sha256"] == row.digest
    assert "电话" not in str(entries[0].detail) + entries[0].why  # the reason stays in the log


def test_the_number_of_queries_does_not_grow_with_the_page(django_assert_num_queries):
    by = officer()
    expected = 6 + (connection.vendor == "postgresql")  # which takes its turn at the end of the trail
    for count in (1, 3, 100):
        with django_assert_num_queries(expected):
            looked(by, *people(count))


def test_the_resident_sees_who_looked_and_why_latest_first():
    load()
    me = uuid7()
    looked(officer(), me, at=AT - timedelta(days=1))
    looked(officer(), me, uuid7())
    looked(officer(), uuid7())
    log = readings_of([me], DAY)
    assert [line.people for line in log.lines] == [2, 1]
    assert log.lines[0].purpose_terms.name_zh == "用途contact"
    assert log.total == 2


def test_a_merged_record_shows_the_readings_of_all_its_pseudonyms_once():
    load()
    kept, gone = people(2)
    looked(officer(), kept, gone)
    looked(officer(), gone)
    assert readings_of([kept, gone], DAY).total == 2


def test_a_delayed_reading_is_counted_before_it_is_shown():
    load()
    me = uuid7()
    looked(officer(), me, told_from=DAY + timedelta(days=30))
    log = readings_of([me], DAY)
    assert (log.lines, log.delayed, log.total) == ((), 1, 1)
    assert log.delayed_until == DAY + timedelta(days=30)
    later = readings_of([me], DAY + timedelta(days=30))
    assert (len(later.lines), later.delayed) == (1, 0)


STATEMENTS = [
    "UPDATE reading_reading SET reason = 'x'",
    "DELETE FROM reading_reading",
    "UPDATE reading_readingsubject SET place = 'x'",
    "DELETE FROM reading_readingsubject",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_change_the_log(statement):
    looked(officer())
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def tampered(statement: str, params: list | None = None) -> list[tuple[str, str]]:
    """Somebody who owns the database takes the triggers away and changes the log."""
    with without_delete_triggers():
        run_without_update_triggers(statement, params or [])
    return [(fault.kind, fault.reading_id) for fault in log_faults()]


def run_without_update_triggers(statement, params):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'reading_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, params)


def bare(value):
    return value.bytes if connection.vendor == "sqlite" else value


def test_a_log_that_nobody_touched_has_no_faults():
    looked(officer(), *people(4))
    assert list(log_faults()) == []


def test_a_changed_reason_is_found():
    row = looked(officer())
    assert tampered("UPDATE reading_reading SET reason = 'weather'") == [("changed", str(row.pk))]


def test_a_reading_moved_to_somebody_else_is_found():
    row = looked(officer())
    assert tampered("UPDATE reading_readingsubject SET subject = %s", [bare(uuid7())]) == [
        ("changed", str(row.pk))
    ]


def test_a_removed_subject_is_found():
    row = looked(officer(), *people(2))
    one = ReadingSubject.objects.in_scope(Scope("")).first()
    assert tampered("DELETE FROM reading_readingsubject WHERE id = %s", [bare(one.pk)]) == [
        ("changed", str(row.pk))
    ]


def test_a_removed_reading_is_found():
    row = looked(officer())
    with without_delete_triggers():
        run_without_update_triggers("DELETE FROM reading_readingsubject", [])
        run_without_update_triggers("DELETE FROM reading_reading", [])
    assert [(one.kind, one.reading_id) for one in log_faults()] == [("removed", str(row.pk))]


def test_a_reading_slipped_in_past_the_trail_is_found():
    row = looked(officer())
    copy = Reading.objects.get(pk=row.pk)
    copy.pk, copy._state.adding = uuid7(), True
    copy.save()
    assert [(one.kind, one.reading_id) for one in log_faults()] == [("added", str(copy.pk))]


def test_an_insider_who_rewrites_log_and_trail_is_found_by_the_root_that_left_the_machine():
    """Whoever owns the database can rebuild the whole chain; the published line of the day still tells."""
    from linli.base.audit.chain import entry_digest
    from linli.base.audit.verify import links
    from linli.base.reading.digest import reading_digest
    from tests.audited import without_guards

    row = looked(officer())
    published = root_of(DAY)
    tampered("UPDATE reading_reading SET reason = 'weather'")
    changed = Reading.objects.get(pk=row.pk)
    subjects = ReadingSubject.objects.in_scope(Scope("")).values_list("subject", "place")
    digest = reading_digest(changed, subjects)
    with without_guards(), without_delete_triggers(), connection.cursor() as cursor:
        cursor.execute("UPDATE reading_reading SET digest = %s", [digest])
        cursor.execute("UPDATE audit_auditentry SET detail = REPLACE(detail, %s, %s)", [row.digest, digest])
        entry = next(one for one in links() if one.verb == "reading.read")
        cursor.execute(
            "UPDATE audit_auditentry SET digest = %s WHERE seq = %s", [entry_digest(entry), entry.seq]
        )
        cursor.execute("UPDATE audit_audithead SET digest = %s", [entry_digest(entry)])
    assert list(log_faults()) == []
    assert verify().holds  # by itself the rebuilt chain looks right
    assert not verify([published]).holds
    assert AuditEntry.objects.count() == 1
