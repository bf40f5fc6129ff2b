"""Counting who is in a scope, and which cells the record fills: numbers that agree with a count by hand."""

from datetime import date

import pytest

from linli.base.identity.actor import Actor
from linli.catalogue.queries import vocabulary
from linli.core.scopes import holds, read
from linli.register.actions import load_sources, merge, undo_entry
from linli.register.scoped import count_both, count_in, known_cells
from tests.catalogue.setting import load, small_seed
from tests.register.people import (
    AT,
    COMMUNITY,
    DAY,
    DISTRICT,
    ELEMENTS,
    NEXT_DOOR,
    household,
    office,
    person,
    put,
)

pytestmark = pytest.mark.django_db
PEOPLE = (
    ("1", "1990-01-01", COMMUNITY, "20"),
    ("2", "2024-01-01", COMMUNITY, ""),
    ("2", "1940-01-01", NEXT_DOOR, "20"),
    ("2", "1946-11-24", NEXT_DOOR, "60"),
    ("1", "", NEXT_DOOR, ""),
)
WORDS = (
    "人员",
    "人员，年龄满80岁",
    "人员，年龄不满80岁",
    "人员，年龄为80",
    "人员，年龄不为80",
    "人员，年龄在1至80之间",
    "人员，年龄属于2、36、80",
    "人员，年龄不属于2、36、80",
    "人员，年龄有值",
    "人员，年龄无值",
    "人员，性别为女，出生日期小于“1945-01-01”",
    "人员，性别不为女",
    "人员，学历有值，年龄大于2",
    "人员，学历无值",
    "人员，民族有值",
    "人员，民族无值",
    "人员，年龄满80岁，截至2026-11-23",
)


def prepare():
    load(small_seed(*ELEMENTS, "self.age"))
    load_sources(by=Actor.system("install"), at=AT)


@pytest.fixture
def recorded():
    prepare()
    rows = []
    for sex, born, code, education in PEOPLE:
        values = {
            "sex": sex,
            "birth_date": born,
            "education": education,
            "ethnicity": "01" if sex == "1" else "",
        }
        known = {name: value for name, value in values.items() if value}
        put(person(code, "001"), **known)
        row = {f"self.{name}": value for name, value in known.items()}
        if born:
            row["self.birth_date"] = date.fromisoformat(born)
            row["self.age"] = 0  # worked out from the birth date, but for being there
        rows.append((code, row))
    put(person(), sex="1", birth_date="1930-01-01", is_deceased="yes")
    return rows


@pytest.mark.parametrize("words", WORDS)
def test_the_database_counts_what_a_count_by_hand_gives(recorded, words):
    terms = vocabulary(DAY)
    scope = read(words, terms)
    for place in (DISTRICT, COMMUNITY):
        by_hand = sum(holds(scope, row, code, DAY, terms) for code, row in recorded if code.startswith(place))
        found = count_in(scope, [place], today=DAY, vocabulary=terms)
        assert (found.subjects, found.is_exact) == (by_hand, True)


def test_a_sealed_value_is_not_opened_for_counting_and_the_answer_says_so(recorded):
    found = count_in(
        read("人员，民族为汉族", vocabulary(DAY)), [DISTRICT], today=DAY, vocabulary=vocabulary(DAY)
    )
    assert (found.subjects, found.uncounted) == (2, ("self.ethnicity",))


def test_nowhere_is_nobody_and_communities_are_not_the_records(recorded):
    terms = vocabulary(DAY)
    assert count_in(read("人员", terms), [], today=DAY, vocabulary=terms).subjects == 0
    assert count_in(read("场所", terms), [DISTRICT], today=DAY, vocabulary=terms) is None


def test_who_both_ask_about_is_counted(recorded):
    terms = vocabulary(DAY)
    old, women = read("人员，年龄满80岁", terms), read("人员，性别为女", terms)
    assert count_both([old, women], [DISTRICT], today=DAY, vocabulary=terms).subjects == 2
    assert count_both([old, read("家庭户", terms)], [DISTRICT], today=DAY, vocabulary=terms) is None


def test_cells_that_the_record_fills_are_counted_by_element(recorded):
    terms = vocabulary(DAY)
    asked = ["self.sex", "self.age", "self.education", "self.ethnicity", "self.name", "self.spouse.name"]
    found = known_cells(read("人员", terms), [DISTRICT], asked, today=DAY, vocabulary=terms)
    assert found.rows == 5
    assert found.by_element == {
        "self.sex": 5,
        "self.age": 4,
        "self.education": 3,
        "self.ethnicity": 2,
        "self.name": 0,
        "self.spouse.name": 0,
    }


def test_what_is_known_of_somebody_found_twice_counts_once_and_what_was_taken_back_not_at_all():
    prepare()
    terms, asked = vocabulary(DAY), ["self.ethnicity", "self.mobile", "household.household_number"]
    kept, other, home = person(), person(), household()
    put(home, household_number="A1")
    put(kept, sex="1", mobile="13800000001", household=home.id)
    put(other, sex="1", ethnicity="01", mobile="13800000002")
    merge(kept=kept.id, gone=other.id, weight=9.0, reasons=["name"], by=office(), at=AT)

    def known():
        found = known_cells(read("人员", terms), [DISTRICT], asked, today=DAY, vocabulary=terms)
        return found.rows, *(found.by_element[element] for element in asked)

    assert known() == (1, 1, 1, 1)
    more = put(kept.id, employment_status="1")
    late = put(kept.id, "grid", ethnicity="02")
    undo_entry(entry_id=more.entry_id, why="录错", by=office(), at=AT)
    undo_entry(entry_id=late.entry_id, why="录错", by=office(), at=AT)
    assert known() == (1, 1, 1, 1)
    assert count_in(read("人员，民族有值", terms), [DISTRICT], today=DAY, vocabulary=terms).subjects == 1
    assert count_in(read("人员，就业状况有值", terms), [DISTRICT], today=DAY, vocabulary=terms).subjects == 0
