"""The engine at work on a ground's units."""

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.errors import Refusal
from linli.base.kernels import grid_kernels
from linli.core.gridding import EFFORTS, Units
from linli.core.gridding.areas import areas_of
from linli.core.gridding.plan import numbered
from linli.core.gridding.solve import solve
from linli.core.gridding.units import Whole
from linli.grids.arrays import DEDICATED_FROM, NUMBERS
from linli.grids.models import GridPlan
from linli.grids.progress import Progress


def solve_all(units: Units, plan: GridPlan, progress: Progress) -> Whole:
    """The engine's grids, numbered from 0; as `plan_units`, telling how far it is after each community."""
    kernels = grid_kernels(lambda: progress(0, units.communities, _("首次运行，正在编译计算程序")))
    effort = EFFORTS[plan.effort].fitted(units.n, units.communities).at(plan.tolerance)
    made = np.empty(units.n, np.int64)
    count = 0
    for area in areas_of(units):
        progress(area.community, units.communities, _("正在划分社区"))
        made[area.members] = count + solve(area, effort, plan.tolerance, plan.seed, kernels)
        count += area.grids
    return numbered(units, made)


def community_labels(units: Units, members: Whole, plan: Whole) -> Whole:
    """Grids numbered by community, then west to east, as labels: numbers begin at 1 in each community."""
    comm = units.comm[members]
    first = np.full(units.communities, np.iinfo(np.int64).max)
    np.minimum.at(first, comm, plan)
    number = plan - first[comm] + 1
    if int(number.max()) >= DEDICATED_FROM:
        raise Refusal(
            "grids.too_many",
            gettext_lazy("一个社区最多 %(most)s 个基础网格。"),
            gettext_lazy("请检查社区边界和户数。"),
            most=DEDICATED_FROM - 1,
        )
    made: Whole = comm * NUMBERS + number
    return made
