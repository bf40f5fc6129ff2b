"""A plan in force adjusted: few homes change their grid, and numbers stay with the homes."""

import numpy as np
import pytest

from linli.core.gridding import EFFORTS, Units, UnitsFault, adjust_plan, plan_units
from linli.core.gridding.adjust import Adjusted
from linli.core.gridding.compiled import Kernels
from linli.core.gridding.measures import measure
from tests.core.gridding.towns import broken, row_of, town

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def arrays() -> dict[str, np.ndarray]:
    return town(40, 16, communities=4)


@pytest.fixture(scope="module")
def old(arrays: dict[str, np.ndarray], kernels: Kernels) -> np.ndarray:
    units = Units.of(arrays)
    return plan_units(units, seed=1, tolerance=0.1, effort=EFFORTS["quick"], kernels=kernels)


def adjusted(units: Units, old: np.ndarray, kernels: Kernels) -> Adjusted:
    return adjust_plan(units, old, seed=1, tolerance=0.1, kernels=kernels)


def test_where_nothing_changed_nobody_moves(arrays, old, kernels: Kernels) -> None:
    found = adjusted(Units.of(arrays), old, kernels)
    assert np.array_equal(found.plan, old)
    assert (found.moved, found.left) == (0, 4)


def test_one_building_in_twenty_changed_moves_few_homes_and_restores_the_balance(
    arrays, old, kernels
) -> None:
    homes = arrays["hh"].copy()
    draw = np.random.default_rng(5)
    changed = draw.choice(len(homes), len(homes) // 20, replace=False)
    homes[changed] = homes[changed] * draw.choice([0, 3], len(changed))
    units = Units.of(arrays | {"hh": homes})
    found = adjusted(units, old, kernels)
    assert broken(units, found.plan) == []
    assert measure(units, found.plan, 0.1).in_band > measure(units, old, 0.1).in_band
    assert measure(units, found.plan, 0.1).in_band >= 0.93
    assert found.moved <= 0.06 * found.homes


def test_a_new_estate_moves_homes_only_in_its_community(arrays, old, kernels: Kernels) -> None:
    homes = arrays["hh"].copy()
    estate = np.flatnonzero((arrays["comm"] == arrays["comm"].min()) & (arrays["xy"][:, 1] < 60))
    before = old.copy()
    before[estate] = -1
    homes[estate] = 90
    units = Units.of(arrays | {"hh": homes})
    found = adjusted(units, before, kernels)
    elsewhere = units.comm != 0
    assert np.array_equal(found.plan[elsewhere], old[elsewhere])
    assert found.changed.tolist() in ([], [0])
    assert measure(units, found.plan, 0.1).grids == units.due().sum()
    assert broken(units, found.plan) == []


def test_a_number_stays_with_the_piece_that_keeps_most_homes(kernels: Kernels) -> None:
    units = row_of(150, 150, 150, 150, 150, 150)
    found = adjusted(units, np.array([7, 7, 7, 7, 9, 9]), kernels)
    assert sorted(np.unique(found.plan).tolist()) == [7, 9, 10]
    assert (found.plan == 7).sum() == 2
    assert found.moved == 300


def test_a_grid_that_is_no_longer_due_is_joined_to_its_neighbour(kernels: Kernels) -> None:
    units = row_of(150, 150, 20, 20, 150, 150)
    found = adjusted(units, np.array([1, 1, 2, 2, 3, 3]), kernels)
    assert sorted(np.unique(found.plan).tolist()) == [1, 3]


def test_no_grid_is_dissolved_for_a_few_homes_fewer(kernels: Kernels) -> None:
    """Twenty grids of 292 households: nineteen are due, and yet nobody gets another officer."""
    units = row_of(*[146] * 40)
    old = np.repeat(np.arange(20), 2)
    assert units.due().tolist() == [19]
    found = adjusted(units, old, kernels)
    assert np.array_equal(found.plan, old)
    assert found.moved == 0


def test_of_a_grid_in_pieces_the_larger_piece_keeps_the_number(kernels: Kernels) -> None:
    units = row_of(150, 150, 150, 150, 150, 150)
    found = adjusted(units, np.array([5, 5, 6, 6, 5, 6]), kernels)
    assert broken(units, found.plan) == []
    assert found.broken == 2
    assert found.plan[0] == 5


def test_a_community_that_had_no_grids_gets_a_fresh_plan(arrays, old, kernels: Kernels) -> None:
    units = Units.of(arrays)
    before = np.where(units.comm == 3, -1, old)
    found = adjusted(units, before, kernels)
    assert found.moved == 0
    assert found.plan[units.comm == 3].min() > old[units.comm != 3].max()
    assert broken(units, found.plan) == []


def test_labels_that_do_not_fit_are_refused(kernels: Kernels) -> None:
    with pytest.raises(UnitsFault, match="plan_length"):
        adjusted(row_of(100, 100), np.array([1, 1, 1]), kernels)
    with pytest.raises(UnitsFault, match="plan_labels"):
        adjusted(row_of(100, 100), np.array(["a", "b"]), kernels)
