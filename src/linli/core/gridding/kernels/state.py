"""What the kernels work on: one community as arrays, the plan that is being made of it, scratch space and dials.

The columns are lists when the kernels run as Python and arrays (int64, float64) when they run as machine code.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

# Places in `Dial.num`.
RANDOM = 0  # state of the random numbers, 1 to 2**32 - 1
STAMP = 1  # the last stamp used
GRIDS = 2
BORDERS = 3  # how many borders are active
TREES = 4  # proposals of each kind in a round
BLOCKS = 5
CHAINS = 6
FLIPS = 7
LOW = 8  # least and most households of a grid inside the band
HIGH = 9
REGION = 10  # a repair takes 2 to 1 + REGION grids

# Places in `Dial.real`.
SPLIT = 0  # cost of a small block in two grids
FURTHER = 1  # of each further grid
SPENT = 2  # sum of the changes since it was set to 0
UNEVEN = 3  # halving: price of being off an even share

QUANTILES = 1024
FAR = 1e300


class Graph(NamedTuple):
    """One community; its units are numbered from 0.

    The borders of unit `u` are `ptr[u]` to `ptr[u + 1] - 1`; border `e` lies between `src[e]` and `nbr[e]` and
    costs `price[e]` to cut. `blk` is the small block of a unit (-1: none); the units of block `b` are
    `bunit[bptr[b]:bptr[b + 1]]`. `home` is the grid of the plan in force (-1: none) and `stay` what it costs to take
    the unit out of it. `most` is what moving the unit may save at most, balance apart.
    """

    hh: Ints
    ptr: Ints
    src: Ints
    nbr: Ints
    price: Floats
    blk: Ints
    bptr: Ints
    bunit: Ints
    home: Ints
    stay: Floats
    most: Floats


class Plan(NamedTuple):
    """A plan of the community.

    `part` is the grid of each unit; `load` the households and `size` the units of each grid; `pieces` is how many
    grids a small block lies in and `held[block * grids + grid]` how many of its units are in each. `active` are the
    borders at which something may move and `may[grid]` says whether a grid takes part.
    """

    part: Ints
    load: Ints
    size: Ints
    held: Ints
    pieces: Ints
    active: Ints
    may: Ints


class Space(NamedTuple):
    """Scratch: `seen` holds the stamp of the last walk over a unit, `seen_block` over a block; the rest is a tree.

    The tree's places are numbered in the order in which units joined it, so a parent stands before its children:
    `queue` unit, `parent` place, `weight` households below, `units` units below, `cost` price of cutting it off,
    `inside` whether it lies below the cut, `old` the grid before. `front` holds borders not yet followed and
    `owner` their places; `chosen` units of a region or of the best cut so far.
    """

    seen: Ints
    seen_block: Ints
    queue: Ints
    parent: Ints
    weight: Ints
    units: Ints
    inside: Ints
    old: Ints
    chosen: Ints
    cost: Floats
    front: Ints
    owner: Ints


class Dial(NamedTuple):
    """Numbers that steer.

    `pens[w]` is what a grid of `w` households costs; `expo` quantiles of the exponential distribution with mean 1;
    `num` and `real` single numbers, their places named above.
    """

    pens: Floats
    expo: Floats
    num: Ints
    real: Floats
