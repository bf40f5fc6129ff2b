"""Two plans side by side: which homes change grid, what each officer's load becomes, whose officer changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from linli.core.gridding.units import Whole
from linli.grids.arrays import code_of, in_no_grid
from linli.grids.corrected import units_for
from linli.grids.former import former_of, labels_in
from linli.grids.graphs import codes_of, labels_of
from linli.grids.models import GridPlan
from linli.grids.numbering import final_labels
from linli.grids.queries.officers import officers_on


@dataclass(frozen=True, slots=True)
class Move:
    """Homes that go from one grid to another; `before` is "" for homes that had none (new buildings)."""

    before: str
    after: str
    households: int
    officer_before: str
    officer_after: str

    @property
    def officer_changes(self) -> bool:
        """Somebody else comes to these homes, or nobody is named yet."""
        return bool(self.before) and self.officer_before != self.officer_after


@dataclass(frozen=True, slots=True)
class Load:
    """Households of a grid before and after, 0 where it is not there; its officer on the day."""

    code: str
    officer: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`moved` of `households` that have a grid in both plans change theirs, `new` had none; `officer_changes` homes get
    another officer, or one who is not named yet. `moves` most homes first, `loads` by code."""

    households: int
    moved: int
    new: int
    officer_changes: int
    moves: tuple[Move, ...]
    loads: tuple[Load, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the households with a grid that change it."""
        return self.moved / self.households if self.households else 0.0


def compare(before: GridPlan, after: GridPlan, day: date) -> Comparison:
    """Compare by the units and households of the later ground; a draft is numbered as it would be adopted.

    Officers are those of `day`: a number that goes on keeps its officer, a new one has none yet.
    """
    units = units_for(after)
    codes = codes_of(units)
    old = labels_in(before, after.ground_id, codes)
    new = labels_of(after.pk)
    if after.valid_from is None:
        new = _as_adopted(after, new, old)
    officers = officers_on(before.place, day)
    return _compared(units.hh, old, new, codes, officers)


def _as_adopted(plan: GridPlan, labels: Whole, old: Whole) -> Whole:
    """Numbers as `adopt` would give them if `old` were in force; what lies in no grid stays so."""
    units = units_for(plan)
    used = np.union1d(former_of(plan, units, date.max).used, old[old >= 0])
    return np.where(in_no_grid(labels), labels, final_labels(units, labels, old, used))


def _compared(
    homes: Whole, old: Whole, new: Whole, codes: list[str], officers: Mapping[str, str]
) -> Comparison:
    known = old >= 0
    pairs, place = np.unique(np.column_stack([old, new]), axis=0, return_inverse=True)
    counts = np.bincount(place.ravel(), homes, minlength=len(pairs)).astype(int)
    moves = []
    for (was, now), count in zip(pairs.tolist(), counts.tolist(), strict=True):
        if was == now or not count:
            continue
        a, b = (code_of(was, codes) if was >= 0 else ""), code_of(now, codes)
        moves.append(Move(a, b, count, officers.get(a, ""), officers.get(b, "")))
    moves.sort(key=lambda move: (-move.households, move.before, move.after))
    was_codes, now_codes = _sums(old[known], homes[known], codes), _sums(new, homes, codes)
    return Comparison(
        households=int(homes[known].sum()),
        moved=sum(move.households for move in moves if move.before),
        new=sum(move.households for move in moves if not move.before),
        officer_changes=sum(move.households for move in moves if move.officer_changes),
        moves=tuple(moves),
        loads=tuple(
            Load(code, officers.get(code, ""), was_codes.get(code, 0), now_codes.get(code, 0))
            for code in sorted(was_codes.keys() | now_codes.keys())
        ),
        opened=tuple(sorted(now_codes.keys() - was_codes.keys())),
        closed=tuple(sorted(was_codes.keys() - now_codes.keys())),
    )


def _sums(labels: Whole, homes: Whole, codes: list[str]) -> dict[str, int]:
    names, place = np.unique(labels, return_inverse=True)
    sums = np.bincount(place, homes).astype(int).tolist() if len(names) else []
    return {
        code_of(name, codes): total for name, total in zip(names.tolist(), sums, strict=True) if name % 1000
    }
