"""A community answers in its workbook; what is wrong with one is told with sheet, row, column, reason, remedy."""

import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import openpyxl
import pytest
import xlwt

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.imports.problems import problem_text
from linli.base.imports.reader import FileRefused
from linli.base.scope import Scope
from linli.surveys import actions, queries
from linli.surveys.models import Campaign, Upload, Value
from linli.surveys.queries.returns import community_return
from linli.surveys.rules import Locked
from linli.surveys.states import ReturnState
from linli.surveys.workbook import community_workbook
from tests.surveys.making import (
    DONGBAO,
    OFFICE,
    OTHER_STAFF,
    STAFF,
    YONGXING,
    answer,
    campaign,
    hand_in,
    return_of,
    values_of,
)
from tests.surveys.sheets import Book

pytestmark = pytest.mark.django_db


def downloaded(made: Campaign, at, code: str = DONGBAO) -> Book:
    info = community_return(made.id, code, scope=Scope(""), as_of=at.date())
    return Book(community_workbook(info, at=at))


def staged(made: Campaign, at, book: Book, code: str = DONGBAO, by=STAFF) -> actions.Staged:
    return actions.stage_community(
        campaign_id=made.id, code=code, file=book.bytes(), name="东宝.xlsx", by=by, at=at
    )


def applied(at, found: actions.Staged, by=STAFF) -> actions.Applied:
    assert isinstance(found.upload_id, UUID)
    return actions.apply_upload(upload_id=found.upload_id, by=by, at=at)


FILLED = {
    "community_kind": "纯居型",
    "residents": "５，０２１",
    "households": "1,700",
    "posts_approved": 6,
    "office_tenure": "自有",
    "office_area": "160.5平方米",
    "founded_date": "2002年3月15日",
    "approval_spent": "30万元",
    "appraisal_approval": "96.5%",
    "meeting_room": "有",
}


def test_a_community_answers_in_its_workbook(at):
    made = campaign(at)
    book = downloaded(made, at).answer(**FILLED)
    book.rows(
        "staff",
        {"post": "主任", "sex": "男", "age": 48, "education": "大专", "stipend_paid": 700},
        {"post": "专职委员", "trained_date": "2008/5/6"},
    )
    book.rows(
        "funds", {"source": "区", "earmark": "人员经费", "month": "2026-03", "due": "1.8万", "received": 0}
    )
    found = staged(made, at, book)
    assert found.problems == ()
    assert len(found.preview.new) == 10 + 7 + 5
    assert not Value.objects.exists()  # a dry run writes no answers
    applied(at, found)
    assert values_of(made.id) == {
        "community_kind": "urban",
        "residents": 5_021,
        "households": 1_700,
        "posts_approved": 6,
        "office_tenure": "own",
        "office_area": Decimal("160.5"),
        "founded_date": date(2002, 3, 15),
        "approval_spent": Decimal(300_000),
        "appraisal_approval": Decimal("96.5"),
        "meeting_room": True,
    }
    held = queries.answers(made.id, states=list(ReturnState))[DONGBAO]
    assert held.groups["staff"][1] == {"post": "full_time", "trained_date": date(2008, 5, 6)}
    assert held.groups["funds"] == (
        {
            "source": "district",
            "earmark": "staff",
            "month": date(2026, 3, 1),
            "due": Decimal(18_000),
            "received": Decimal(0),
        },
    )


def test_the_same_file_twice_changes_nothing(at):
    made = campaign(at)
    book = downloaded(made, at).answer(**FILLED).rows("staff", {"post": "主任"}, {"post": "专职委员"})
    applied(at, staged(made, at, book))
    before = (Value.objects.count(), AuditEntry.objects.count(), Upload.objects.count())
    again = staged(made, at, book)
    assert again.upload_id is None
    assert again.preview.changes_nothing
    assert (Value.objects.count(), AuditEntry.objects.count(), Upload.objects.count()) == before


def test_an_upload_is_applied_once_and_by_its_own_post(at):
    made = campaign(at)
    found = staged(made, at, downloaded(made, at).answer(residents=5_000))
    other = type(STAFF)(None, UUID(int=1), STAFF.role, STAFF.scope, "别的岗位")
    with pytest.raises(NotFound):
        applied(at, found, other)
    applied(at, found)
    with pytest.raises(Refusal) as caught:
        applied(at, found)
    assert caught.value.code == "surveys.applied_already"
    assert Upload.objects.get().changes == []


def test_the_difference_is_shown_before_and_after(at):
    made = campaign(at)
    row = return_of(made)
    answer(row, at, {"residents": 5_000, "households": 1_700, "grids": 9})
    book = downloaded(made, at)
    assert book.cell("residents").value == 5_000
    found = staged(made, at, book.answer(residents=5_100, grids=None, plaques=20)).preview
    assert [(d.key[2], d.before, d.after) for d in found.changed] == [("residents", 5_000, 5_100)]
    assert [(d.key[2], d.before) for d in found.removed] == [("grids", 9)]
    assert [(d.key[2], d.after) for d in found.new] == [("plaques", 20)]


