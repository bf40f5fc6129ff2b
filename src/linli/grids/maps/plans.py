"""An existing plan as map software or a table has it: polygons of grids, or buildings with their grid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from linli.base.imports.reader import Sheet, read_workbook
from linli.core.geometry.lines import Real, Shapes
from linli.grids.maps.layers import Layer, read_layer
from linli.grids.maps.words import refuse

TABLES = (".csv", ".xlsx", ".xls", ".txt", ".tsv")
GRID_CODE = ("grid_code", "grid", "code", "网格编码", "网格号", "网格", "编码")
HEADINGS = {
    "community": ("社区", "社区代码", "community", "区划代码"),
    "estate": ("小区", "estate"),
    "road": ("道路", "门牌", "道路门牌", "road"),
    "building": ("楼栋", "栋号", "building", "楼号"),
    "grid": ("网格", "网格号", "网格编码", "grid", "grid_code"),
}
NUMBER = re.compile(r"(\d+)(?!.*\d)")
MOST_HEAD = 10


@dataclass(frozen=True, slots=True)
class Polygons:
    """Shapes in degrees, with the code or number of each as the file has it."""

    shapes: Shapes
    codes: tuple[str, ...]
    mended: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: `number` as in Excel."""

    number: int
    community: str
    estate: str
    road: str
    building: str
    grid: str


def is_table(name: str) -> bool:
    """By its name."""
    return Path(name).suffix.lower() in TABLES


def read_polygons(path: Path) -> Polygons:
    """Polygons of grids, mended where they cross themselves, in degrees."""
    layer = read_layer(path, "communities")
    bad = ~shapely.is_valid(layer.shapes)
    shapes = layer.shapes.copy()
    shapes[bad] = shapely.buffer(shapely.make_valid(shapes[bad]), 0)
    found = layer.column(GRID_CODE)
    texts = [str(k + 1) for k in range(len(shapes))] if found is None else [_text(value) for value in found]
    return Polygons(_in_degrees(layer, shapes), tuple(texts), int(bad.sum()))


def _text(value: object) -> str:
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _in_degrees(layer: Layer, shapes: Shapes) -> Shapes:
    from pyproj import Transformer

    system = layer.crs
    if not system:
        xy = np.abs(shapely.get_coordinates(shapes))
        if len(xy) and (xy[:, 0].max() > 180 or xy[:, 1].max() > 90):
            raise refuse("no_crs", layer.name)
        return shapes
    change = Transformer.from_crs(system, "EPSG:4326", always_xy=True)

    def moved(xy: Real) -> Real:
        return np.column_stack(change.transform(xy[:, 0], xy[:, 1]))

    made: Shapes = shapely.transform(shapes, moved)
    return made


def read_rows(name: str, content: bytes) -> Iterator[TableRow]:
    """Rows of a table of buildings and grids. Refuses a table in which no row names these columns."""
    workbook = read_workbook(content, name=name)
    for sheet in workbook.sheets:
        head = _heading(sheet)
        if head is None:
            continue
        row, columns = head
        for number in range(row + 1, len(sheet.rows)):
            values = {key: _cell(sheet, number, column) for key, column in columns.items()}
            if any(values.values()):
                yield TableRow(
                    number + 1,
                    *(values.get(key, "") for key in ("community", "estate", "road", "building", "grid")),
                )
        return
    raise refuse("no_plan_columns", name)


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(sheet.rows[:MOST_HEAD]):
        words = [str(cell or "").strip().lower() for cell in row]
        columns = {
            key: next(words.index(name) for name in names if name in words)
            for key, names in HEADINGS.items()
            if any(name in words for name in names)
        }
        if "grid" in columns and ("estate" in columns or "road" in columns):
            return number, columns
    return None


def _cell(sheet: Sheet, row: int, column: int) -> str:
    return _text(sheet.cell(row, column))


def number_in(text: str) -> int | None:
    """The number of a grid in its code or name: the last three digits of a code, or its last number."""
    found = NUMBER.search(text)
    if found is None:
        return None
    digits = found.group(1)
    number = int(digits[-3:])
    return number if 1 <= number <= 999 else None
