"""A value from the door whose own time is over goes with the fact that it became."""

import pytest
from django.db import DatabaseError, connection, transaction

from linli.base.scope import Scope
from linli.register.actions import DueFact, erase_values
from linli.register.models import Fact
from linli.visits.brought import clear
from linli.visits.models import CollectedValue
from tests.visits.setting import AT, INSTALL, Phone, collect, furnish, officer_account, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought() -> CollectedValue:
    furnish()
    home = settle()
    collect("self.phone", purpose="contact")
    phone = Phone.of(officer_account())
    phone.hand_in(phone.visit(home, (home.people[0], "self.phone", phone_version(home), "13912340000")))
    return CollectedValue.objects.get(element="self.phone")


def phone_version(home) -> str:
    rows = Fact.objects.in_scope(Scope("")).filter(subject=home.people[0], element="self.phone")
    last = rows.order_by("id").last()
    return str(last.pk) if last else ""


def test_the_copy_from_the_door_is_destroyed_with_the_value(brought):
    assert clear(brought) == "13912340000"
    due = DueFact(brought.fact, brought.subject, brought.district, brought.element, "left+6")
    erase_values(due=[due], by=INSTALL, at=AT)
    brought.refresh_from_db()
    assert (bytes(brought.sealed), clear(brought)) == (b"", "")


def test_the_database_keeps_what_is_not_on_the_list(brought):
    nothing = "''::bytea" if connection.vendor == "postgresql" else "x''"
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE visits_collectedvalue SET sealed = {nothing}")
    brought.refresh_from_db()
    assert clear(brought) == "13912340000"
