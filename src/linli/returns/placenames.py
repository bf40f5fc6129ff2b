"""Which cells of a form ask for the name of the place itself, and how many digits of the code name it."""

from collections.abc import Iterable, Mapping
from datetime import date

from linli.core.filling import Value
from linli.forms.counting import COMMUNITY, NAMES, PLACE_HEADS, SUB_DISTRICT, place_digits
from linli.returns.plan import Column, Plan
from linli.territory import queries as territory

HEADS = {element: digits for digits, element in NAMES.items()}


def digits_of(column: Column, *, in_row: bool = True) -> int:
    """9 for the sub-district's name, 12 for the community's, 0 for a cell that asks for no name of a place."""
    own = HEADS.get(column.element.code if column.element else "", 0)
    label = column.field.label
    return own or (place_digits(label) if in_row else PLACE_HEADS.get(label.strip("：: "), 0))


def names_of(code: str, on: date) -> Mapping[int, str]:
    """By digits the names of a community and its sub-district on a day. One query."""
    return names_of_many([code], on)[code]


def names_of_many(codes: Iterable[str], on: date) -> dict[str, dict[int, str]]:
    """The same of many communities. One query."""
    above = {code: code[:SUB_DISTRICT].ljust(COMMUNITY, "0") for code in codes}
    found = territory.names([*above, *set(above.values())], on)
    return {
        code: {COMMUNITY: found.get(code, ""), SUB_DISTRICT: found.get(street, "")}
        for code, street in above.items()
    }


def head_of(plan: Plan, code: str, on: date) -> dict[int, Value | None]:
    """What stands once above a list: which community."""
    names = names_of(code, on) if plan.head else {}
    asked = {one.field.position: digits_of(one, in_row=False) for one in plan.head}
    return {position: names[digits] for position, digits in asked.items() if digits and names[digits]}
