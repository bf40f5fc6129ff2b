"""Streets, buildings and communities from map files, in metres of one local projection."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from linli.grids.maps.words import refuse

# Bytes: most file systems take 255.
LONGEST_NAME = 200
Shapes = NDArray[np.object_]
# Names of columns that tell the same thing in different files, the first found counts.
KIND = ("highway", "fclass", "class", "kind", "type", "等级")
HOMES = ("households", "homes", "hh", "户数")
FLOORS = ("building:levels", "building_levels", "levels", "floors", "Floor", "floor", "层数")
CODE = ("code", "comm", "区划代码", "代码")
USE = ("building", "use", "用途")
NAME = ("name", "名称", "社区")
ESTATE = ("estate", "addr:place", "小区", "name")
ROAD = ("addr:street", "road", "道路", "门牌")
HOUSE_NUMBER = ("addr:housenumber", "门牌号")
BUILDING = ("building_no", "addr:unit", "ref", "楼栋", "栋号")
TEXTS = ("name", "addr:place", "addr:street", "addr:housenumber", "addr:unit", "ref")


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes of one file with their columns; `crs` as the file names it, empty when it does not."""

    name: str
    shapes: Shapes
    columns: Mapping[str, NDArray[Any]]
    crs: str

    def column(self, names: tuple[str, ...]) -> NDArray[Any] | None:
        """The first of these columns that the file has."""
        return next((self.columns[name] for name in names if name in self.columns), None)

    def only(self, chosen: NDArray[np.bool_]) -> "Layer":
        """Some of the shapes."""
        columns = {name: values[chosen] for name, values in self.columns.items()}
        return Layer(self.name, self.shapes[chosen], columns, self.crs)


def read_layer(path: Path, what: str) -> Layer:
    """Read "streets", "buildings" or "communities" from OSM PBF, GeoJSON, GeoPackage, Shapefile and the like."""
    with path.open("rb") as file:
        head = file.read(64)
    layer = _read_pbf(path, what) if b"OSMHeader" in head else _read_gdal(path)
    wanted = ("LineString", "MultiLineString") if what == "streets" else ("Polygon", "MultiPolygon")
    kinds = {"LineString": 1, "MultiLineString": 5, "Polygon": 3, "MultiPolygon": 6}
    fits = np.isin(shapely.get_type_id(layer.shapes), [kinds[name] for name in wanted])
    layer = layer.only(fits & ~shapely.is_empty(layer.shapes))
    if not len(layer.shapes) and what == "communities":
        raise refuse("no_communities", path)
    if not np.isfinite(shapely.get_coordinates(layer.shapes)).all():
        raise refuse("not_finite", path)
    return layer


def _read_gdal(path: Path) -> Layer:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    source = _source(path)
    try:
        meta, _, shapes, values = pyogrio.raw.read(source)
        if shapes is None:  # a table: GDAL reads workbooks and text tables too
            raise refuse("no_shapes", path)
        made = shapely.from_wkb(shapes)
    except (DataSourceError, DataLayerError, shapely.errors.GEOSException, ValueError) as error:
        raise refuse("not_map", path) from error
    columns = dict(zip((str(name) for name in meta["fields"]), values, strict=True))
    return Layer(path.name, made, columns, str(meta["crs"] or ""))


def put_into(folder: Path, name: str, content: bytes) -> Path:
    """Write a file that somebody sent: a name longer than file systems take keeps its end."""
    path = folder / name.encode()[-LONGEST_NAME:].decode(errors="ignore")
    path.write_bytes(content)
    return path


def _source(path: Path) -> Path | str:
    """What GDAL is told to open: packed files are read as they are."""
    if path.suffix == ".gz":
        return f"/vsigzip/{path}"
    return f"/vsizip/{path}" if path.suffix == ".zip" else path


def _read_pbf(path: Path, what: str) -> Layer:
    import osmium

    shapes: list[Any] = []
    rows: list[dict[str, str]] = []
    factory = osmium.geom.WKBFactory()
    try:
        objects = osmium.FileProcessor(str(path)).with_filter(osmium.filter.EmptyTagFilter())
        objects = objects.with_locations() if what == "streets" else objects.with_areas()
        for thing in objects:
            shape = _osm_shape(thing, what, factory)
            if shape is not None:
                shapes.append(shape)
                rows.append({tag.k: tag.v for tag in thing.tags})
    except RuntimeError as error:
        raise refuse("damaged_map", path) from error
    names = (*KIND[:1], *FLOORS[:1], "building", "admin_level", *TEXTS)
    columns = {name: np.array([row.get(name) for row in rows], object) for name in names}
    layer = Layer(path.name, np.array(shapes, object), columns, "EPSG:4326")
    return _lowest(layer) if what == "communities" else layer


