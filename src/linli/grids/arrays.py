"""Arrays as the room's tables keep them: units as an .npz file, labels as packed 32-bit numbers.

A label says in which community a grid lies and which number it has there: place of the community among the ground's
codes in order x 1000 + number (1 to 999). So a grid keeps its label whatever happens to others, and its code
follows from the label alone.
"""

import io
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.core.gridding import Units
from linli.core.gridding.units import Whole

NUMBERS = 1000
MOST = 999
DEDICATED_FROM = 901
"""Numbers of grids for a school, a hospital or a market begin here."""


def pack_labels(labels: Whole) -> bytes:
    """Labels as they are stored."""
    return zlib.compress(labels.astype("<i4").tobytes(), 6)


def unpack_labels(content: bytes | memoryview) -> Whole:
    """Labels as numbers, one per unit."""
    return np.frombuffer(zlib.decompress(bytes(content)), "<i4").astype(np.int64)


def pack_units(arrays: dict[str, NDArray[Any]]) -> bytes:
    """The bytes of an .npz file of units."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack_units(content: bytes | memoryview) -> Units:
    """Checked units of stored bytes. Raises UnitsFault."""
    stored = np.load(io.BytesIO(bytes(content)), allow_pickle=False)
    return Units.of({name: stored[name] for name in stored.files})


def label_of(community: int, number: int) -> int:
    """The label of grid `number` in the community at this place."""
    return community * NUMBERS + number


def community_of(labels: Whole) -> Whole:
    """The place of each label's community."""
    return labels // NUMBERS


def code_of(label: int, communities: list[str]) -> str:
    """The 15 digits of a grid: the division code of its community and its number there."""
    return f"{communities[label // NUMBERS]}{label % NUMBERS:03d}"


def is_base(labels: Whole) -> NDArray[np.bool_]:
    """Which labels are of a grid among which the homes are shared out evenly."""
    number = labels % NUMBERS
    made: NDArray[np.bool_] = (number >= 1) & (number < DEDICATED_FROM)
    return made


def in_no_grid(labels: Whole) -> NDArray[np.bool_]:
    """Which units lie in no grid yet: number 0, as after the import of a plan with gaps."""
    made: NDArray[np.bool_] = labels % NUMBERS == 0
    return made


def is_dedicated(labels: Whole) -> NDArray[np.bool_]:
    """Which labels are of a grid for a school, a hospital or a market."""
    made: NDArray[np.bool_] = labels % NUMBERS >= DEDICATED_FROM
    return made
