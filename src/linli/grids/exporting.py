"""A plan as files that leave the house: GeoJSON, GeoPackage, an A3 map. Grids hold no personal data."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from linli.core.geometry.lines import Real, Shapes
from linli.grids.arrays import code_of
from linli.grids.graphs import codes_of, labels_of, units_of
from linli.grids.models import Grid, GridPlan
from linli.grids.queries.figures import plan_figures
from linli.grids.shapes import outlines

FIELDS = ("code", "community", "number", "kind", "name", "households", "officer")


@dataclass(frozen=True, slots=True)
class DrawnGrids:
    """Shapes in degrees with the columns of `FIELDS`, in order of the codes; `points` lie inside the shapes."""

    shapes: Shapes
    points: Real
    rows: tuple[tuple[Any, ...], ...]


def drawn(plan: GridPlan, officers: Mapping[str, str]) -> DrawnGrids:
    """The grids of a plan: those of an adopted one as they were written, those of a draft as they stand."""
    stored = list(Grid.objects.filter(plan=plan).order_by("code"))
    if stored:
        shapes = shapely.from_wkb(np.array([bytes(grid.shape) for grid in stored], object))
        rows = tuple(
            (g.code, g.community, int(g.code[12:]), g.kind, g.name, g.households, officers.get(g.code, ""))
            for g in stored
        )
        return DrawnGrids(shapes, np.array([(g.lon, g.lat) for g in stored]), rows)
    figures = {grid.label: grid for grid in plan_figures(plan).grids}
    made = outlines(plan.ground_id, labels_of(plan.pk))
    codes = codes_of(units_of(plan.ground_id))
    kept = [k for k, label in enumerate(made.labels.tolist()) if label in figures]
    rows = tuple(
        (
            code_of(label, codes), grid.community, grid.number, grid.kind.value, grid.name, grid.households,
            officers.get(grid.code, ""),
        )
        for label in made.labels[kept].tolist()
        for grid in (figures[label],)
    )  # fmt: skip
    return DrawnGrids(made.shapes[kept], made.points[kept], rows)


def feature(shape: Any, row: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """One grid as a GeoJSON feature; its code is its id."""
    properties = {**dict(zip(FIELDS, row, strict=True)), **more}
    return {
        "type": "Feature",
        "id": row[0],
        "geometry": json.loads(shapely.to_geojson(shape)),
        "properties": properties,
    }


def geojson(plan: GridPlan, officers: Mapping[str, str]) -> bytes:
    """All grids as one GeoJSON collection (RFC 7946: longitude and latitude of WGS 84)."""
    grids = drawn(plan, officers)
    features = [feature(shape, row) for shape, row in zip(grids.shapes, grids.rows, strict=True)]
    made = {"type": "FeatureCollection", "name": plan.name, "features": features}
    return json.dumps(made, ensure_ascii=False).encode()


def geopackage(plan: GridPlan, officers: Mapping[str, str]) -> bytes:
    """All grids as one layer of a GeoPackage."""
    import pyogrio

    grids = drawn(plan, officers)
    columns = list(zip(*grids.rows, strict=True))
    with tempfile.TemporaryDirectory(prefix="linli-plan-") as folder:
        path = Path(folder) / "grids.gpkg"
        pyogrio.raw.write(
            path,
            geometry=shapely.to_wkb(shapely.multipolygons([shapely.get_parts(one) for one in grids.shapes])),
            field_data=[np.array(column, np.int64 if name in ("number", "households") else object)
                        for name, column in zip(FIELDS, columns, strict=True)],
            fields=list(FIELDS),
            geometry_type="MultiPolygon",
            crs="EPSG:4326",
            layer="grids",
            driver="GPKG",
        )  # fmt: skip
        return path.read_bytes()
