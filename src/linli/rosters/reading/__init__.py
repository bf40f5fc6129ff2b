"""From a file to checked rows: the sheet and its heading, the columns, the values, what is wrong with them."""

from linli.rosters.reading.findings import Finding, Findings
from linli.rosters.reading.rows import ReadRoster, ReadRow, read_roster
from linli.rosters.reading.sheets import FoundTable, find_table, guess_columns

__all__ = [
    "Finding",
    "Findings",
    "FoundTable",
    "ReadRoster",
    "ReadRow",
    "find_table",
    "guess_columns",
    "read_roster",
]
