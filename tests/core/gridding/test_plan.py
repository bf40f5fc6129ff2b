"""A plan: every grid in one piece, none empty, none across a border, the same for the same seed."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.gridding import EFFORTS, Units, plan_units, report_on
from linli.core.gridding.compiled import Kernels, PlainKernels
from linli.core.gridding.measures import measure
from tests.core.gridding.towns import broken, row_of, town

pytestmark = pytest.mark.one_database
QUICK = EFFORTS["draft"]
ANY_SPEED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def made(units: Units, kernels: Kernels, seed: int = 1, tolerance: float = 0.1) -> np.ndarray:
    return plan_units(units, seed=seed, tolerance=tolerance, effort=QUICK, kernels=kernels)


def test_a_town_gets_as_many_grids_as_are_due_nearly_all_within_ten_percent(kernels: Kernels) -> None:
    units = Units.of(town())
    plan = plan_units(units, seed=1, tolerance=0.1, effort=EFFORTS["quick"], kernels=kernels)
    found = measure(units, plan, 0.1)
    assert broken(units, plan) == []
    assert found.grids == found.due == units.due().sum()
    assert found.in_band >= 0.95
    assert found.street_share > 0.4


def test_the_same_seed_gives_the_same_plan_and_another_seed_another(kernels: Kernels) -> None:
    units = Units.of(town())
    assert np.array_equal(made(units, kernels), made(units, kernels))
    assert not np.array_equal(made(units, kernels), made(units, kernels, seed=2))


def test_machine_code_and_plain_python_give_the_same_plan(kernels: Kernels) -> None:
    units = Units.of(town(10, 6, communities=1))
    effort = QUICK.changed(steps=60, mends=2, mend_steps=128, runs=2)
    plans = [
        plan_units(units, seed=3, tolerance=0.1, effort=effort, kernels=each)
        for each in (kernels, PlainKernels())
    ]
    assert np.array_equal(*plans)


@ANY_SPEED
@given(
    columns=st.integers(1, 14),
    rows=st.integers(1, 9),
    communities=st.integers(1, 4),
    most=st.integers(1, 500),
    seed=st.integers(0, 2**62),
    gaps=st.floats(0, 0.4),
)
def test_whatever_the_town_no_grid_is_in_pieces_empty_or_across_a_border(
    kernels: Kernels, columns: int, rows: int, communities: int, most: int, seed: int, gaps: float
) -> None:
    arrays = town(columns, rows, communities=communities, homes=(0, most + 1), seed=seed % 2**32)
    kept = np.random.default_rng(seed % 2**32).random(len(arrays["i"])) >= gaps
    arrays |= {name: arrays[name][kept] for name in ("i", "j", "L", "cls")}
    units = Units.of(arrays)
    plan = made(units, kernels, seed)
    assert broken(units, plan) == []
    assert len(plan) == units.n
    assert np.array_equal(np.unique(plan), np.arange(plan.max() + 1))


def test_a_community_of_450_households_becomes_two_grids_of_225(kernels: Kernels) -> None:
    units = row_of(*[45] * 10)
    plan = made(units, kernels)
    assert np.bincount(plan, units.hh).tolist() == [225, 225]


def test_a_community_with_fewer_buildings_than_grids_due_gets_a_grid_per_building(kernels: Kernels) -> None:
    units = row_of(900, 1200)
    assert made(units, kernels).tolist() == [0, 1]
    assert report_on(units, np.array([0, 1]), 0.1).ceiling == 0.0


def test_an_island_gets_a_grid_of_its_own(kernels: Kernels) -> None:
    arrays = town(8, 8, communities=1)
    shore = np.isin(arrays["i"], [63]) | np.isin(arrays["j"], [63])
    arrays |= {name: arrays[name][~shore] for name in ("i", "j", "L", "cls")}
    units = Units.of(arrays)
    plan = made(units, kernels)
    assert broken(units, plan) == []
    assert np.flatnonzero(plan == plan[63]).tolist() == [63]
    assert {out.reason for out in report_on(units, plan, 0.1).out if out.grid == plan[63]} == {"island"}


def test_a_town_without_a_single_household_is_one_grid_a_community(kernels: Kernels) -> None:
    units = Units.of(town(6, 4) | {"hh": np.zeros(24, int)})
    assert len(np.unique(made(units, kernels))) == 2


def test_no_grid_is_without_households_though_many_buildings_are(kernels: Kernels) -> None:
    arrays = town(16, 8, homes=(0, 300), seed=4)
    arrays["hh"][arrays["xy"][:, 0] % 90 > 0] = 0
    units = Units.of(arrays)
    assert np.bincount(made(units, kernels), units.hh).min() > 0


def test_grids_are_numbered_by_community_then_from_west_to_east(kernels: Kernels) -> None:
    units = Units.of(town())
    plan = made(units, kernels)
    east = np.bincount(plan, units.xy[:, 0]) / np.bincount(plan)
    community = np.array([units.comm[plan == grid][0] for grid in range(plan.max() + 1)])
    assert (np.diff(community) >= 0).all()
    assert all((np.diff(east[community == one]) >= 0).all() for one in np.unique(community))


def test_more_effort_finds_a_better_plan(kernels: Kernels) -> None:
    units = Units.of(town(20, 12, homes=(0, 130)))
    plans = [
        plan_units(units, seed=1, tolerance=0.1, effort=EFFORTS[name], kernels=kernels)
        for name in ("draft", "quick")
    ]
    draft, quick = (measure(units, plan, 0.1) for plan in plans)
    assert quick.in_band > draft.in_band


def test_a_single_community_is_answered_at_once_and_a_small_city_gets_more_runs() -> None:
    standard = EFFORTS["standard"]
    assert standard.fitted(211, 1).runs == 2
    assert standard.fitted(3866, 18).runs > standard.runs
    assert standard.fitted(35976, 169).steps == standard.steps


def test_a_wider_tolerance_lets_streets_weigh_more() -> None:
    assert EFFORTS["standard"].at(0.15).out < EFFORTS["standard"].out
