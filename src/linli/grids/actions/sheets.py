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
from linli.core.geometry.lines import Real, Shapes
from linli.core.geometry.shared import shared_lines
from linli.core.geometry.sheets import sheets_of
from linli.core.geometry.tiles import LINE, POLYGON, Layer
from linli.grids import rules
from linli.grids.graphs import units_of
from linli.grids.models import (
    Ground,
    GroundBuilding,
    GroundCommunity,
    GroundSheet,
    GroundStreet,
    GroundUnit,
)

COLUMNS = ("ground_id", "layer", "number", "west", "south", "east", "north", "shapes", "content")
MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)


def draw_sheets(*, ground_id: UUID, by: Actor, at: datetime) -> int:
    """Draw the sheets of a loaded ground, in place of those it has; returns how many shapes they hold."""
    ground = rules.require_ground(Ground.objects.filter(pk=ground_id).first(), by)
    rules.require_draw(by, ground.place)
    layers = list(_layers(ground))
    sheets = [sheet for layer in layers for sheet in sheets_of(layer)]
    with (
        audited(
            by=by, at=at, verb="grids.draw_sheets", subject=f"grids.Ground:{ground.pk}", place=ground.place
        ) as entry,
        transaction.atomic(),
    ):
        GroundSheet.objects.filter(ground=ground).delete()
        rows = (
            (ground.pk, sheet.layer, number, *sheet.box, sheet.count, sheet.packed)
            for number, sheet in enumerate(sheets)
        )
        bulk.insert(GroundSheet, COLUMNS, rows)
        entry.detail = {"sheets": len(sheets), "shapes": sum(sheet.count for sheet in sheets)}
    return sum(sheet.count for sheet in sheets)


def _layers(ground: Ground) -> Iterator[Layer]:
    """What the map draws, in metres of Web Mercator. Units and borders carry their numbers in the graph."""
    units, shapes = _rows(GroundUnit, ground)
    yield Layer("units", POLYGON, _moved(shapes, MERCATOR), units["number"], {})
    graph = units_of(ground.pk)
    metres = Transformer.from_crs("EPSG:4326", CRS.from_proj4(ground.projection), always_xy=True)
    lines = shared_lines(_moved(shapes, metres), graph.i, graph.j)
    back = Transformer.from_crs(CRS.from_proj4(ground.projection), "EPSG:3857", always_xy=True)
    yield Layer("borders", LINE, _moved(lines, back), np.arange(len(graph.i)), {})
    streets, shapes = _rows(GroundStreet, ground, "name", "street_class")
    told = {"cls": streets["street_class"], "name": streets["name"]}
    yield Layer("streets", LINE, _moved(shapes, MERCATOR), streets["number"], told)
    houses, shapes = _rows(GroundBuilding, ground, "households")
    yield Layer(
        "buildings", POLYGON, _moved(shapes, MERCATOR), houses["number"], {"homes": houses["households"]}
    )
    places, shapes = _rows(GroundCommunity, ground, "name")
    yield Layer("communities", POLYGON, _moved(shapes, MERCATOR), places["number"], {"name": places["name"]})


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
