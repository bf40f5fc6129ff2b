"""Primary and complementary suppression in a two-way table whose totals are published with it.

Hiding the small cells alone protects nobody: the total minus the others gives them back. The hidden cells of a
table with totals are a graph, rows and columns being its nodes and hidden cells its edges; a hidden cell can be
worked out exactly when its edge is a bridge. So cells are added until there is no bridge, and until the hidden
cells of each line together reach the threshold (else their sum would already say too much).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

THRESHOLD = 10
"""No published count of people is between 1 and 9 (Statistics Law, article 28: nobody can be recognised)."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """The table with its totals (last row, last column); None is hidden. `small` were hidden for themselves,
    `shielding` for the others' sake.
    """

    rows: tuple[tuple[int | None, ...], ...]
    small: frozenset[Cell]
    shielding: frozenset[Cell]

    @property
    def hidden(self) -> frozenset[Cell]:
        """All hidden cells."""
        return self.small | self.shielding


def protect(counts: Sequence[Sequence[int]], threshold: int = THRESHOLD) -> ProtectedTable:
    """Protect `counts` (rows of equal length, no totals). Zero is shown: it counts nobody.

    Raises ValueError on an empty or ragged table and on a negative count.
    """
    table = _with_totals(counts)
    small = frozenset(
        (i, j) for i, row in enumerate(table) for j, count in enumerate(row) if 0 < count < threshold
    )
    hidden = set(small)
    while True:
        added = _next(table, hidden, threshold)
        if added is None:
            break
        hidden.add(added)
    rows = tuple(
        tuple(None if (i, j) in hidden else count for j, count in enumerate(row))
        for i, row in enumerate(table)
    )
    return ProtectedTable(rows, small, frozenset(hidden) - small)


def _with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    if not counts or not counts[0] or any(len(row) != len(counts[0]) for row in counts):
        raise ValueError("a table has rows of equal length, at least one of each")
    if any(count < 0 for row in counts for count in row):
        raise ValueError("a count is not negative")
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def _next(table: list[list[int]], hidden: set[Cell], threshold: int) -> Cell | None:
    """The cell to hide next; None when the table is safe or nothing is left to hide in the lines at fault."""
    for line in _lines(table):
        inside = [cell for cell in line if cell in hidden]
        if inside and (len(inside) < 2 or _inner_sum(table, inside) < threshold):
            cell = _cheapest(table, line, hidden)
            if cell is not None:
                return cell
    for i, j in sorted(_bridges(hidden)):
        lines = [[(i, k) for k in range(len(table[0]))], [(k, j) for k in range(len(table))]]
        for line in lines:
            cell = _cheapest(table, line, hidden)
            if cell is not None:
                return cell
    return None


def _lines(table: list[list[int]]) -> list[list[Cell]]:
    rows = [[(i, j) for j in range(len(table[0]))] for i in range(len(table))]
    columns = [[(i, j) for i in range(len(table))] for j in range(len(table[0]))]
    return rows + columns


def _inner_sum(table: list[list[int]], cells: list[Cell]) -> int:
    return sum(table[i][j] for i, j in cells)


def _cheapest(table: list[list[int]], line: list[Cell], hidden: set[Cell]) -> Cell | None:
    """The smallest shown cell of the line; zeros last, since hiding one hides nobody; totals last of all."""
    last = (len(table) - 1, len(table[0]) - 1)
    shown = [cell for cell in line if cell not in hidden]
    return min(
        shown,
        key=lambda cell: (
            cell[0] == last[0] or cell[1] == last[1],
            table[cell[0]][cell[1]] == 0,
            table[cell[0]][cell[1]],
            cell,
        ),
        default=None,
    )


def _bridges(hidden: set[Cell]) -> set[Cell]:
    """Edges on no cycle. Small graphs: each edge is taken away in turn and its ends looked for again."""
    return {edge for edge in hidden if not _connected(edge, hidden - {edge})}


def _connected(edge: Cell, others: set[Cell]) -> bool:
    seen_rows, seen_columns = {edge[0]}, set[int]()
    grew = True
    while grew:
        columns = {j for i, j in others if i in seen_rows} - seen_columns
        seen_columns |= columns
        rows = {i for i, j in others if j in seen_columns} - seen_rows
        seen_rows |= rows
        grew = bool(columns or rows)
    return edge[1] in seen_columns
