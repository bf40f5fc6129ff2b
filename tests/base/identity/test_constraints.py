"""What the database itself refuses, whoever writes: rows are inserted without any action."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.identity.models import Account, Body, Holding, Post
from linli.base.identity.states import ADMINISTRATOR_ROLES, BodyKind, Role
from tests.factories import LONG_AGO, post_for

pytestmark = pytest.mark.django_db
OTHERS = [role for role in Role if role not in ADMINISTRATOR_ROLES]


def hold(account: Account, role: Role, code: str = "350802", **fields) -> Holding:
    post = post_for(role, code)
    return Holding.objects.bulk_create(
        [Holding(account=account, post=post, role=role, began_at=LONG_AGO, **fields)]
    )[0]


@pytest.mark.parametrize("first", ADMINISTRATOR_ROLES)
@pytest.mark.parametrize("second", ADMINISTRATOR_ROLES)
def test_no_account_holds_two_administrators(first: Role, second: Role):
    account = Account.objects.create(username="one")
    hold(account, first)
    with pytest.raises(IntegrityError):
        hold(account, second)


@pytest.mark.parametrize("administrator", ADMINISTRATOR_ROLES)
@pytest.mark.parametrize("other", OTHERS)
def test_an_administrator_holds_nothing_that_sees_data(administrator: Role, other: Role):
    first, second = Account.objects.create(username="one"), Account.objects.create(username="two")
    hold(first, administrator)
    hold(second, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(first, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(second, administrator)


def test_an_ended_holding_does_not_stand_in_the_way_and_cannot_be_opened_again():
    account = Account.objects.create(username="one")
    ended = hold(account, Role.SYSTEM_ADMIN, ended_at=LONG_AGO)
    hold(account, Role.COMMITTEE)
    with pytest.raises(IntegrityError):
        Holding.objects.filter(pk=ended.pk).update(ended_at=None)


def test_a_holding_cannot_be_relabelled():
    account = Account.objects.create(username="one")
    post = post_for(Role.SYSTEM_ADMIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.bulk_create(
            [Holding(account=account, post=post, role=Role.RESIDENT, began_at=LONG_AGO)]
        )
    holding = hold(account, Role.COMMITTEE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(pk=holding.pk).update(role=Role.SYSTEM_ADMIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(role=Role.COMMITTEE)


def test_raw_sql_is_refused_too():
    account = Account.objects.create(username="one")
    hold(account, Role.AUDIT_ADMIN)
    work = hold(Account.objects.create(username="two"), Role.COMMITTEE)
    ids = [account.pk, work.pk] if connection.vendor == "postgresql" else [account.pk.hex, work.pk.hex]
    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute("UPDATE identity_holding SET account_id = %s WHERE id = %s", ids)


def test_a_post_has_one_holder_at_a_time():
    post = post_for(Role.COMMITTEE, "350802001001")
    rows = [
        Holding(account=Account.objects.create(username=name), post=post, role=post.role, began_at=LONG_AGO)
        for name in ("one", "two")
    ]
    with pytest.raises(IntegrityError):
        Holding.objects.bulk_create(rows)


def test_a_holding_ends_after_it_began():
    account = Account.objects.create(username="one")
    with pytest.raises(IntegrityError):
        hold(account, Role.COMMITTEE, ended_at=LONG_AGO - timedelta(days=1))


def test_only_grid_officers_have_a_grid():
    body = Body.objects.create(kind=BodyKind.RESIDENTS_COMMITTEE, name="东门", division_code="350802001001")
    with pytest.raises(IntegrityError):
        Post.objects.create(
            body=body, role=Role.COMMITTEE, title="x", division_code="350802001001", grid_suffix="001"
        )


def test_a_body_is_named_once_in_a_place():
    Body.objects.create(kind=BodyKind.DEPARTMENT, name="民政局", division_code="350802")
    Body.objects.create(kind=BodyKind.DEPARTMENT, name="民政局", division_code="350803")
    with pytest.raises(IntegrityError):
        Body.objects.create(kind=BodyKind.OPERATOR, name="民政局", division_code="350802")
