"""What communities keep: refusals nobody can change, and one list of what they bear."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from linli.base.append_only import PastIsClosed
from linli.base.errors import NotAllowed, Refusal
from linli.base.scope import Scope
from linli.mandates import actions, queries
from linli.mandates.models import CommunityRefusal
from linli.mandates.states import BurdenKind, Ground

from .making import AT, DONGFENG, DONGMEN, committee

pytestmark = pytest.mark.django_db


def refused(by=None, **changes) -> CommunityRefusal:
    said = {
        "code": DONGMEN,
        "department": "某局",
        "ground": Ground.NO_NUMBER,
        "what": "要求三天内报一份台账",
        "on_date": date(2026, 3, 1),
    }
    return actions.record_refusal(**(said | changes), by=by or committee(), at=AT)


def test_a_community_refuses_what_has_no_number():
    made = refused(number_shown="没有编号")
    assert (made.mandate, made.number_shown) == (None, "没有编号")
    board = queries.burden_board(Scope("350802"), on=date(2026, 3, 2))
    assert [(one.department, one.refusals) for one in board.departments] == [("某局", 1)]


def test_a_refusal_is_protected():
    made = refused()
    made.what = "改掉"
    with pytest.raises(PastIsClosed):
        made.save()
    with pytest.raises(PastIsClosed):
        CommunityRefusal.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE mandates_communityrefusal SET what = 'x'")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": " "}, "mandates.what_missing"),
        ({"department": ""}, "mandates.what_missing"),
        ({"on_date": date(2026, 4, 1)}, "mandates.future_day"),
    ],
)
def test_a_refusal_says_who_what_and_when(changes, code):
    with pytest.raises(Refusal) as caught:
        refused(**changes)
    assert caught.value.code == code


def test_only_the_community_itself_keeps_its_records():
    with pytest.raises(NotAllowed):
        refused(by=committee(DONGFENG))


def kept(**changes):
    said = {
        "code": DONGMEN,
        "kind": BurdenKind.PLAQUE,
        "title": "某某工作站",
        "department": "某局",
        "times_per_year": 1,
        "since_date": date(2025, 1, 1),
    }
    return actions.keep_burden_item(**(said | changes), by=committee(), at=AT)


def test_the_list_of_the_five_too_manys():
    item = kept()
    kept(kind=BurdenKind.LEDGER, title="台账")
    with pytest.raises(Refusal) as caught:
        kept()
    assert caught.value.code == "mandates.item_there"
    board = queries.burden_board(Scope(DONGMEN), on=date(2026, 3, 2))
    assert dict(board.kinds)[BurdenKind.PLAQUE] == 1
    actions.end_burden_item(item_id=item.pk, until_date=date(2026, 3, 1), by=committee(), at=AT)
    assert dict(queries.burden_board(Scope(DONGMEN), on=date(2026, 3, 2)).kinds)[BurdenKind.PLAQUE] == 0
    assert dict(queries.burden_board(Scope(DONGMEN), on=date(2025, 6, 1)).kinds)[BurdenKind.PLAQUE] == 1
    assert kept()  # hung up again: a new row
