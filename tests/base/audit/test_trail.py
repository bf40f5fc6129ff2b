"""`audited`: one transaction, one entry, nothing when the action fails."""

from datetime import datetime

import pytest
from django.db import connection, transaction

from linli.base.audit.actions import note_publication
from linli.base.audit.models import AuditEntry, AuditHead
from linli.base.audit.queries import root_of
from linli.base.audit.roots import Root, parse_root, parse_roots
from linli.base.audit.trail import audited
from linli.base.audit.verify import verify
from linli.base.identity.models import Body
from linli.base.identity.states import BodyKind, Role
from tests.audited import assert_audited
from tests.factories import actor

pytestmark = pytest.mark.django_db


def act(at, verb="tests.act", name="", **more):
    with audited(by=actor(Role.COMMITTEE, "350802001001"), at=at, verb=verb, subject="tests.Thing:1", **more):
        if name:
            Body.objects.create(kind=BodyKind.OPERATOR, name=name)


def act_and_fail(at, **more):
    with audited(by=actor(Role.COMMITTEE), at=at, verb="tests.fail", subject="tests.Thing:1"):
        act(at, **more)
        raise RuntimeError


def undo(at, **more):
    with transaction.atomic():
        act(at, **more)
        raise RuntimeError


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("verb", flat=True))


def test_an_action_writes_one_entry_with_who_what_where_when_why(at):
    with assert_audited("tests.act") as entries:
        act(at, name="甲", place="350802001001", why="居民来信", detail={"count": 3, "share": 0.5})
    entry = entries[0]
    assert (entry.place, entry.why, entry.detail) == ("350802001001", "居民来信", {"count": 3, "share": 0.5})
    assert (entry.at, entry.actor_label) == (at, "居委会工作人员 350802001001")
    assert (entry.room, entry.district, entry.sub_district) == ("tests", "350802", "350802001")
    assert AuditHead.objects.get().digest == entry.digest


def test_a_failed_action_leaves_neither_data_nor_entry(at):
    with pytest.raises(RuntimeError):
        act_and_fail(at, name="半途")
    assert verbs() == []
    assert not Body.objects.filter(name="半途").exists()


def test_an_action_completes_its_entry_while_it_runs(at):
    with audited(by=actor(Role.COMMITTEE), at=at, verb="tests.make", subject="tests.Thing") as entry:
        entry.subject = "tests.Thing:7"
        entry.detail["rows"] = 2
    assert AuditEntry.objects.values_list("subject", flat=True).get() == "tests.Thing:7"
    assert AuditEntry.objects.get().detail == {"rows": 2}


def test_actions_in_an_action_are_all_written_inner_first(at):
    with audited(by=actor(Role.COMMITTEE), at=at, verb="tests.outer", subject="tests.Thing:1"):
        act(at, "tests.first")
        act(at, "tests.second")
        assert verbs() == []
    assert verbs() == ["tests.first", "tests.second", "tests.outer"]
    assert verify().holds


def test_an_inner_action_that_was_undone_leaves_no_entry(at):
    with audited(by=actor(Role.COMMITTEE), at=at, verb="tests.outer", subject="tests.Thing:1"):
        with pytest.raises(RuntimeError):
            undo(at, verb="tests.undone", name="撤销")
        act(at, "tests.kept", name="保留")
    assert verbs() == ["tests.kept", "tests.outer"]
    assert list(Body.objects.values_list("name", flat=True)) == ["保留"]


def test_after_a_failure_the_next_action_starts_clean(at):
    with pytest.raises(RuntimeError), transaction.atomic():
        act_and_fail(at, verb="tests.inner")
    act(at, "tests.later")
    assert verbs() == ["tests.later"]


def test_a_moment_without_time_zone_is_refused(at):
    with pytest.raises(ValueError, match="time zone"):
        act(datetime(2026, 11, 24, 9, 30))  # noqa: DTZ001  # that is the point


def test_texts_from_hostile_forms_do_not_stop_the_trail(at):
    act(at, why="a\0b")
    assert AuditEntry.objects.get().why == "a\ufffdb"
    assert verify().holds


def test_numbers_come_back_as_they_were_hashed(at):
    act(at, detail={"big": 10**30, "tiny": 1e-12, "float": 1e22, "one": 1.0, "minus": -0.0})
    assert verify().holds


def test_one_action_takes_a_fixed_number_of_queries(at, django_assert_num_queries):
    # savepoint, (lock on PostgreSQL,) tail, entry, release
    extra = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(4 + extra):
        act(at)


def test_a_root_is_printed_and_read_back(at):
    act(at)
    act(at)
    root = root_of(at.date())
    assert (root.seq, root.count) == (2, 2)
    assert parse_root(str(root)) == root
    assert parse_root(f"{root.day} 2 2 {root.digest}") == root
    assert parse_root(root.digest) == Root(digest=root.digest)
    assert parse_roots(f"# 公告栏\n\n{root}\n") == [root]
    with pytest.raises(ValueError):
        parse_root("2026-11-24")


def test_publishing_a_root_is_noted_in_the_trail(at):
    act(at)
    root = root_of(at.date())
    with assert_audited("audit.publish_root") as entries:
        note_publication(root=root, where="公告栏", by=actor(Role.AUDIT_ADMIN, ""), at=at)
    assert entries[0].detail["sha256"] == root.digest
    assert verify([root]).holds
