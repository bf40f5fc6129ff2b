"""A file that is handed in waits sealed, is gone through once, and leaves nothing but what came of it."""

import pytest

from linli.base.crypto import vault
from linli.base.crypto.keystore import SubjectGone
from linli.base.errors import NotAllowed, Refusal
from linli.base.jobs.runner import JobCancelled
from linli.base.scope import Scope
from linli.returns import actions
from linli.returns.models import HandedIn

from .making import AT, admitted, family, filled
from .test_bring import LATER, edited, put, values
from .test_fill import rows_of


def handed(report, who, data: bytes, by=None) -> HandedIn:
    return actions.hand_in(
        report_id=report.pk, version=report.version, data=data, by=by or who.committee, at=LATER
    )


def taken(made: HandedIn, who) -> HandedIn:
    return actions.take_in(handed_id=made.pk, by=who.committee, at=LATER)


def test_it_is_gone_through_once_and_the_file_goes_with_its_key(who, django_capture_on_commit_callbacks):
    home = family()
    report = filled(admitted(who), who)
    made = handed(report, who, edited(report, who, put("王小妹", 就业状况="就业")))
    sealed = bytes(made.sealed)
    assert "就业".encode() not in sealed
    with django_capture_on_commit_callbacks(execute=True):
        done = taken(made, who)
    assert (done.state, done.values, done.rows, done.sealed) == ("taken", 1, 1, None)
    with pytest.raises(SubjectGone):
        vault.open_bytes(made.pk, "file", sealed)
    taken(made, who)
    assert values(report) == 1
    report.refresh_from_db()
    assert rows_of(report)[home.wife]["就业状况"] == "f"


def test_what_is_wrong_is_kept_with_its_place_and_without_the_words_that_were_typed(who):
    family()
    report = filled(admitted(who), who)
    done = taken(handed(report, who, edited(report, who, put("王小妹", 就业状况="绝密内容"))), who)
    (trouble,) = done.troubles
    assert (done.state, trouble["column"], trouble["label"]) == ("refused", "F", "就业状况")
    assert "绝密内容" not in str(done.troubles)
    assert values(report) == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"\x00\x01\x02nothing", "imports."), (b"PK\x03\x04broken", "imports.")],
)
def test_a_broken_file_is_said_to_be_one(who, data, reason):
    family()
    report = filled(admitted(who), who)
    done = taken(handed(report, who, data), who)
    assert done.state == "refused"
    assert done.troubles[0]["reason"]
    assert done.troubles[0]["row"] == 0


def test_an_empty_file_and_other_posts_are_refused_at_the_door(who):
    family()
    report = filled(admitted(who), who)
    with pytest.raises(Refusal) as refused:
        handed(report, who, b"")
    assert refused.value.code == "returns.file_empty"
    for other in (who.neighbour, who.street, who.department):
        with pytest.raises(NotAllowed):
            handed(report, who, b"x", by=other)
    assert not HandedIn.objects.in_scope(Scope("")).exists()


def test_a_return_that_was_sent_takes_no_file(who):
    family()
    report = filled(admitted(who), who)
    data = edited(report, who, put("王小妹", 就业状况="就业"))
    sent = actions.send(report_id=report.pk, version=report.version, by=who.committee, at=AT)
    done = taken(handed(sent, who, data), who)
    assert (done.state, values(report)) == ("refused", 0)
    assert "已报送" in done.troubles[0]["reason"]


def test_cancelled_half_way_nothing_is_kept_and_the_next_file_lets_the_first_one_go(
    who, django_capture_on_commit_callbacks
):
    family()
    report = filled(admitted(who), who)
    data = edited(report, who, put("王小妹", 就业状况="就业"))
    first = handed(report, who, data)

    def cancel(done: int, total: int) -> None:
        if total:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        actions.take_in(handed_id=first.pk, by=who.committee, at=LATER, progress=cancel)
    assert values(report) == 0
    first.refresh_from_db()
    sealed = bytes(first.sealed)
    with django_capture_on_commit_callbacks(execute=True):
        second = handed(report, who, data)
    first.refresh_from_db()
    assert (first.state, first.sealed) == ("refused", None)
    with pytest.raises(SubjectGone):
        vault.open_bytes(first.pk, "file", sealed)
    assert taken(second, who).values == 1
