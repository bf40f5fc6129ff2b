"""The counts of a day as the room keeps them, and how they are given to the grids of a plan."""

import zlib
from dataclasses import dataclass

import numpy as np

from linli.core.gridding.units import Whole

MEASURES = ("homes", "households", "people", "under_18", "from_18_to_59", "from_60", "age_unknown")
NOWHERE = 0
"""The code of what lies in no grid."""


def pack(rows: Whole) -> bytes:
    """Rows of unit and measures, n x 8."""
    return zlib.compress(rows.astype("<i4").tobytes(), 6)


def unpack(content: bytes | memoryview) -> Whole:
    """Rows as numbers: the unit, then a column for each of `MEASURES`."""
    flat = np.frombuffer(zlib.decompress(bytes(content)), "<i4").astype(np.int64)
    return flat.reshape(-1, 1 + len(MEASURES))


@dataclass(frozen=True, slots=True)
class Shares:
    """In which grids the homes of a unit lie: rows of unit, grid code as a number, homes."""

    unit: Whole
    code: Whole
    homes: Whole


@dataclass(frozen=True, slots=True)
class Given:
    """Figures by grid: `codes` in order, `values` with a row for each; `split` are households of units whose homes lie
    in several grids and that were shared out by homes."""

    codes: Whole
    values: Whole
    split: int


def give(rows: Whole, shares: Shares) -> Given:
    """Give what was counted in units to grids, so that every sum stays.

    A unit whose homes lie in one grid goes there as it is. Where they lie in several, each measure is shared out by
    homes in whole numbers. Units of which no home is in a grid are given to `NOWHERE`.
    """
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    known = np.isin(shares.unit, rows[:, 0])
    order = np.lexsort((shares.code[known], shares.unit[known]))
    unit, code, homes = (column[known][order] for column in (shares.unit, shares.code, shares.homes))
    row = np.searchsorted(rows[:, 0], unit)
    total = np.bincount(row, homes, minlength=len(rows)).astype(np.int64)
    values = rows[:, 1:]
    lost = total == 0
    several = np.bincount(row, minlength=len(rows)) > 1
    some = values[row]
    if several.any():
        before = np.concatenate([[0], np.cumsum(total)])[row]
        upto = np.cumsum(homes) - before
        some = _upto(some, upto, total[row]) - _upto(some, upto - homes, total[row])
    codes, place = np.unique(np.concatenate([code, np.full(int(lost.sum()), NOWHERE)]), return_inverse=True)
    summed = summed_by(place, np.concatenate([some, values[lost]]), len(codes))
    return Given(codes, summed, int(values[several, 1].sum()))


def summed_by(place: Whole, values: Whole, count: int) -> Whole:
    """The rows of each place added up, column by column: many times quicker than `np.add.at`."""
    columns = [np.bincount(place, column, count) for column in values.T]
    made: Whole = np.column_stack(columns).astype(np.int64)
    return made


def _upto(values: Whole, homes: Whole, total: Whole) -> Whole:
    """The part of each value that falls to the first `homes` of `total`, rounded."""
    made: Whole = (2 * values * homes[:, None] + total[:, None]) // (2 * total[:, None])
    return made
