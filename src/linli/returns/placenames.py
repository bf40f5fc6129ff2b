"""Which cells of a form ask for the name of the place itself, and how many digits of the code name it."""

from collections.abc import Iterable, Mapping
from datetime import date

from linli.forms.counting import COMMUNITY, NAMES, SUB_DISTRICT, place_digits
from linli.returns.plan import Column
from linli.territory import queries as territory

HEADS = {element: digits for digits, element in NAMES.items()}


def digits_of(column: Column, *, in_row: bool = True) -> int:
    """9 for the sub-district's name, 12 for the community's, 0 for a cell that asks for no name of a place."""
    own = HEADS.get(column.element.code if column.element else "", 0)
    return own or place_digits(column.field.label, in_row=in_row)


def names_of(code: str, on: date) -> Mapping[int, str]:
    """By digits the names of a community and its sub-district on a day. One query."""
    return names_of_many([code], on)[code]


def names_of_many(codes: Iterable[str], on: date) -> dict[str, dict[int, str]]:
    """The same of many communities. One query."""
    above = {code: code[:SUB_DISTRICT] for code in codes}
    found = territory.names([*above, *set(above.values())], on)
    return {
        code: {COMMUNITY: found.get(code, ""), SUB_DISTRICT: found.get(street, "")}
        for code, street in above.items()
    }
