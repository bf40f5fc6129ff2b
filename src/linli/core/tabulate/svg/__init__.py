"""图形 · Charts and point maps as SVG, in presentation attributes only (no style, no script)."""

from linli.core.tabulate.svg.charts import chart_svg
from linli.core.tabulate.svg.points import point_map_svg

__all__ = ["chart_svg", "point_map_svg"]
