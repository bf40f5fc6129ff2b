"""How good any plan could be, and in words why a grid is out of the band."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.core.gridding import PlanReport, report_on
from linli.core.gridding.ceiling import Forced
from linli.core.gridding.report import OutOfBand
from linli.grids.arrays import code_of
from linli.grids.corrected import units_for
from linli.grids.graphs import Part, codes_of, labels_of, without_dedicated
from linli.grids.models import GridPlan


@dataclass(frozen=True, slots=True)
class Reason:
    """A grid (15 digits) or a community (12 digits) and what is the matter with it."""

    code: str
    homes: int
    wanted: int
    words: str


@dataclass(frozen=True, slots=True)
class PlanCeiling:
    """`ceiling` is the largest share of grids that any plan could bring into the band; `forced` says what stands
    in the way, `out` why each grid of this plan that is out of the band is out, by label."""

    ceiling: float
    in_band: float
    forced: tuple[Reason, ...]
    out: dict[int, Reason]


def plan_ceiling(plan: GridPlan) -> PlanCeiling:
    """Ceiling and reasons of a plan's current version; a second's work at a million households."""
    units, labels = units_for(plan), labels_of(plan.pk)
    part = without_dedicated(units, labels)
    report = report_on(part.units, labels[part.members], plan.tolerance)
    codes = codes_of(units)
    return PlanCeiling(
        report.ceiling,
        report.measures.in_band,
        tuple(_forced(force, part) for force in report.forced),
        {grid.grid: _out(grid, part, codes) for grid in _sorted(report)},
    )


def _sorted(report: PlanReport) -> list[OutOfBand]:
    return sorted(report.out, key=lambda grid: grid.grid)


def _out(grid: OutOfBand, part: Part, codes: list[str]) -> Reason:
    unit = int(part.members[grid.unit]) if grid.unit >= 0 else -1
    return Reason(
        code_of(grid.grid, codes), grid.homes, grid.wanted, why_out(grid.reason, unit, grid.smallest)
    )


def why_out(reason: str, unit: int, smallest: int) -> str:
    """Why a grid is out of the band."""
    words = {
        "building": _("第 %(unit)s 号单元一栋就超出；可按单元门拆分。"),
        "company": _("第 %(unit)s 号单元与任何邻近楼栋都凑不到范围内。"),
        "homes": _("社区的户数按格数分不匀。"),
        "island": _("这一片与社区其余部分不相连。"),
        "lumps": _("边上的楼栋都太大，最小的也有 %(smallest)s 户。"),
        "neighbours": _("移交任何一栋都会使相邻网格出范围。"),
        "search": _("可移交一栋，但会断开网格或拆散街坊；可以多算一会儿。"),
    }
    return words[reason] % {"unit": unit, "smallest": smallest}


def _forced(force: Forced, part: Part) -> Reason:
    words = {
        "building": _("第 %(unit)s 号单元有 %(homes)s 户，一栋就超出。"),
        "company": _("第 %(unit)s 号单元有 %(homes)s 户，凑不成一格。"),
        "homes": _("%(homes)s 户分不匀。"),
    }
    said = words[force.reason] % {"unit": int(part.members[force.units[0]]), "homes": force.homes}
    return Reason(f"{part.units.names[force.community]:012d}", force.homes, 0, said)
