"""What the database itself refuses, whoever asks."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.append_only import PastIsClosed
from linli.base.errors import Refusal
from linli.base.scope import Scope, ScopeMissing
from linli.register.actions import merge, undo_entry, unmerge
from linli.register.models import (
    Entry,
    Fact,
    Household,
    Merge,
    Person,
    Precedence,
    Source,
    Subject,
)
from tests.register.people import (
    AT,
    COMMUNITY,
    DISTRICT,
    NUMBERS,
    committee,
    office,
    person,
    put,
    set_up,
)

pytestmark = pytest.mark.django_db
HERE = Scope(DISTRICT)


@pytest.fixture
def two():
    """Two people with an identity number each."""
    set_up()
    pair = person(), person()
    for one, number in zip(pair, NUMBERS, strict=False):
        put(one, name="张丽", id_number=number)
    return pair


@contextmanager
def refused_by_the_database(words=None):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        yield


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize("table", ["register_fact", "register_entry"])
def test_the_ledger_is_never_changed_or_emptied(two, table):
    with refused_by_the_database("appended to"):
        sql(f"UPDATE {table} SET district = '000000'")
    with refused_by_the_database("appended to"):
        sql(f"DELETE FROM {table}")


def test_the_ledger_is_closed_to_the_orm_too(two):
    for model in (Fact, Entry):
        rows = model.objects.in_scope(HERE)
        for act in (lambda rows=rows: rows.update(district="1"), rows.delete):
            with pytest.raises(PastIsClosed):
                act()


def test_personal_tables_are_not_read_without_a_place(two):
    for model in (Fact, Person, Household, Subject, Merge):
        with pytest.raises(ScopeMissing):
            list(model.objects.all())


def test_a_scope_down_to_a_grid_sees_that_grid_only(two):
    inside, outside = person(grid="012"), person(grid="013")
    put(inside, name="李明")
    put(outside, name="王强")
    found = Person.objects.in_scope(Scope(f"{COMMUNITY}G012")).values_list("id", flat=True)
    assert list(found) == [inside.id]


def test_two_numbers_are_merged_by_two_people_or_not_at_all(two):
    kept, gone = (one.id for one in two)
    said = {"kept": kept, "gone": gone, "weight": 9.0, "reasons": ["name"], "by": office(), "at": AT}
    for second in (None, office()):  # nobody, and oneself in another post
        with pytest.raises(Refusal) as refused:
            merge(**said, second=second)
        assert refused.value.code == "register.merge_needs_two"
    made = merge(**said, second=office(22))
    assert (made.both_numbered, made.second_account_id is not None) == (True, True)


def test_the_database_holds_to_the_second_person_as_well(two):
    kept, gone = (one.id for one in two)
    row = {
        "district": DISTRICT,
        "division_code": COMMUNITY,
        "kept_id": kept,
        "gone_id": gone,
        "merged_at": AT,
        "account_id": office().account_id,
        "merged_label": "区社区办",
    }
    with refused_by_the_database("both_numbered"):
        Merge.objects.create(**row, both_numbered=False)
    with refused_by_the_database():
        Merge.objects.create(**row, both_numbered=True)
    with refused_by_the_database():
        Merge.objects.create(**row, both_numbered=True, second_account_id=office().account_id)


def test_a_merge_ends_once_and_says_why(two):
    third = person()
    put(third, name="张丽")
    made = merge(kept=two[0].id, gone=third.id, weight=None, reasons=["name"], by=office(), at=AT)
    with refused_by_the_database("ended once"):
        Merge.objects.in_scope(HERE).filter(pk=made.pk).update(reasons=[], merged_label="别人")
    with pytest.raises(Refusal):
        unmerge(merge_id=made.pk, why=" ", by=office(), at=AT)
    unmerge(merge_id=made.pk, why="不是同一个人", by=office(), at=AT + timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        unmerge(merge_id=made.pk, why="再拆一次", by=office(), at=AT)
    assert refused.value.code == "register.unmerged_already"
    with refused_by_the_database("ended once"):
        sql("DELETE FROM register_merge")


def test_rows_hold_together(two):
    set_of = {"district": DISTRICT, "division_code": COMMUNITY}
    with refused_by_the_database():
        Household.objects.create(id=two[0].id, **set_of, size=0, status="live")
    with refused_by_the_database():
        Person.objects.in_scope(HERE).filter(pk=two[0].id).update(status="gone")
    with refused_by_the_database():
        Precedence.objects.create(
            element="*", sources=[], valid_from=date(2026, 1, 1), why="", recorded_at=AT
        )
    with refused_by_the_database():
        Source.objects.create(code="police", name_zh="公安", name_en="Police", department="police")


def test_an_entry_is_undone_once_with_a_reason_and_in_ones_own_area(two):
    made = put(two[0].id, mobile="13900000001")
    for why, by, code in (
        ("", office(), "needs_reason"),
        ("录错了", committee("350802001002", 12), "entry_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            undo_entry(entry_id=made.entry_id, why=why, by=by, at=AT)
        assert refused.value.code in (f"register.{code}", "register.not_allowed")
    undoing = undo_entry(entry_id=made.entry_id, why="录错了", by=committee(), at=AT)
    for entry_id, code in ((made.entry_id, "already_undone"), (undoing, "undo_is_final")):
        with pytest.raises(Refusal) as refused:
            undo_entry(entry_id=entry_id, why="再撤销", by=office(), at=AT)
        assert refused.value.code == f"register.{code}"
