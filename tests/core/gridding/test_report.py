"""What a plan is told with: measures, ceiling, reasons."""

import numpy as np
import pytest

from linli.core.gridding import report_on
from linli.core.gridding.compiled import Kernels
from linli.core.gridding.measures import measure
from tests.core.gridding.test_plan import made
from tests.core.gridding.towns import row_of

pytestmark = pytest.mark.one_database


def test_a_tower_over_the_band_is_named_and_lowers_the_ceiling(kernels: Kernels) -> None:
    units = row_of(100, 100, 100, 420, 100, 100, 100, 100, 100, 100)
    report = report_on(units, made(units, kernels), 0.1)
    assert [(force.reason, force.units, force.homes) for force in report.forced] == [("building", (3,), 420)]
    assert report.ceiling == pytest.approx(0.75)
    assert [(out.reason, out.unit) for out in report.out if out.homes >= 420] == [("building", 3)]


def test_a_building_that_no_neighbour_completes_is_named(kernels: Kernels) -> None:
    units = row_of(150, 200, 150, 200, 200)
    report = report_on(units, made(units, kernels), 0.05)
    assert {force.reason for force in report.forced} == {"company"}


def test_a_plan_in_band_has_nothing_to_explain(kernels: Kernels) -> None:
    units = row_of(*[100] * 9)
    report = report_on(units, made(units, kernels), 0.1)
    assert (report.out, report.forced, report.ceiling, report.measures.in_band) == ((), (), 1.0, 1.0)


def test_lumps_are_told_with_the_smallest_building_that_could_go_over() -> None:
    units = row_of(100, 100, 60, 100, 100, 40, 100)
    report = report_on(units, np.array([0, 0, 0, 1, 1, 1, 1]), 0.1)
    assert [(out.reason, out.homes, out.wanted, out.smallest) for out in report.out] == [
        ("lumps", 260, 270, 100),
        ("lumps", 340, 330, 100),
    ]


def test_handing_over_what_fits_may_put_the_neighbour_out() -> None:
    units = row_of(100, 100, 20, 50, 120, 100, 100, 110, 100, 100)
    report = report_on(units, np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, 2]), 0.1)
    assert [out.reason for out in report.out] == ["neighbours", "neighbours"]


def test_the_measures_tell_a_grid_in_pieces() -> None:
    assert measure(row_of(100, 100, 100), np.array([0, 1, 0]), 0.1).broken == 1


def test_a_block_that_would_fit_counts_as_whole_only_in_one_grid() -> None:
    units = row_of(100, 100, 100)
    assert measure(units, np.array([0, 0, 0]), 0.1).blocks_whole == 1.0
    assert measure(units, np.array([0, 0, 1]), 0.1).blocks_whole == 0.0
