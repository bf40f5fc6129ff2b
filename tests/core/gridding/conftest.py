"""The kernels as machine code, compiled once for all tests."""

import pytest

from linli.base.kernels import grid_kernels
from linli.core.gridding.compiled import Kernels


@pytest.fixture(scope="session")
def kernels() -> Kernels:
    return grid_kernels()
