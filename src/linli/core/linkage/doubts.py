"""Which pairs of clusters are worth a person's time.

A weight alone does not say it. Among a million people most pairs of weight nought are namesakes, of whom both have
found their own rows already, and a row that has found nobody may well belong to its best candidate though little speaks
for it. So what a cluster already is counts as well:

- Both hold the same number, and their names kept them apart: always asked.
- One holds no number: it is somebody's, perhaps. Its candidates share one chance among them and with nobody at all, and
  those with a fair share are asked.
- They hold different numbers: asked when all else would have joined them (somebody with two numbers), or when a row
  without a number lies between the two and fits both nearly as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Yes = np.ndarray[Any, np.dtype[np.bool_]]
# The chance that a cluster without a number belongs to none of its candidates, as the weight of one more candidate.
NOBODY = -4.0
FAIR_SHARE = 0.2
# A row fits two people nearly as well when its weights differ by odds of less than eight to one.
NEARLY = 3.0
# For the order of asking.
SAME_NUMBER, TWO_NUMBERS = 1.0, 0.05


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of records in different clusters, one for each two clusters: places, weight, and a likelihood by which
    they are ordered.
    """

    left: Ints
    right: Ints
    weight: Floats
    likely: Floats


def doubts(number: Ints, label: Ints, left: Ints, right: Ints, weight: Floats, *, join_at: float) -> Pairs:
    """From scored pairs: `number` is each record's sound number as a code (-1 for none), `label` its cluster."""
    best = _best_inside(label, left, right, weight)
    held = np.full(len(label), -1, dtype=np.int64)
    np.maximum.at(held, label, number)
    apart = label[left] != label[right]
    left, right, weight = left[apart], right[apart], weight[apart]
    one, other = label[left], label[right]
    two = (held[one] >= 0) & (held[other] >= 0) & (held[one] != held[other])
    direct = (number[left] >= 0) & (number[right] >= 0)
    asked = two & ((direct & (weight >= join_at)) | _between(number, best, left, right, weight))
    likely = np.where(asked, TWO_NUMBERS, 0.0)
    likely[(held[one] >= 0) & (held[one] == held[other])] = SAME_NUMBER
    low, high = np.minimum(one, other), np.maximum(one, other)
    kept = np.flatnonzero(~two | asked)
    # Engines differ in the order of pairs and in the last bits of weights: of equal ones the smallest records stand.
    near = np.round(weight, 6)
    small, large = np.minimum(left, right), np.maximum(left, right)
    order = (large[kept], small[kept], -near[kept], -likely[kept], high[kept], low[kept])
    kept = kept[np.lexsort(order)]
    first = np.ones(len(kept), dtype=bool)
    first[1:] = (low[kept][1:] != low[kept][:-1]) | (high[kept][1:] != high[kept][:-1])
    kept = kept[first]
    likely = np.where(likely[kept] > 0, likely[kept], _shares(held, low[kept], high[kept], weight[kept]))
    asked = (likely >= FAIR_SHARE) | two[kept]
    ranked = np.lexsort((large[kept], small[kept], -near[kept], -np.round(likely, 6)))
    ranked = ranked[asked[ranked]]
    return Pairs(small[kept][ranked], large[kept][ranked], weight[kept][ranked], likely[ranked])


def _best_inside(label: Ints, left: Ints, right: Ints, weight: Floats) -> Floats:
    """For each record the weight of its best pair within its cluster."""
    best = np.full(len(label), -np.inf)
    inside = label[left] == label[right]
    for side in (left, right):
        np.maximum.at(best, side[inside], weight[inside])
    return best


def _between(number: Ints, best: Floats, left: Ints, right: Ints, weight: Floats) -> Yes:
    """A row without a number stands in one cluster and fits the other nearly as well."""
    gap = np.full(len(left), np.inf)
    for side in (left, right):
        free = number[side] < 0
        gap[free] = np.minimum(gap[free], best[side][free] - weight[free])
    near: Yes = gap < NEARLY
    return near


def _shares(held: Ints, low: Ints, high: Ints, weight: Floats) -> Floats:
    """For each pair of clusters its share of the odds of all pairs that the one without a number has."""
    odds = np.exp2(np.clip(weight, -60.0, 60.0))
    total = np.full(len(held), 2.0**NOBODY)
    for side in (low, high):
        np.add.at(total, side, odds)
    share = [np.where(held[side] < 0, odds / total[side], 1.0) for side in (low, high)]
    made: Floats = np.minimum(*share)
    return made