def _osm_shape(thing: Any, what: str, factory: Any) -> Any:
    """The shape of an object of the kind wanted; None for another kind or one of which too little is in the extract."""
    if what == "streets":
        return _osm_line(thing) if thing.is_way() and "highway" in thing.tags else None
    if not thing.is_area():
        return None
    wanted = "building" in thing.tags
    if what == "communities":
        wanted = thing.tags.get("boundary") == "administrative"
    try:
        return shapely.from_wkb(factory.create_multipolygon(thing)) if wanted else None
    except RuntimeError:
        return None  # an area whose rings do not close


def _osm_line(way: Any) -> Any:
    """The part of a street that the extract holds."""
    known = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
    return shapely.linestrings(known) if len(known) > 1 else None


def _lowest(layer: Layer) -> Layer:
    """The administrative areas of the lowest level."""
    levels = np.array(
        [int(v) if str(v or "").isdigit() else -1 for v in layer.columns["admin_level"]], np.int64
    )
    return layer.only(levels == levels.max(initial=-1))


def in_metres(layers: list[Layer]) -> tuple[list[Layer], str]:
    """The layers in one projection in metres, centred on the last one, and that projection ("" when none is known).

    A file that names no coordinate system is taken as degrees when it looks so; when no file names one and none
    looks like degrees, all are taken as metres.
    """
    from pyproj import CRS, Transformer

    systems = [_system(layer) for layer in layers]
    if not any(systems):
        return layers, ""
    missing = next((layer for layer, crs in zip(layers, systems, strict=True) if not crs), None)
    if missing is not None:
        raise refuse("no_crs", missing.name)
    whole = shapely.total_bounds(layers[-1].shapes)
    degrees = Transformer.from_crs(systems[-1], "EPSG:4326", always_xy=True)
    lon, lat = degrees.transform((whole[0] + whole[2]) / 2, (whole[1] + whole[3]) / 2)
    proj4 = f"+proj=aeqd +lat_0={lat:.6f} +lon_0={lon:.6f} +datum=WGS84 +units=m"
    local = CRS.from_proj4(proj4)
    made = []
    for layer, crs in zip(layers, systems, strict=True):
        change = Transformer.from_crs(crs, local, always_xy=True)

        def moved(xy: NDArray[np.float64], change: Any = change) -> NDArray[np.float64]:
            return np.column_stack(change.transform(xy[:, 0], xy[:, 1]))

        shapes = shapely.transform(layer.shapes, moved) if len(layer.shapes) else layer.shapes
        if not np.isfinite(shapely.get_coordinates(shapes)).all():
            raise refuse("wrong_crs", layer.name)
        made.append(Layer(layer.name, shapes, layer.columns, "metres"))
    return made, proj4


def _system(layer: Layer) -> str:
    if layer.crs:
        return layer.crs
    xy = np.abs(shapely.get_coordinates(layer.shapes))
    looks = not len(xy) or (xy[:, 0].max() <= 180 and xy[:, 1].max() <= 90)
    return "EPSG:4326" if looks else ""


def overlap_or_refuse(layers: list[Layer]) -> None:
    """Streets and buildings lie where the communities are, or the coordinates are wrong."""
    ground = shapely.box(*shapely.total_bounds(layers[-1].shapes))
    for layer in layers[:-1]:
        if len(layer.shapes) and not shapely.box(*shapely.total_bounds(layer.shapes)).intersects(ground):
            raise refuse("elsewhere", layer.name)


def mended(layer: Layer) -> tuple[Layer, int]:
    """Polygons that cross themselves made valid; returns how many there were."""
    bad = ~shapely.is_valid(layer.shapes)
    if not bad.any():
        return layer, 0
    shapes = layer.shapes.copy()
    shapes[bad] = shapely.buffer(shapely.make_valid(shapes[bad]), 0)
    fixed = Layer(layer.name, shapes, layer.columns, layer.crs)
    return fixed.only(~shapely.is_empty(shapes)), int(bad.sum())
