"""Helpers about the audit trail, for the tests of every room."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from linli.base.audit.guards import install_statements, remove_statements
from linli.base.audit.models import AuditEntry
from linli.base.audit.verify import verify


@contextmanager
def assert_audited(verb: str, times: int = 1) -> Iterator[list[AuditEntry]]:
    """The block writes exactly `times` entries of `verb`, and the chain still holds afterwards.

    Yields a list that holds the entries once the block has ended, to look at subject, place and detail.
    """
    before = AuditEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    written: list[AuditEntry] = []
    yield written
    new = AuditEntry.objects.filter(seq__gt=before).order_by("seq")
    written.extend(entry for entry in new if entry.verb == verb)
    verbs = [entry.verb for entry in new]
    assert len(written) == times, f"expected {times} entries of {verb}, the trail got {verbs}"
    verdict = verify()
    assert verdict.holds, verdict.findings


@contextmanager
def without_guards() -> Iterator[None]:
    """The trail's triggers are away in the block, as for somebody who owns the database."""
    run(remove_statements(connection.vendor))
    try:
        yield
    finally:
        run(install_statements(connection.vendor))


@contextmanager
def without_delete_triggers() -> Iterator[None]:
    """Whatever triggers the rooms have against removing rows are away in the block, on both engines."""
    if connection.vendor == "postgresql":
        run(["SET session_replication_role = replica"])
        yield
        run(["SET session_replication_role = DEFAULT"])
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE%'"
        )
        there = cursor.fetchall()
    run([f"DROP TRIGGER {name}" for name, _sql in there])
    try:
        yield
    finally:
        run([sql for _name, sql in there])


def run(statements: list[str]) -> None:
    """Execute SQL statements, percent signs as they are."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def let_flush_pass(monkeypatch) -> None:
    """Tests of committed transactions empty all tables afterwards; the trail's triggers refuse even that.

    Only this flush, in the test process, takes them away for its own duration.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        with without_guards(), without_delete_triggers():
            flush(self, sql_list)

    monkeypatch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
