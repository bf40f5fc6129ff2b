"""Tiles of a plan's grids: what the map shows from where single units could not be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.core.geometry.coverage import borders, coarser, joined
from linli.core.geometry.lines import Shapes
from linli.core.geometry.sheets import NEAR, pixel, tile_of, unpack
from linli.core.geometry.tiles import LINE, POLYGON, Layer
from linli.core.gridding.units import Whole
from linli.grids.arrays import NUMBERS, is_base, is_dedicated
from linli.grids.corrected import units_for
from linli.grids.former import former_of
from linli.grids.graphs import codes_of, labels_of, units_of
from linli.grids.models import GridPlan, GroundSheet, HomesCorrection, PlanTerm
from linli.grids.queries.figures import GridFigure, figures_of
from linli.grids.queries.sheets import sheets_mark

FIRST = 11
"""Zoom from which grids are drawn; below it streets only. From `NEAR` on the tiles of the ground have the units too."""
LINES_FROM = 12
OFF = 2.0
"""Pixels by which an outline may be off where it is seen from far away."""
KEPT = 4
DRAFT, FORCE = "draft", "force"
VIEWS = (DRAFT, FORCE)


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn: the grids of a plan's version, or those in force where it lies. Two that are equal look alike."""

    plan: UUID
    name: str
    day: date
    version: int
    corrections: int
    terms: int
    sheets: str

    @property
    def mark(self) -> str:
        """As it stands in addresses and tags."""
        return f"{self.name}-{self.day}-{self.version}-{self.corrections}-{self.terms}-{self.sheets}"


def view_of(plan: GridPlan, name: str, day: date) -> View:
    """The view as it is on a day: three queries. `name` is one of `VIEWS`."""
    terms = PlanTerm.objects.filter(community__in=codes_of(units_of(plan.ground_id))).count()
    corrections = HomesCorrection.objects.filter(plan=plan).count()
    return View(plan.pk, name, day, plan.version, corrections, terms, sheets_mark(plan.ground_id))


def plan_tile(plan: GridPlan, view: View, z: int, x: int, y: int) -> bytes:
    """A tile of grids (`load`: low, fine, high, own or none; the feature's id is the label) and of the borders between
    them (`a`, `b`: labels on both sides, 0 for nothing). Raises `ValueError` where there is no such tile."""
    if z < FIRST or not view.sheets:
        return b""
    return tile_of(_layers(view, min(z, NEAR)), z, x, y)


@lru_cache(maxsize=KEPT * (NEAR - FIRST + 1))
def _layers(view: View, z: int) -> tuple[Layer, ...]:
    drawn = _drawn(view)
    shapes = coarser(drawn.shapes, OFF * pixel(z)) if z < NEAR else drawn.shapes
    grids = Layer("grids", POLYGON, shapes, drawn.labels, {"load": drawn.loads})
    if z < LINES_FROM:
        return (grids,)
    found = borders(shapes)
    sides = np.append(drawn.labels, 0)  # nothing lies behind -1
    told = {"a": sides[found.low], "b": sides[found.high]}
    return grids, Layer("edges", LINE, found.lines, np.arange(len(found.low)), told)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Grids by label with their shapes in Web Mercator metres and their loads in a word."""

    labels: Whole
    shapes: Shapes
    loads: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def _drawn(view: View) -> Drawn:
    """Worked out once for a version: a quarter of a second for a million households."""
    plan = GridPlan.objects.get(pk=view.plan)
    units = units_for(plan)
    labels = labels_of(plan.pk) if view.name == DRAFT else _in_force(plan, view.day)
    loads = {}
    if is_base(labels).any():
        figures = figures_of(units, labels, plan.tolerance, plan.dedicated)
        loads = {grid.label: _load(grid) for grid in figures.grids}
    names, place = np.unique(labels, return_inverse=True)
    words = tuple(loads.get(label, "none") for label in names.tolist())
    return Drawn(names, joined(mosaic(plan.ground_id, view.sheets), place, len(names)), words)


def _in_force(plan: GridPlan, day: date) -> Whole:
    """Labels in force at the plan's units; land without one lies in no grid."""
    units = units_of(plan.ground_id)
    found = former_of(plan, units, day + timedelta(days=1)).labels
    none: Whole = units.comm * NUMBERS
    return none if found is None else np.where(found < 0, none, found)


def _load(grid: GridFigure) -> str:
    if is_dedicated(np.array(grid.label)):
        return "own"
    if grid.in_band:
        return "fine"
    return "low" if grid.deviation < 0 else "high"


@lru_cache(maxsize=2)
def mosaic(ground_id: UUID, sheets: str) -> Shapes:
    """The units of a ground in their order, seamless, in Web Mercator metres. `sheets` is the mark of its sheets."""
    rows = GroundSheet.objects.filter(ground=ground_id, layer="units").order_by("number")
    parts = [unpack("units", bytes(content)) for content in rows.values_list("content", flat=True)]
    order = np.argsort(np.concatenate([part.ids for part in parts]))
    made: Shapes = np.concatenate([part.shapes for part in parts])[order]
    return made


@dataclass(frozen=True, slots=True)
class Outlines:
    """Grids by label with their shapes in Web Mercator metres."""

    labels: Whole
    shapes: Shapes


def outlines_of(plan: GridPlan, members: Sequence[int], labels: Sequence[int], zoom: int) -> Outlines:
    """Outlines of grids that are not saved yet: what these units with these labels make. Raises grids.unit_unknown,
    grids.no_map while the ground has no sheets."""
    sheets = sheets_mark(plan.ground_id)
    if not sheets:
        raise Refusal("grids.no_map", _("底图还没有画好。"), _("请稍后重新打开本页。"))
    shapes = mosaic(plan.ground_id, sheets)
    if max(members) >= len(shapes):
        raise Refusal("grids.unit_unknown", _("没有第 %(unit)s 号单元。"), unit=max(members))
    names, place = np.unique(np.array(labels), return_inverse=True)
    made = joined(shapes[np.array(members)], place, len(names))
    return Outlines(names, coarser(made, OFF * pixel(zoom)) if zoom < NEAR else made)
