"""Characters that nobody sees: they come along when text is copied from web pages and chats."""

import pytest

from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.cells import parse_cell
from linli.base.imports.columns import Column, Kind

NAME = Column("name", ("姓名",), Kind.TEXT, required=True, max_length=50)
NUMBER = Column("homes", ("户数",), Kind.INTEGER)


@pytest.mark.parametrize("unseen", ["\u200b", "\u200e", "\u202c", "\u2060", "\ufeff", "\u00ad"])
def test_what_nobody_sees_is_not_part_of_a_value(unseen):
    assert parse_cell(f"李{unseen}四{unseen}", NAME) == "李四"
    assert parse_cell(f"{unseen}1,200", NUMBER) == 1200


def test_a_cell_with_nothing_to_see_is_empty():
    with pytest.raises(CellProblem) as found:
        parse_cell("\u200b\u200b", NAME)
    assert found.value.code == "value_missing"


def test_rare_characters_stay_as_they_are():
    assert [parse_cell(name, NAME) for name in ("㛃䶮", "王𬭎")] == ["㛃䶮", "王𬭎"]