def test_answers_given_on_the_page_meanwhile_are_left_alone(at):
    made = campaign(at)
    row = return_of(made)
    answer(row, at, {"residents": 5_000, "households": 1_700})
    book = downloaded(made, at).answer(households=1_650)
    answer(row, at, {"residents": 5_200, "grids": 12})  # on the page, after the download
    done = applied(at, staged(made, at, book))
    assert done.saved.conflicts == ()
    assert values_of(made.id) == {"residents": 5_200, "households": 1_650, "grids": 12}


def test_both_changed_the_same_answer(at):
    made = campaign(at)
    row = return_of(made)
    answer(row, at, {"residents": 5_000})
    book = downloaded(made, at).answer(residents=4_900)
    answer(row, at, {"residents": 5_200})
    found = staged(made, at, book)
    assert [(c.mine, c.theirs.value) for c in found.preview.conflicts] == [(4_900, 5_200)]
    done = applied(at, found)
    assert [c.mine for c in done.saved.conflicts] == [4_900]
    assert values_of(made.id) == {"residents": 5_200}


def test_rows_are_known_by_their_number(at):
    made = campaign(at)
    first = downloaded(made, at).rows(
        "staff", {"post": "主任", "age": 48}, {"post": "副主任"}, {"post": "兼职委员"}
    )
    applied(at, staged(made, at, first))
    book = downloaded(made, at)
    book.rows("staff", {"age": 49}, {"post": None}, {}, {"post": "专职委员"})
    found = staged(made, at, book)
    applied(at, found)
    held = queries.answers(made.id, states=list(ReturnState))[DONGBAO]
    assert held.groups["staff"] == (
        {"post": "chief", "age": 49},
        {"post": "part_time"},
        {"post": "full_time"},
    )


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"office_area": -5}, "too_small", "D"),
        ({"appraisal_approval": "103%"}, "rate_out_of_range", "D"),
        ({"residents": "约五千"}, "not_a_number", "D"),
        ({"residents": 12.5}, "not_an_integer", "D"),
        ({"community_kind": "农村"}, "not_a_choice", "D"),
        ({"founded_date": "2002-02-30"}, "date_impossible", "D"),
        ({"residents": "=1/0"}, "formula_uncalculated", "D"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(at, cells, code, column):
    made = campaign(at)
    book = downloaded(made, at).answer(households=1_700, **cells)
    found = staged(made, at, book)
    (problem,) = found.problems
    assert (problem.code, problem.column) == (code, column)
    assert problem.row == book.cell(next(iter(cells))).row
    text = problem_text(problem)
    assert "问题" in text.place
    assert text.reason
    assert text.remedy
    assert found.upload_id is None
    assert not Upload.objects.exists()


def test_a_wrong_cell_in_a_row_is_named_with_its_place(at):
    made = campaign(at)
    book = downloaded(made, at).rows("staff", {"post": "主任", "age": 8}, {"post": "区长"})
    places = [(p.row, p.code) for p in staged(made, at, book).problems]
    assert places == [(4, "too_small"), (5, "not_a_choice")]


def test_the_wrong_workbook_is_refused_with_words(at):
    made, other = campaign(at), campaign(at)
    wrong = {
        "template_other_place": downloaded(made, at, YONGXING),
        "template_other_campaign": downloaded(other, at),
        "template_unrecognised": Book(_empty_book()),
    }
    for code, book in wrong.items():
        found = staged(made, at, book)
        assert [problem.code for problem in found.problems] == [code]
        assert str(problem_text(found.problems[0]))


def _empty_book() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def test_a_file_that_is_no_workbook_is_refused_with_words(at):
    made = campaign(at)
    for data, code in (
        (b"", "kind_empty"),
        (b"%PDF-1.7", "kind_pdf"),
        (b"PK\x03\x04rubbish", "file_damaged"),
    ):
        with pytest.raises(FileRefused) as caught:
            actions.stage_community(
                campaign_id=made.id, code=DONGBAO, file=data, name="x.xlsx", by=STAFF, at=at
            )
        assert caught.value.code == f"imports.{code}"
        assert caught.value.remedy


def test_an_old_workbook_named_xlsx_is_told_by_its_bytes(at):
    made = campaign(at)
    old = xlwt.Workbook()
    old.add_sheet("问题").write(0, 0, "x")
    out = io.BytesIO()
    old.save(out)
    found = actions.stage_community(
        campaign_id=made.id, code=DONGBAO, file=out.getvalue(), name="东宝.xlsx", by=STAFF, at=at
    )
    assert [problem.code for problem in found.problems] == ["template_unrecognised"]


def test_who_may_upload_when(at):
    made = campaign(at)
    book = downloaded(made, at).answer(residents=5_000)
    with pytest.raises((NotAllowed, NotFound)):
        staged(made, at, book, by=OTHER_STAFF)
    with pytest.raises(NotAllowed):
        staged(made, at, book, by=OFFICE)
    hand_in(return_of(made), at)
    with pytest.raises(Refusal) as caught:
        staged(made, at, book)
    assert caught.value.code == "surveys.submitted"
    actions.close_campaign(campaign_id=made.id, by=OFFICE, at=at)
    with pytest.raises(Locked):
        staged(made, at, book)


def test_dry_runs_without_a_yes_are_not_kept_long(at):
    made = campaign(at)
    book = downloaded(made, at).answer(residents=5_000)
    staged(made, at, book)
    staged(made, at + timedelta(days=2), book)
    assert Upload.objects.count() == 1
