import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.smallcells import THRESHOLD, protect

TABLES = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.one_of(st.integers(0, 15), st.integers(0, 900)), min_size=columns, max_size=columns),
        min_size=1,
        max_size=6,
    )
)


def can_be_worked_out(table) -> list[tuple[int, int]]:
    """Hidden cells that follow from the shown ones by addition: an algebra of its own, not the code's graph."""
    hidden = sorted(table.hidden)
    place = {cell: n for n, cell in enumerate(hidden)}
    rows, columns = len(table.rows), len(table.rows[0])
    lines = [[(i, j) for j in range(columns)] for i in range(rows)]
    lines += [[(i, j) for i in range(rows)] for j in range(columns)]
    equations = np.zeros((len(lines), len(hidden)))
    for n, line in enumerate(lines):
        for cell in line:
            if cell in place:
                is_total = cell == line[-1]
                equations[n, place[cell]] = -1 if is_total else 1
    rank = np.linalg.matrix_rank(equations) if hidden else 0
    found = []
    for cell in hidden:
        unit = np.zeros((1, len(hidden)))
        unit[0, place[cell]] = 1
        if np.linalg.matrix_rank(np.vstack([equations, unit])) == rank:
            found.append(cell)
    return found


@settings(deadline=None)  # a busy machine is not a fault
@given(TABLES)
def test_no_hidden_cell_follows_from_what_is_shown(counts):
    assert can_be_worked_out(protect(counts)) == []


@settings(deadline=None)  # a busy machine is not a fault
@given(TABLES)
def test_no_small_count_is_shown_and_every_shown_count_is_true(counts):
    table = protect(counts)
    for i, row in enumerate(table.rows[:-1]):
        for j, shown in enumerate(row[:-1]):
            assert shown is None or shown == counts[i][j]
    shown = [count for row in table.rows for count in row if count is not None]
    assert all(count == 0 or count >= THRESHOLD for count in shown)


def test_a_table_of_large_counts_is_shown_whole():
    table = protect([[120, 300], [45, 80]])
    assert table.hidden == frozenset()
    assert table.rows == ((120, 300, 420), (45, 80, 125), (165, 380, 545))


def test_one_small_cell_takes_three_others_with_it():
    table = protect([[3, 300, 50], [45, 80, 60], [90, 70, 200]])
    assert (0, 0) in table.small
    assert len(table.hidden) == 4
    assert table.rows[3][3] == 898


def test_two_small_cells_that_sum_to_little_are_not_enough():
    table = protect([[1, 2, 300], [100, 200, 300], [150, 250, 350]])
    in_first_row = [cell for cell in table.hidden if cell[0] == 0]
    assert len(in_first_row) == 3


@pytest.mark.parametrize("counts", [[], [[]], [[1, 2], [3]], [[-1]]])
def test_what_is_no_table_of_counts_is_refused(counts):
    with pytest.raises(ValueError, match=r"table|negative"):
        protect(counts)
