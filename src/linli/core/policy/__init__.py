"""政策包 · Policy packs: which value held on this day in this place, by which document."""

from .compare import Change, Difference, compare
from .errors import PackError, PolicyError
from .inputs import Given
from .load import assemble, load_directory
from .model import (
    Case,
    Dated,
    Document,
    Entry,
    Guarantee,
    HeldValue,
    Input,
    Pack,
    Reason,
    Rule,
    Sense,
    Status,
)
from .parse import parse_term
from .rulebook import Rulebook, Span
from .terms import Amount, Boundary, Brackets, Held, Item, Listing, Product, Range, Ratio, Reading, Step, Term
from .units import UNITS, Names, Unit, in_square_metres

__all__ = [
    "UNITS",
    "Amount",
    "Boundary",
    "Brackets",
    "Case",
    "Change",
    "Dated",
    "Difference",
    "Document",
    "Entry",
    "Given",
    "Guarantee",
    "Held",
    "HeldValue",
    "Input",
    "Item",
    "Listing",
    "Names",
    "Pack",
    "PackError",
    "PolicyError",
    "Product",
    "Range",
    "Ratio",
    "Reading",
    "Reason",
    "Rule",
    "Rulebook",
    "Sense",
    "Span",
    "Status",
    "Step",
    "Term",
    "Unit",
    "assemble",
    "compare",
    "in_square_metres",
    "load_directory",
    "parse_term",
]
