"""The units of a city: what there is to divide, checked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

TARGET = 300  # households per grid, report B
# Price of cutting a metre of border by the class of the street on it: 0 none (inside a block), 1 lane or residential
# street, 2 tertiary, 3 secondary, 4 primary and above.
PRICES = np.array([4.0, 1.0, 0.6, 0.35, 0.15])
PER_UNIT = ("hh", "comm", "block", "area", "per")
PER_BORDER = ("i", "j", "L", "cls")
REQUIRED = (*PER_UNIT, "xy", *PER_BORDER)
WHOLE = ("hh", "comm", "block", "i", "j", "cls")


class UnitsFault(ValueError):
    """Units that nobody can divide: `code` says which rule is broken, `params` where."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Units:
    """`n` units and the borders between neighbours, each pair once.

    Per unit: `hh` households, `comm` community (0 to communities-1), `block`, `xy` metres, `area` m2, `per` perimeter
    m. Per border: units `i` < `j`, `length` m, `cls` class of the street on it. `names` gives each community the
    number it has in the file.
    """

    hh: Whole
    comm: Whole
    block: Whole
    xy: Real
    area: Real
    per: Real
    i: Whole
    j: Whole
    length: Real
    cls: Whole
    names: Whole

    @property
    def n(self) -> int:
        """How many units there are."""
        return len(self.hh)

    @property
    def communities(self) -> int:
        """How many communities there are."""
        return len(self.names)

    def due(self) -> Whole:
        """Grids due per community: households by `TARGET`, a half to the even number, at least one."""
        homes = np.bincount(self.comm, self.hh, minlength=self.communities)
        return np.maximum(1, np.round(homes / TARGET)).astype(np.int64)

    def means(self) -> Real:
        """Households per grid that would be exactly even, per community."""
        homes = np.bincount(self.comm, self.hh, minlength=self.communities)
        made: Real = homes / self.due()
        return made

    @classmethod
    def of(cls, arrays: Mapping[str, Any]) -> "Units":
        """Check arrays as they come from a file.

        Raises `UnitsFault`: "missing", "lengths", "not_numbers", "empty", "negative_households", "border_ends",
        "street_class", "lengths_of_borders".
        """
        missing = [name for name in REQUIRED if name not in arrays]
        if missing:
            raise UnitsFault("missing", arrays=", ".join(missing))
        read = {name: _column(name, arrays[name]) for name in REQUIRED}
        _check_lengths(read)
        _check_values(read)
        names, comm = np.unique(read["comm"], return_inverse=True)
        i, j, length, street = _merged(read)
        return cls(
            hh=read["hh"],
            comm=comm.astype(np.int64),
            block=read["block"],
            xy=read["xy"],
            area=read["area"],
            per=read["per"],
            i=i,
            j=j,
            length=length,
            cls=street,
            names=names,
        )


def _column(name: str, values: Any) -> NDArray[Any]:
    column = np.asarray(values)
    if column.dtype.kind not in "iufb" or column.ndim != (2 if name == "xy" else 1):
        raise UnitsFault("not_numbers", array=name)
    if not np.isfinite(column).all():
        raise UnitsFault("not_numbers", array=name)
    if name not in WHOLE:
        return column.astype(np.float64)
    whole = column.astype(np.int64)
    if column.dtype.kind == "f" and (whole != column).any():
        raise UnitsFault("not_whole", array=name)
    return whole


def _check_lengths(read: Mapping[str, NDArray[Any]]) -> None:
    n, borders = len(read["hh"]), len(read["i"])
    for names, wanted in ((PER_UNIT, n), (("xy",), n), (PER_BORDER, borders)):
        for name in names:
            if len(read[name]) != wanted:
                raise UnitsFault("lengths", array=name, found=len(read[name]), wanted=wanted)
    if n == 0:
        raise UnitsFault("empty")
    if read["xy"].shape[1] != 2:
        raise UnitsFault("lengths", array="xy", found=read["xy"].shape[1], wanted=2)


def _check_values(read: Mapping[str, NDArray[Any]]) -> None:
    n = len(read["hh"])
    negative = np.flatnonzero(read["hh"] < 0)
    if negative.size:
        raise UnitsFault("negative_households", count=negative.size, first=int(negative[0]))
    ends = np.concatenate([read["i"], read["j"]])
    if ends.size and (ends.min() < 0 or ends.max() >= n):
        raise UnitsFault("border_ends", units=n)
    if read["cls"].size and (read["cls"].min() < 0 or read["cls"].max() >= len(PRICES)):
        raise UnitsFault("street_class", most=len(PRICES) - 1)
    if (read["L"] < 0).any():
        raise UnitsFault("negative_length", first=int(np.flatnonzero(read["L"] < 0)[0]))


def _merged(read: Mapping[str, NDArray[Any]]) -> tuple[Whole, Whole, Real, Whole]:
    """Each pair of neighbours once: lengths added, the larger street counts; a unit is no neighbour of its own."""
    n = len(read["hh"])
    low, high = np.minimum(read["i"], read["j"]), np.maximum(read["i"], read["j"])
    keys, place = np.unique(low * n + high, return_inverse=True)
    length = np.bincount(place, read["L"], minlength=len(keys))
    street = np.zeros(len(keys), np.int64)
    np.maximum.at(street, place, read["cls"])
    i, j = keys // n, keys % n
    other = i != j
    return i[other], j[other], length[other], street[other]
