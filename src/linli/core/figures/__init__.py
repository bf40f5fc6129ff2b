"""统计数 · Figures: what a column of an aggregation form counts, in words, as a record, and proposed from its label."""

from .columns import proposed
from .label import Proposer
from .model import Figure, Measure, elements_of
from .records import figure_of, key_of, record_of
from .sums import Mismatch, Sum, mismatches, sums_of
from .tally import Column, Rows, Tallied, tally
from .values import in_period, worked_out
from .words import read, say

__all__ = [
    "Column",
    "Figure",
    "Measure",
    "Mismatch",
    "Proposer",
    "Rows",
    "Sum",
    "Tallied",
    "elements_of",
    "figure_of",
    "in_period",
    "key_of",
    "mismatches",
    "proposed",
    "read",
    "record_of",
    "say",
    "sums_of",
    "tally",
    "worked_out",
]
