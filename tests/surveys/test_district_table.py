"""A district answers for all its communities in one table."""

from decimal import Decimal

import pytest

from linli.base.errors import NotAllowed
from linli.base.imports.problems import problem_text
from linli.base.jobs.runner import JobCancelled
from linli.base.scope import Scope
from linli.surveys import actions
from linli.surveys.actions import uploads
from linli.surveys.models import Campaign, Return, Upload, Value
from linli.surveys.rules import Locked
from linli.surveys.states import ReturnState
from linli.surveys.workbook import district_table
from tests.surveys.making import (
    DONGBAO,
    LIANXIN,
    OFFICE,
    PLACES,
    STAFF,
    YONGXING,
    answer,
    campaign,
    complete,
    return_of,
    values_of,
)
from tests.surveys.sheets import Book

pytestmark = pytest.mark.django_db


def applied(at, found: actions.Staged) -> actions.Applied:
    return actions.apply_upload(upload_id=found.upload_id, by=OFFICE, at=at)


def table(made: Campaign, at, prefix: str = "350802") -> Book:
    return Book(district_table(made.id, scope=Scope(prefix), at=at))


def put(book: Book, code: str, **values) -> Book:
    sheet = book.sheet("communities")
    columns = {cell.value: cell.column for cell in sheet[1] if cell.value}
    row = next(r for r in range(4, sheet.max_row + 1) if sheet.cell(r, columns["_code"]).value == code)
    for question, value in values.items():
        sheet.cell(row, columns[question]).value = value
    return book


def staged_table(made: Campaign, at, book: Book, by=OFFICE) -> actions.Staged:
    return actions.stage_district(campaign_id=made.id, file=book.bytes(), name="全区.xlsx", by=by, at=at)


def test_a_district_answers_in_one_table(at):
    made = campaign(at)
    answer(return_of(made), at, {"residents": 5_000})
    book = table(made, at)
    put(book, DONGBAO, residents=5_100)
    put(book, LIANXIN, residents="4,800", appraisal_approval="95%", office_tenure="借用")
    found = staged_table(made, at, book)
    assert [
        (row.key[0], [(c.field, c.before, c.after) for c in row.changes]) for row in found.plan.changed
    ] == [
        (DONGBAO, [("residents", 5_000, 5_100)]),
        (
            LIANXIN,
            [
                ("residents", None, 4_800),
                ("office_tenure", None, "borrowed"),
                ("appraisal_approval", None, Decimal("0.95")),
            ],
        ),
    ]
    done = applied(at, found)
    assert done.recorded == actions.RecordSummary(2, 4, 0)
    assert values_of(made.id, LIANXIN) == {
        "residents": 4_800,
        "appraisal_approval": Decimal(95),
        "office_tenure": "borrowed",
    }
    assert staged_table(made, at, book).plan.changes_nothing


def test_a_table_of_many_communities_is_written_as_a_job(at, monkeypatch, django_capture_on_commit_callbacks):
    made = campaign(at)
    book = put(put(table(made, at), LIANXIN, residents=4_800), DONGBAO, residents=5_100)
    found = staged_table(made, at, book)
    assert actions.start_applying(upload_id=found.upload_id, by=OFFICE, at=at) is None
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 1)
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.start_applying(upload_id=found.upload_id, by=OFFICE, at=at)
    job.refresh_from_db()
    assert (job.state, job.result["href"]) == ("done", f"/surveys/{made.id}/")
    assert "2" in job.result["words"]
    assert values_of(made.id, LIANXIN) == {"residents": 4_800}


def test_a_job_that_is_cancelled_writes_nothing(at):
    made = campaign(at)
    found = staged_table(made, at, put(table(made, at), LIANXIN, residents=4_800))

    def stop(done: int, total: int, message: str) -> None:
        assert (done, total) == (0, 1)
        raise JobCancelled

    with pytest.raises(JobCancelled):
        actions.apply_upload(upload_id=found.upload_id, by=OFFICE, at=at, progress=stop)
    assert values_of(made.id, LIANXIN) == {}
    assert applied(at, found).recorded.values == 1


def test_a_district_table_with_the_wrong_communities(at):
    made = campaign(at)
    book = table(made, at)
    sheet = book.sheet("communities")
    codes = next(cell.column for cell in sheet[1] if cell.value == "_code")
    sheet.cell(4, codes).value = "350803001001"
    sheet.cell(5, codes).value = LIANXIN
    found = staged_table(made, at, book)
    assert [(p.row, p.code) for p in found.problems] == [(4, "division_out_of_scope"), (6, "key_twice")]
    sheet.cell(4, codes).value = "350802009009"
    sheet.cell(5, codes).value = YONGXING
    (problem,) = staged_table(made, at, book).problems
    assert (problem.row, problem.code) == (4, "surveys.row_not_asked")
    assert "350802009009" in str(problem_text(problem))


def test_a_district_table_does_not_touch_what_is_approved(at):
    made = campaign(at)
    actions.record_answers(
        campaign_id=made.id, answers={DONGBAO: {"values": complete()}}, by=OFFICE, at=at, approve=True
    )
    book = put(table(made, at), LIANXIN, residents=4_000)
    assert staged_table(made, at, book).problems == ()
    put(book, DONGBAO, residents=1)
    (problem,) = staged_table(made, at, book).problems
    assert (problem.row, problem.code) == (4, "surveys.row_approved")


def test_only_the_district_uploads_its_table(at):
    made = campaign(at)
    book = put(table(made, at), DONGBAO, residents=5_000)
    with pytest.raises(NotAllowed):
        staged_table(made, at, book, by=STAFF)


def test_nothing_is_left_half_done_when_a_row_fails(at, monkeypatch):
    made = campaign(at)
    book = table(made, at)
    for place in PLACES:
        put(book, place.code, residents=5_000)
    found = staged_table(made, at, book)
    Return.objects.filter(division_code=LIANXIN).update(
        state=ReturnState.APPROVED, submitted_at=at, approved_at=at
    )
    with pytest.raises(Locked):
        applied(at, found)
    assert not Value.objects.exists()
    assert Upload.objects.get().applied_at is None
