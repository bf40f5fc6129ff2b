"""Some grids drawn anew while somebody waits, the rest untouched."""

import numpy as np
import pytest

from linli.core.gridding import EFFORTS, Units, UnitsFault, plan_units
from linli.core.gridding.compiled import Kernels
from linli.core.gridding.redraw import redraw
from tests.core.gridding.towns import broken, row_of, town

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def units() -> Units:
    return Units.of(town(30, 16, communities=2))


@pytest.fixture(scope="module")
def plan(units: Units, kernels: Kernels) -> np.ndarray:
    return 1 + plan_units(units, seed=1, tolerance=0.1, effort=EFFORTS["draft"], kernels=kernels)


def members(plan: np.ndarray, *grids: int) -> np.ndarray:
    return np.flatnonzero(np.isin(plan, grids))


def test_a_grid_is_split_in_two_that_hang_together_and_one_keeps_the_number(
    units, plan, kernels: Kernels
) -> None:
    inside = members(plan, 1)
    new = plan.copy()
    new[inside] = redraw(units, plan, inside, 2, seed=1, tolerance=0.1, kernels=kernels)
    assert set(new[inside].tolist()) == {1, int(plan.max()) + 1}
    assert broken(units, new) == []
    halves = [int(units.hh[new == grid].sum()) for grid in np.unique(new[inside])]
    assert min(halves) >= 0.7 * max(halves)


def test_what_a_person_left_in_pieces_is_finished_with_the_numbers_it_had(
    units, plan, kernels: Kernels
) -> None:
    spoilt = plan.copy()
    grids = np.unique(plan[units.comm == 0])
    inside = members(plan, *grids.tolist())
    spoilt[inside] = np.random.default_rng(3).choice(grids, len(inside))
    assert broken(units, spoilt) != []
    new = spoilt.copy()
    new[inside] = redraw(units, spoilt, inside, len(grids), seed=1, tolerance=0.1, kernels=kernels)
    assert broken(units, new) == []
    assert len(np.unique(new[inside])) == len(grids)
    assert set(grids.tolist()) & set(new[inside].tolist())


def test_the_same_question_has_the_same_answer(units, plan, kernels: Kernels) -> None:
    inside = members(plan, 1, 2)
    made = [redraw(units, plan, inside, 3, seed=7, tolerance=0.1, kernels=kernels) for _ in range(2)]
    assert np.array_equal(*made)


def test_land_in_two_pieces_gets_no_number_twice(kernels: Kernels) -> None:
    units = row_of(100, 100, 100, 100, 100)
    plan = np.array([4, 4, 9, 4, 4])
    inside = members(plan, 4)
    new = redraw(units, plan, inside, 2, seed=1, tolerance=0.1, kernels=kernels)
    assert len(set(new[:2].tolist()) | set(new[2:].tolist())) == 2
    assert 9 not in new.tolist()


@pytest.mark.parametrize(
    ("grids", "code"),
    [(1, "too_many_pieces"), (5, "too_few_units")],
    ids=["fewer than pieces", "more than units"],
)
def test_what_cannot_be_drawn_is_refused(kernels: Kernels, grids: int, code: str) -> None:
    units = row_of(100, 100, 100, 100, 100)
    with pytest.raises(UnitsFault) as refused:
        redraw(
            units,
            np.array([4, 4, 9, 4, 4]),
            np.array([0, 1, 3, 4]),
            grids,
            seed=1,
            tolerance=0.1,
            kernels=kernels,
        )
    assert refused.value.code == code


def test_grids_of_two_communities_are_never_drawn_together(units, plan, kernels: Kernels) -> None:
    both = np.array([np.flatnonzero(units.comm == c)[0] for c in (0, 1)])
    for chosen, code in ((both, "several_communities"), (both[:0], "empty")):
        with pytest.raises(UnitsFault) as refused:
            redraw(units, plan, chosen, 2, seed=1, tolerance=0.1, kernels=kernels)
        assert refused.value.code == code
