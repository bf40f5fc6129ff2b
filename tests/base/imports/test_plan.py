"""The dry run: what is new, changed and the same, and that a second time changes nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.base.imports.columns import Column, Schema
from linli.base.imports.plan import FieldChange, canonical, plan_import, table_digest
from linli.base.imports.reader import read_workbook
from linli.base.imports.table import ParsedRow, ParsedTable, read_table
from tests.base.imports import files
from tests.base.imports.schemas import COMMUNITIES, GOOD, HEAD

pytestmark = pytest.mark.one_database

HELD = {
    "name": "永兴社区",
    "area": Decimal("160.00"),
    "approval": Decimal("0.96"),
    "founded": date(2008, 3, 15),
    "chief_id": "35080219600101001X",
}
KEY = ("350802001001",)
SMALL = Schema("small", (Column("key", ("键",)), Column("value", ("值",))), key=("key",))


def table_of(*rows: Any) -> ParsedTable:
    return read_table(read_workbook(files.xlsx((HEAD, *rows)), name="社区.xlsx"), COMMUNITIES)


def test_new_changed_same_and_absent() -> None:
    table = table_of(
        GOOD, ("350802001002", "东宝社区", 2, None, None, None), ("350802001003", "莲新", 9, None, None, None)
    )
    held = {KEY: HELD, ("350802001002",): {**HELD, "name": "东宝社区"}, ("350802001009",): HELD}
    plan = plan_import(table, held)
    assert plan.ok
    assert plan.same == 1
    assert [(item.key, item.row) for item in plan.new] == [(("350802001003",), 4)]
    assert [(item.key, item.row, item.changes) for item in plan.changed] == [
        (("350802001002",), 3, (FieldChange("area", Decimal("160.00"), Decimal(2)),))
    ]
    assert plan.absent == (("350802001009",),)
    assert not plan.changes_nothing


def test_the_same_file_again_changes_nothing() -> None:
    table = table_of(GOOD)
    first = plan_import(table, {})
    held = {item.key: dict(item.values) for item in first.new}
    again = plan_import(table, held)
    assert again.changes_nothing
    assert again.same == 1


def test_an_empty_cell_leaves_what_is_held_unless_blanks_clear() -> None:
    table = table_of((*GOOD[:2], None, *GOOD[3:]))
    assert plan_import(table, {KEY: HELD}).changes_nothing
    cleared = plan_import(table, {KEY: HELD}, clear_blanks=True)
    assert cleared.changed[0].changes == (FieldChange("area", Decimal("160.00"), None),)


def test_only_named_fields_are_compared() -> None:
    table = table_of((*GOOD[:2], 5, *GOOD[3:]))
    assert plan_import(table, {KEY: HELD}, fields=["name"]).changes_nothing


def test_the_digest_names_the_change_not_the_order_or_the_format() -> None:
    other = ("350802001002", *GOOD[1:])
    one, two = table_of(GOOD, other), table_of(other, GOOD)
    assert plan_import(one, {}).digest == plan_import(two, {}).digest
    assert table_digest(one) == table_digest(two)
    as_text = read_table(read_workbook(files.text((HEAD, GOOD, other))), COMMUNITIES)
    assert table_digest(as_text) == table_digest(one)
    assert plan_import(one, {}).digest != plan_import(one, {KEY: {**HELD, "area": 1}}).digest
    moved_on = plan_import(one, {KEY: {**HELD, "area": 2}}).digest
    assert plan_import(one, {KEY: {**HELD, "area": 1}}).digest != moved_on


def test_a_schema_without_key_cannot_be_planned() -> None:
    schema = Schema("loose", (Column("name", ("名",)),))
    with pytest.raises(ValueError, match="no key"):
        plan_import(ParsedTable("", "", schema), {})


def test_a_schema_with_a_heading_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="headings used twice"):
        Schema("twice", (Column("a", ("名",)), Column("b", ("名 *",))))


def test_one_form_of_every_value() -> None:
    assert canonical(12) == canonical(12.0) == canonical(Decimal("12.00")) == "12"
    assert canonical(Decimal("1E+2")) == canonical(100) == "100"
    assert canonical("") == canonical(None) == ""
    assert canonical(True) == "true"
    assert canonical(date(2008, 3, 15)) == "2008-03-15"


VALUES = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.sampled_from(["", "x", "y"]), max_size=6)


@settings(max_examples=80, deadline=None)
@given(VALUES, VALUES)
def test_carrying_out_a_plan_makes_the_next_plan_empty(file: dict[str, str], held: dict[str, str]) -> None:
    rows = tuple(
        ParsedRow(at, {"key": key, "value": value}) for at, (key, value) in enumerate(file.items(), 2)
    )
    table = ParsedTable("f", "s", SMALL, rows, places={"key": (0, "键"), "value": (1, "值")})
    before = {(key,): {"value": value} for key, value in held.items()}
    plan = plan_import(table, before, clear_blanks=True)
    after = dict(before)
    for item in (*plan.new, *plan.changed):
        after[item.key] = {"value": item.values["value"]}
    assert plan_import(table, after, clear_blanks=True).changes_nothing
    assert len(plan.new) + len(plan.changed) + plan.same == len(file)
    assert {after[(key,)]["value"] for key in file} == set(file.values())
