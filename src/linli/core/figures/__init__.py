"""统计数 · Figures: what a column of an aggregation form counts, in words, as a record, and proposed from its label."""

from .label import Proposer
from .model import Figure, Measure, elements_of
from .records import figure_of, key_of, record_of
from .values import in_period, worked_out
from .words import read, say

__all__ = [
    "Figure",
    "Measure",
    "Proposer",
    "elements_of",
    "figure_of",
    "in_period",
    "key_of",
    "read",
    "record_of",
    "say",
    "worked_out",
]
