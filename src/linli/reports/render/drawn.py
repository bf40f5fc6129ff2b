"""The data under a chart or a map, as a table."""

from decimal import Decimal

from linli.core.tabulate.blocks import Chart, PointMap, Table
from linli.core.tabulate.figures import Column
from linli.core.tabulate.units import NUMBER
from linli.core.tabulate.words import Words


def chart_data(chart: Chart) -> Table:
    """One row a category, one column a series."""
    columns = (
        Column(Words("分组", "Group"), wide=2),
        *(Column(series.label, chart.unit) for series in chart.series),
    )
    rows = tuple(
        (words, *(_exact(series.values[index]) for series in chart.series))
        for index, words in enumerate(chart.categories)
    )
    return Table(chart.key, chart.title, columns, rows, chart.query, chart.as_of)


def map_data(point_map: PointMap) -> Table:
    """One row a point: name, kind, longitude, latitude."""
    kinds = dict(point_map.kinds)
    columns = (
        Column(Words("地点", "Place"), wide=2),
        Column(Words("类别", "Kind")),
        Column(Words("经度", "Longitude"), NUMBER, 5),
        Column(Words("纬度", "Latitude"), NUMBER, 5),
    )
    rows = tuple(
        (point.label, kinds[point.kind], _exact(point.longitude), _exact(point.latitude))
        for point in point_map.points
    )
    return Table(point_map.key, point_map.title, columns, rows, point_map.query, point_map.as_of)


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
