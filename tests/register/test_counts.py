"""Counting by two dimensions: DuckDB on a file gives what the database itself gives."""

import sqlite3

import pytest
from django.db import connection

from linli.base.scope import NOWHERE, Scope
from linli.register.queries import counts
from linli.register.queries.counts import Count, count_by
from tests.register.people import COMMUNITY, DAY, DISTRICT, NEXT_DOOR, person, put, set_up

pytestmark = pytest.mark.django_db
PEOPLE = (
    ("1", "1990-01-01", COMMUNITY, "20"),
    ("2", "2024-01-01", COMMUNITY, ""),
    ("2", "1940-01-01", NEXT_DOOR, "20"),
    ("2", "", NEXT_DOOR, "60"),
)


@pytest.fixture
def counted(monkeypatch):
    """Counted by the database itself: DuckDB has a connection of its own and would not see an open transaction."""
    monkeypatch.setattr(counts, "_target", lambda: None)
    set_up()
    for sex, born, code, education in PEOPLE:
        values = {"sex": sex, "birth_date": born, "education": education}
        put(person(code, "001"), **{name: value for name, value in values.items() if value})
    dead = person()
    put(dead, sex="1", is_deceased="yes")


def test_people_who_live_here_are_counted_and_what_is_not_known_is_named(counted):
    assert count_by("sex", "age_band", Scope(DISTRICT), on=DAY) == (
        Count("1", "18-34" if DAY.year < 2025 else "35-59", 1),
        Count("2", "", 1),
        Count("2", "00-05", 1),
        Count("2", "80+", 1),
    )
    assert count_by("sex", "status", Scope(DISTRICT), on=DAY, living_here=False)[0] == Count("1", "dead", 1)


def test_a_place_is_a_community_or_a_grid_and_nowhere_is_nobody(counted):
    assert count_by("community", "education", Scope(NEXT_DOOR), on=DAY) == (
        Count(NEXT_DOOR, "20", 1),
        Count(NEXT_DOOR, "60", 1),
    )
    assert sum(one.people for one in count_by("sex", "grid", Scope(f"{COMMUNITY}G001"), on=DAY)) == 2
    assert count_by("sex", "grid", NOWHERE, on=DAY) == ()


def test_only_known_dimensions_are_counted(counted):
    with pytest.raises(LookupError):
        count_by("sex", "ethnicity", Scope(DISTRICT), on=DAY)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes an SQLite file of the rows")
def test_duckdb_reads_the_same_from_the_file(counted, tmp_path, monkeypatch):
    plain = [
        count_by(rows, columns, Scope(DISTRICT), on=DAY)
        for rows, columns in (("sex", "age_band"), ("community", "education"), ("sub_district", "status"))
    ]
    file = tmp_path / "copy.sqlite3"
    copy = sqlite3.connect(file)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'register_person'")
        copy.execute(cursor.fetchone()[0])
        cursor.execute("SELECT * FROM register_person")
        rows = [[str(v) if hasattr(v, "isoformat") else v for v in row] for row in cursor.fetchall()]
    copy.executemany(f"INSERT INTO register_person VALUES ({','.join('?' * len(rows[0]))})", rows)
    copy.commit()
    copy.close()
    monkeypatch.setattr(counts, "_target", lambda: str(file))
    assert counts._reader() is not None
    for (rows, columns), found in zip(
        (("sex", "age_band"), ("community", "education"), ("sub_district", "status")), plain, strict=True
    ):
        assert count_by(rows, columns, Scope(DISTRICT), on=DAY) == found
