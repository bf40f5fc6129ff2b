"""差距 · Gaps: one community's answers held against the rules, what falls short, and what closing it costs."""

from .assess import Assessment, Verdict, assess
from .costs import Cost, CostKind, CostPart, NewOffice, new_office
from .facts import Facts
from .model import GUARANTEES, Basis, Finding, Guarantee, RowVerdict, Sense, State
from .rollup import RollUp, Tally, roll_up
from .standards import Document, Standard, Standards

__all__ = [
    "GUARANTEES",
    "Assessment",
    "Basis",
    "Cost",
    "CostKind",
    "CostPart",
    "Document",
    "Facts",
    "Finding",
    "Guarantee",
    "NewOffice",
    "RollUp",
    "RowVerdict",
    "Sense",
    "Standard",
    "Standards",
    "State",
    "Tally",
    "Verdict",
    "assess",
    "new_office",
    "roll_up",
]
