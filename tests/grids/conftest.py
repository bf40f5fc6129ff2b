"""A ground and a draft of the made-up town."""

import pytest

from linli.grids.models import GridPlan, Ground
from tests.grids.setting import new_draft, new_ground


@pytest.fixture
def ground(db, at) -> Ground:
    return new_ground(at)


@pytest.fixture
def draft(ground, at) -> GridPlan:
    return new_draft(ground, at)
