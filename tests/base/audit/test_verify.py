"""Tampering of every kind, done by somebody who owns the database and has dropped the triggers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from linli.base.audit import verify as module
from linli.base.audit.chain import GENESIS, Fault, Link, entry_digest
from linli.base.audit.models import AuditEntry
from linli.base.audit.queries import root_of
from linli.base.audit.roots import Root
from linli.base.audit.trail import audited
from linli.base.audit.verify import FIELDS, verify
from linli.base.audit.words import limits_words, verdict_words
from linli.base.identity.actor import Actor
from tests.audited import run, without_guards

pytestmark = pytest.mark.django_db
COUNT = 7


@pytest.fixture(autouse=True)
def trail(at, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 3)  # so that the pieces that are read have borders
    for number in range(COUNT):
        with audited(
            by=Actor.system(),
            at=at + timedelta(minutes=number),
            verb="tests.act",
            subject=f"tests.Thing:{number}",
        ):
            pass


def tamper(*statements: str) -> set[Fault]:
    with without_guards():
        run(list(statements))
    return {finding.fault for finding in verify().findings}


def test_an_untouched_trail_holds_and_says_what_it_cannot_see(at):
    verdict = verify()
    assert (verdict.holds, verdict.entries, verdict.last_seq) == (True, COUNT, COUNT)
    assert "从机器内部无法发现" in limits_words(verdict)
    assert "必会发现" in limits_words(verify([root_of(at.date())]))


CHANGES = {
    "seq": "seq = 100 + seq",
    "at": "at = '2020-01-01 00:00:00'",
    "account_id": "account_id = '00000000000000000000000000000001'",
    "post_id": "post_id = '00000000000000000000000000000001'",
    "actor_label": "actor_label = 'somebody'",
    "verb": "verb = 'tests.other'",
    "subject": "subject = 'x'",
    "place": "place = '350802'",
    "why": "why = 'x'",
    "detail": """detail = '{"a":1}'""",
    "previous": "previous = digest",
    "digest": "digest = '" + "b" * 64 + "'",
}


def test_every_stored_column_has_its_change():
    stored = {field.attname for field in AuditEntry._meta.concrete_fields if not field.generated}
    assert set(CHANGES) == stored


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("seq", [1, 3, 4, COUNT])
def test_an_edit_of_any_column_of_any_entry_is_found(column, seq):
    assert tamper(f"UPDATE audit_auditentry SET {CHANGES[column]} WHERE seq = {seq}")


def test_a_change_of_spaces_in_the_detail_is_an_edit_too():
    assert tamper("UPDATE audit_auditentry SET detail = '{ }' WHERE seq = 2") == {Fault.EDITED}


def test_a_detail_that_is_no_json_is_found_and_can_still_be_shown():
    assert tamper("UPDATE audit_auditentry SET detail = 'x' WHERE seq = 2") == {Fault.EDITED}
    assert AuditEntry.objects.get(seq=2).detail == {"unreadable": "x"}


@pytest.mark.parametrize("seq", [1, 3, 4, COUNT])
def test_a_removal_is_found(seq):
    found = tamper(f"DELETE FROM audit_auditentry WHERE seq = {seq}")
    assert found == {Fault.TRUNCATED if seq == COUNT else Fault.MISSING} | ({Fault.BROKEN} & found)


def test_removing_everything_is_found():
    assert tamper("DELETE FROM audit_auditentry") == {Fault.TRUNCATED}


def test_a_removal_with_renumbering_is_found():
    moved = [f"UPDATE audit_auditentry SET seq = {seq - 1} WHERE seq = {seq}" for seq in range(4, COUNT + 1)]
    assert Fault.EDITED in tamper("DELETE FROM audit_auditentry WHERE seq = 3", *moved)


def test_swapping_two_entries_is_found():
    swap = "UPDATE audit_auditentry SET seq = {} WHERE seq = {}"
    assert Fault.EDITED in tamper(swap.format(99, 3), swap.format(3, 4), swap.format(4, 99))


def test_the_end_cut_off_is_found_by_the_head():
    assert tamper("DELETE FROM audit_auditentry WHERE seq > 4") == {Fault.TRUNCATED}


def test_the_end_cut_off_together_with_the_head_is_found_by_a_root_only(at):
    root = root_of(at.date())
    cut = (
        "DELETE FROM audit_auditentry WHERE seq > 4",
        "UPDATE audit_audithead SET seq = 4, digest = (SELECT digest FROM audit_auditentry WHERE seq = 4)",
    )
    assert tamper(*cut) == set()
    assert [finding.fault for finding in verify([root]).findings] == [Fault.TRUNCATED]
    assert [finding.fault for finding in verify([Root(digest=root.digest)]).findings] == [Fault.REBUILT]


def rebuild(keep_until: int = 0) -> None:
    """Write history anew from an entry on, every digest right: what an expert with the database would do."""
    rows = AuditEntry.objects.annotate(detail_text=Cast("detail", TextField())).order_by("seq")
    previous = GENESIS
    with without_guards():
        for row in list(rows.values_list(*FIELDS)):
            link = Link(*row)
            if link.seq > keep_until:
                link = replace(link, why="rewritten", previous=previous)
                link = replace(link, digest=entry_digest(link))
                AuditEntry.objects.filter(seq=link.seq).update(
                    why=link.why, previous=link.previous, digest=link.digest
                )
            previous = link.digest
        run([f"UPDATE audit_audithead SET digest = '{previous}'"])


@pytest.mark.parametrize("keep_until", [0, 3, COUNT - 1])
def test_a_rebuilt_chain_is_found_by_a_published_root_and_by_nothing_else(at, keep_until):
    roots = [root_of(at.date()), Root(digest=AuditEntry.objects.get(seq=COUNT).digest)]
    rebuild(keep_until)
    assert verify().holds
    for root in roots:
        assert [finding.fault for finding in verify([root]).findings] == [Fault.REBUILT]


def test_a_root_from_before_the_rewritten_part_still_holds(at):
    early = AuditEntry.objects.get(seq=3)
    rebuild(keep_until=3)
    assert verify([Root(digest=early.digest, day=at.date(), seq=3, count=3)]).holds


def test_a_root_with_a_wrong_count_is_not_taken(at):
    root = root_of(at.date())
    assert not verify([replace(root, count=root.count + 1)]).holds


def test_writing_on_after_the_triggers_were_dropped_is_found(at):
    from linli.base.audit.guards import install_statements, remove_statements

    run(remove_statements(connection.vendor))
    with audited(by=Actor.system(), at=at, verb="tests.act", subject="tests.Thing:9"):
        pass
    assert Fault.GUARD in {finding.fault for finding in verify().findings}
    run(install_statements(connection.vendor))
    assert verify().holds  # the head only lags behind: nothing was changed


def test_every_finding_has_its_words(at):
    with without_guards():
        run(
            [
                "UPDATE audit_auditentry SET why = 'x' WHERE seq = 1",
                "DELETE FROM audit_auditentry WHERE seq = 3",
                "UPDATE audit_auditentry SET previous = digest WHERE seq = 6",
            ]
        )
    lines = list(verdict_words(verify([root_of(at.date()), Root("c" * 64)])))
    assert "有问题" in lines[0]
    assert any("第 1 条" in line and "被改动过" in line for line in lines)
    assert any("第 4 条之前少了 1 条" in line for line in lines)
    assert any("已对外公布的根不符" in line for line in lines)


def test_only_the_first_hundred_findings_are_kept(monkeypatch):
    monkeypatch.setattr(module, "SHOWN", 2)
    with without_guards():
        run(["UPDATE audit_auditentry SET why = 'x'"])
    verdict = verify()
    assert (verdict.faults, len(verdict.findings)) == (COUNT, 2)
    assert "另有 5 处" in list(verdict_words(verdict))[-2]


def test_progress_is_told():
    told: list[tuple[int, int]] = []
    verify(progress=lambda done, total: told.append((done, total)))
    assert told == [(3, COUNT), (6, COUNT)]
