"""The sheets of a ground: drawn once it is loaded, so that no tile of the map waits for geometry."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from django.db import transaction
from pyproj import CRS, Transformer

from linli.base import bulk
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.core.geometry.coverage import borders, coarser, joined, seamless
from linli.core.geometry.lines import Real, Shapes
from linli.core.geometry.shared import shared_lines
from linli.core.geometry.sheets import pixel, sheets_of
from linli.core.geometry.tiles import LINE, POLYGON, Layer
from linli.grids import rules
from linli.grids.graphs import units_of
from linli.grids.models import (
    Ground,
    GroundBuilding,
    GroundSheet,
    GroundStreet,
    GroundUnit,
)

COLUMNS = ("ground_id", "layer", "number", "west", "south", "east", "north", "shapes", "content")
STEP, SCRAP = (
    0.01,
    1.0,
)  # metres: the lattice of the units' corners, and how wide a gap between two may be to be closed
MID, FAR = (
    1.5 * pixel(12),
    1.5 * pixel(10),
)  # metres by which lines may be off where they are seen from far away
LARGE, MOST = 2, 5  # classes of streets that are drawn there
MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)


def draw_sheets(*, ground_id: UUID, by: Actor, at: datetime) -> int:
    """Draw the sheets of a loaded ground, in place of those it has; returns how many shapes they hold."""
    ground = rules.require_ground(Ground.objects.filter(pk=ground_id).first(), by)
    rules.require_draw(by, ground.place)
    sheets = [sheet for kind, layer in _layers(ground) for sheet in sheets_of(kind, layer)]
    with (
        audited(
            by=by, at=at, verb="grids.draw_sheets", subject=f"grids.Ground:{ground.pk}", place=ground.place
        ) as entry,
        transaction.atomic(),
    ):
        GroundSheet.objects.filter(ground=ground).delete()
        rows = (
            (ground.pk, sheet.kind, number, *sheet.box, sheet.count, sheet.packed)
            for number, sheet in enumerate(sheets)
        )
        bulk.insert(GroundSheet, COLUMNS, rows)
        entry.detail = {"sheets": len(sheets), "shapes": sum(sheet.count for sheet in sheets)}
    return sum(sheet.count for sheet in sheets)


Made = Iterator[tuple[str, Layer]]


def _layers(ground: Ground) -> Made:
    """What the map draws, in metres of Web Mercator, by kind of sheet. Units and borders carry their numbers in the
    graph."""
    units, shapes = _rows(GroundUnit, ground)
    mosaic = seamless(_moved(shapes, MERCATOR), STEP, SCRAP)
    yield "units", Layer("units", POLYGON, mosaic, units["number"], {})
    graph = units_of(ground.pk)
    metres = Transformer.from_crs("EPSG:4326", CRS.from_proj4(ground.projection), always_xy=True)
    lines = shared_lines(_moved(shapes, metres), graph.i, graph.j)
    back = Transformer.from_crs(CRS.from_proj4(ground.projection), "EPSG:3857", always_xy=True)
    yield "borders", Layer("borders", LINE, _moved(lines, back), np.arange(len(graph.i)), {})
    houses, shapes = _rows(GroundBuilding, ground, "households")
    told = {"homes": houses["households"]}
    yield "buildings", Layer("buildings", POLYGON, _moved(shapes, MERCATOR), houses["number"], told)
    yield from _streets(ground)
    yield from _places(joined(mosaic, graph.comm, graph.communities))


def _streets(ground: Ground) -> Made:
    streets, shapes = _rows(GroundStreet, ground, "name", "street_class")
    lines, classes = _moved(shapes, MERCATOR), streets["street_class"]
    told = {"cls": classes, "name": streets["name"]}
    yield "streets", Layer("streets", LINE, lines, streets["number"], told)
    for kind, tolerance in (("mid_streets", MID / 2), ("far_streets", FAR / 2)):
        made = [shapely.simplify(_through(lines[classes == c]), tolerance) for c in range(LARGE, MOST)]
        cls = np.repeat(np.arange(LARGE, MOST), [len(part) for part in made])
        yield kind, Layer("streets", LINE, np.concatenate(made), np.arange(len(cls)), {"cls": cls})


def _through(lines: Shapes) -> Shapes:
    """Pieces of streets put together to lines from crossing to crossing."""
    parts = shapely.get_parts(lines)
    made: Shapes = (
        shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts))) if len(parts) else parts
    )
    return made


def _places(communities: Shapes) -> Made:
    """Borders of communities as lines: one between two of them is drawn once."""
    for kind, tolerance in (("places", 0.0), ("mid_places", MID), ("far_places", FAR)):
        lines = borders(coarser(communities, tolerance) if tolerance else communities).lines
        yield kind, Layer("communities", LINE, lines, np.arange(len(lines)), {})


def _rows(model: Any, ground: Ground, *columns: str) -> tuple[dict[str, Any], Shapes]:
    """Columns of a layer as arrays, and its shapes in degrees, in the ground's own order."""
    names = ("number", *columns)
    found = list(model.objects.filter(ground=ground).order_by("number").values_list(*names, "shape"))
    arrays = {name: np.array([row[k] for row in found]) for k, name in enumerate(names)}
    shapes: Shapes = shapely.from_wkb(np.array([bytes(row[-1]) for row in found], object))
    return arrays, shapes


def _moved(shapes: Shapes, transformer: Transformer) -> Shapes:
    def move(xy: Real) -> Real:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    return np.asarray(shapely.transform(shapes, move)) if len(shapes) else shapes
