"""Ids of large tables: short on SQLite, the database's own on PostgreSQL, UUIDs for everybody who reads them."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from linli.base.ids import CompactUUIDField, uuid7, uuid_of
from linli.register.models import Subject


@given(st.uuids())
def test_a_uuid_made_fast_is_the_same_uuid(one):
    made = uuid_of(one.bytes)
    assert (made, hash(made), str(made), made.version) == (one, hash(one), str(one), one.version)


def test_ids_are_in_the_order_in_which_they_were_made():
    made = [uuid7() for _ in range(1000)]
    assert made == sorted(made)


@pytest.mark.django_db
def test_the_column_is_short_and_hands_back_uuids():
    field = CompactUUIDField()
    one = uuid7()
    short = connection.vendor == "sqlite"
    assert field.db_type(connection) == ("blob" if short else "uuid")
    assert field.get_db_prep_value(str(one), connection) == (one.bytes if short else one)
    assert field.from_db_value(one.bytes, None, connection) == one
    assert field.from_db_value(None, None, connection) is None
    assert isinstance(Subject._meta.pk, CompactUUIDField)
