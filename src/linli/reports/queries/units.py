"""The rules' units as the report writes them."""

from typing import Final

from linli.core.tabulate.units import COUNT, HOUSEHOLD, NUMBER, PERSON, PIECE, SQUARE_METRE, YUAN, Unit

_UNITS: Final = {
    "yuan": YUAN,
    "yuan_per_month": YUAN,
    "yuan_per_year": YUAN,
    "m2": SQUARE_METRE,
    "person": PERSON,
    "household": HOUSEHOLD,
    "post": PIECE,
    "grid": PIECE,
    "item": PIECE,
    "yes_no": COUNT,
    "payment": COUNT,
    "request": COUNT,
    "meeting": COUNT,
    "time": COUNT,
    "day": COUNT,
}


def unit_of(code: str) -> Unit:
    """The unit of a finding; a plain number where the report has no word for it."""
    return _UNITS.get(code, NUMBER)
