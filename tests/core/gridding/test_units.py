"""Units as they come from a file: what is refused, and why."""

from typing import Any

import numpy as np
import pytest

from linli.core.gridding import Units, UnitsFault
from linli.core.gridding.areas import parts_of, shares
from tests.core.gridding.towns import town

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hh": None}, "missing"),
        ({"hh": np.ones(3, int)}, "lengths"),
        ({"cls": np.zeros(3, int)}, "lengths"),
        ({"xy": np.zeros((24, 3))}, "lengths"),
        ({"hh": np.full(24, "many")}, "not_numbers"),
        ({"area": np.full(24, np.nan)}, "not_numbers"),
        ({"block": np.full(24, 0.5)}, "not_whole"),
        ({"hh": np.r_[np.ones(23, int), -4]}, "negative_households"),
        ({"i": np.full(38, 99)}, "border_ends"),
        ({"cls": np.full(38, 5)}, "street_class"),
        ({"L": np.full(38, -1.0)}, "negative_length"),
    ],
)
def test_units_that_nobody_can_divide_are_refused(change: dict[str, Any], code: str) -> None:
    arrays = {name: values for name, values in (town(6, 4) | change).items() if values is not None}
    with pytest.raises(UnitsFault) as fault:
        Units.of(arrays)
    assert fault.value.code == code


def test_a_file_without_units_is_refused() -> None:
    with pytest.raises(UnitsFault, match="empty"):
        Units.of({name: values[:0] for name, values in town(6, 4).items() if name != "n"})


def test_a_border_given_twice_is_one_with_both_lengths_and_the_larger_street() -> None:
    arrays = town(2, 1, communities=1)
    units = Units.of(
        arrays
        | {"i": np.array([0, 1]), "j": np.array([1, 0]), "L": np.array([5.0, 7.0]), "cls": np.array([0, 3])}
    )
    assert (units.i.tolist(), units.j.tolist(), units.length.tolist(), units.cls.tolist()) == (
        [0],
        [1],
        [12.0],
        [3],
    )


def test_grids_due_are_the_households_by_three_hundred_a_half_to_the_even_number() -> None:
    arrays = town(4, 1, communities=4)
    assert Units.of(arrays | {"hh": np.array([0, 449, 450, 750])}).due().tolist() == [1, 1, 2, 2]


def test_parts_are_named_by_their_first_unit() -> None:
    assert parts_of(6, np.array([4, 1, 2]), np.array([5, 2, 3])).tolist() == [0, 1, 1, 1, 4, 4]


def test_parts_of_a_community_share_its_grids_by_households_and_each_gets_one() -> None:
    assert shares(np.array([3000.0, 10.0]), np.array([50, 1]), 10).tolist() == [9, 1]
    assert shares(np.array([100.0, 100.0, 100.0]), np.array([5, 5, 5]), 1).tolist() == [1, 1, 1]
    assert shares(np.array([9000.0]), np.array([4]), 30).tolist() == [4]
