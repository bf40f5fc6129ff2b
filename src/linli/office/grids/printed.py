"""A plan as a map on one sheet of A3, by typst: grids with their numbers, streets, and what it is a map of."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from html import escape
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
import typst
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.grids.exporting import DrawnGrids, drawn
from linli.grids.models import GridPlan, GroundStreet
from linli.office.grids.presenters import state_line
from linli.reports.render.fonts import embedded_fonts
from linli.reports.render.glyphs import showable_json

LAYOUT: Final = Path(__file__).with_name("map.typ")
WIDTH, HEIGHT = 1500.0, 940.0  # points of the drawing; the sheet scales it
FILLS = ("#dfe8f2", "#eef0dc", "#f3e3d9", "#e3efe6", "#ece4f1", "#f5efd6")
MOST_STREETS = 4000
MOST_LABELS = 600


def map_pdf(plan: GridPlan, officers: Mapping[str, str]) -> bytes:
    """The sheet in the language in force. The same plan on the same day gives the same bytes."""
    grids = drawn(plan, officers)
    day = plan.valid_from or timezone.localdate()
    data = {
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "title": plan.name,
        "lines": [
            state_line(plan)["words"],
            _("%(grids)s 个网格，%(homes)s 户")
            % {"grids": len(grids.rows), "homes": sum(r[5] for r in grids.rows)},
            _("底图：%(ground)s") % {"ground": plan.ground.name},
            _("印制：%(day)s") % {"day": timezone.localdate().isoformat()},
        ],
        "described": _("网格地图：每块注明编号和户数。"),
        "svg": svg(plan, grids),
    }
    made = typst.compile(
        LAYOUT.read_bytes(),
        font_paths=embedded_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": showable_json(data)},
        timestamp=datetime.combine(day, time(0), tzinfo=UTC),
        format="pdf",
    )
    return bytes(made)


def svg(plan: GridPlan, grids: DrawnGrids) -> str:
    """The drawing: north is up, degrees are squeezed to the ground's latitude."""
    put = _Sheet(shapely.total_bounds(grids.shapes))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">']
    for k, shape in enumerate(grids.shapes):
        parts.append(
            f'<path d="{put.path(shape)}" fill="{FILLS[k % len(FILLS)]}" stroke="#5b3a1e" stroke-width="1.4"/>'
        )
    streets = GroundStreet.objects.filter(ground=plan.ground_id, street_class__gte=1)
    rows = streets.order_by("-street_class", "number").values_list("shape", "street_class")[:MOST_STREETS]
    for shape, street in rows:
        line = put.path(shapely.from_wkb(bytes(shape)))
        parts.append(
            f'<path d="{line}" fill="none" stroke="#9aa4ad" stroke-width="{0.4 + street * 0.35:.2f}"/>'
        )
    for point, row in list(zip(grids.points, grids.rows, strict=True))[:MOST_LABELS]:
        parts.append(_label(put, point, row))
    return "".join([*parts, "</svg>"])


def _label(put: "_Sheet", point: Any, row: tuple[Any, ...]) -> str:
    x, y = put.spot(point)
    words = escape(row[4]) if row[4] else f"{row[2]:03d}"
    style = 'text-anchor="middle" font-family="Noto Sans SC"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="15" fill="#1a1a1a" {style}>{words}</text>'
        f'<text x="{x:.1f}" y="{y + 13:.1f}" font-size="9" fill="#4c5660" {style}>{row[5]}</text>'
    )


class _Sheet:
    """Degrees to points of the drawing."""

    def __init__(self, bounds: Any) -> None:
        west, south, east, north = (float(value) for value in bounds)
        squeeze = float(np.cos(np.radians((south + north) / 2)))
        wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
        scale = min((WIDTH - 20) / wide, (HEIGHT - 20) / high)
        self.west, self.north = west, north
        self.x, self.y = scale * squeeze, scale
        self.left, self.top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2

    def spot(self, point: Any) -> tuple[float, float]:
        """A point."""
        return self.left + (point[0] - self.west) * self.x, self.top + (self.north - point[1]) * self.y

    def path(self, shape: Any) -> str:
        """Rings and lines as a path."""
        made = []
        for part in shapely.get_parts(shape):
            closed = part.geom_type == "Polygon"
            for ring in shapely.get_rings(part) if closed else [part]:
                points = [self.spot(xy) for xy in shapely.get_coordinates(ring)]
                made.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else ""))
        return "".join(made)
