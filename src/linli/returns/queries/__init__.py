"""Reads of the room."""

from linli.returns.queries.lists import (
    Asked,
    PeriodStand,
    arrived,
    asked_of,
    due_days,
    passed_on,
    stands_of,
    to_approve,
)
from linli.returns.queries.table import Difference, Opened, ShownCell, ShownRow, Table, cell, difference, opened, table

__all__ = [
    "Asked",
    "Difference",
    "Opened",
    "PeriodStand",
    "ShownCell",
    "ShownRow",
    "Table",
    "arrived",
    "asked_of",
    "cell",
    "difference",
    "due_days",
    "opened",
    "passed_on",
    "stands_of",
    "table",
    "to_approve",
]
