"""Figures of a draft as the page and its scripts take them."""

import json
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _

from linli.core.geometry.lines import Real
from linli.core.gridding.units import PRICES
from linli.grids import queries
from linli.grids.models import GridPlan, Ground
from linli.grids.queries.editing import Draft
from linli.grids.queries.plan_tiles import Outlines

RADIUS = 6_378_137.0  # of the Web Mercator map, metres


@dataclass(frozen=True, slots=True)
class Row:
    """A grid in the table that works without scripts."""

    label: int
    number: str
    homes: int
    load: str
    css: str
    hangs: str
    cut: int


def payload(draft: Draft) -> dict[str, Any]:
    """The draft in columns; places are whole metres of the map from `origin`."""
    x = np.radians(draft.lon) * RADIUS
    y = np.log(np.tan(math.pi / 4 + np.radians(draft.lat) / 2)) * RADIUS
    origin = np.floor([x.min(), y.min()])
    return {
        "version": draft.version,
        "tolerance": draft.tolerance,
        "origin": origin.tolist(),
        "communities": [{"code": place.code, "name": place.name} for place in draft.communities],
        "units": {
            "homes": draft.homes.tolist(),
            "community": draft.community.tolist(),
            "label": draft.label.tolist(),
            "in_force": None if draft.in_force is None else draft.in_force.tolist(),
            "x": np.round(x - origin[0]).astype(int).tolist(),
            "y": np.round(y - origin[1]).astype(int).tolist(),
        },
        "borders": {
            "i": draft.i.tolist(),
            "j": draft.j.tolist(),
            "price": np.round(draft.price, 2).tolist(),
            "number": draft.number.tolist(),
        },
    }


def outlines(found: Outlines) -> dict[str, Any]:
    """Grids as GeoJSON in degrees, to a tenth of a metre."""
    shapes = shapely.transform(found.shapes, _degrees)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": label,
                "properties": {},
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for label, shape in zip(found.labels.tolist(), shapes, strict=True)
        ],
    }


def _degrees(xy: Real) -> Real:
    lon, lat = np.degrees(xy[:, 0] / RADIUS), np.degrees(2 * np.arctan(np.exp(xy[:, 1] / RADIUS))) - 90
    return np.round(np.column_stack([lon, lat]), 6)


def bounds(ground: Ground) -> str:
    """West, south, east, north in degrees, as the map widget takes them."""
    return ",".join(f"{edge:.6f}" for edge in (ground.west, ground.south, ground.east, ground.north))


def rows(plan: GridPlan, community: str) -> list[Row]:
    """The grids of one community."""
    figures = queries.plan_figures(plan)
    return [_row(grid) for grid in figures.grids if grid.community == community]


def _row(grid: queries.GridFigure) -> Row:
    return Row(
        label=grid.label,
        number=f"{grid.number:03d}",
        homes=grid.households,
        load=_load(grid),
        css="met" if grid.in_band else "short",
        hangs=_("相连") if grid.pieces == 1 else _("断成 %(n)s 块") % {"n": grid.pieces},
        cut=round(sum(price * metres for price, metres in zip(PRICES, grid.cut, strict=True))),
    )


def _load(grid: queries.GridFigure) -> str:
    if grid.kind != "base":
        return _("专属网格")
    if grid.in_band:
        return _("合适")
    word = _("偏少") if grid.deviation < 0 else _("偏多")
    return f"{word} {grid.deviation:+.0%}"
