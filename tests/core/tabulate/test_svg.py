import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.tabulate.blocks import Chart, ChartKind, Point, PointMap, Series
from linli.core.tabulate.svg import chart_svg, point_map_svg
from linli.core.tabulate.svg.lines import nice_top
from linli.core.tabulate.svg.parts import FILLS, WIDTH
from linli.core.tabulate.units import COUNT, SHARE, YUAN
from linli.core.tabulate.words import Words

DAY = date(2009, 6, 30)
VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1e9)), min_size=1, max_size=8)
SVG = "{http://www.w3.org/2000/svg}"


def chart(kind, values, series=1, unit=COUNT, mark=None):
    names = tuple(Words(f"第{n}街道<&>", f"Place {n} <&>") for n in range(len(values)))
    made = tuple(Series(Words(f"系列{n}", f"Series {n}"), tuple(values)) for n in range(series))
    return Chart("c", kind, Words("标题", "Title"), names, made, unit, "q", DAY, mark)


def drawn(svg):
    return ElementTree.fromstring(svg)


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


@given(st.sampled_from(ChartKind), VALUES, st.integers(1, 4), st.sampled_from(["zh", "en"]))
def test_every_chart_is_well_formed_inside_its_frame_and_free_of_style(kind, values, series, language):
    svg = chart_svg(chart(kind, values, series), language)
    root = drawn(svg)
    assert "style" not in svg.replace("font-style", "")
    assert "nan" not in svg
    height = float(root.get("height"))
    for rect in root.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert x + wide <= WIDTH + 0.5
        assert y + high <= height + 0.5


@given(st.sampled_from(ChartKind), VALUES)
def test_the_same_data_give_the_same_drawing(kind, values):
    assert chart_svg(chart(kind, values), "zh") == chart_svg(chart(kind, values), "zh")


def test_every_bar_carries_its_number_and_unknown_is_said_in_words():
    root = drawn(chart_svg(chart(ChartKind.BAR, [6413.0, 0.0, None]), "zh"))
    assert {"6,413", "0", "未知"} <= set(texts(root))
    shares = drawn(chart_svg(chart(ChartKind.BAR, [0.73, 0.5], unit=SHARE), "zh"))
    assert "73%" in texts(shares)


def test_bars_are_as_long_as_their_values():
    root = drawn(chart_svg(chart(ChartKind.BAR, [100.0, 50.0, 25.0]), "zh"))
    widths = [float(rect.get("width")) for rect in root.iter(f"{SVG}rect")]
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.01)
    assert widths[1] / widths[2] == pytest.approx(2, rel=0.01)


def test_a_required_value_is_marked_and_named():
    svg = chart_svg(chart(ChartKind.BAR, [50.0, 300.0], mark=(100.0, Words("标准", "standard"))), "zh")
    assert "标准 100" in texts(drawn(svg))
    assert "stroke-dasharray" in svg


def test_money_is_scaled_and_the_unit_written():
    root = drawn(chart_svg(chart(ChartKind.BAR, [140_000.0]), "zh"))
    assert "单位：万元" not in texts(root)
    money = drawn(chart_svg(chart(ChartKind.BAR, [140_000.0], unit=YUAN), "zh"))
    assert "单位：万元" in texts(money)


def test_a_gap_in_a_line_stays_a_gap():
    root = drawn(chart_svg(chart(ChartKind.LINE, [1.0, 2.0, None, 3.0, 4.0]), "zh"))
    assert len(list(root.iter(f"{SVG}polyline"))) == 2
    assert len(list(root.iter(f"{SVG}circle"))) == 4


def test_fills_stay_apart_in_black_and_white():
    def lightness(colour):
        red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    levels = [lightness(fill) for fill in FILLS[:3]]
    assert all(after - before > 0.2 for before, after in pairwise(levels))


@given(st.floats(1e-6, 1e12))
def test_the_axis_reaches_above_every_value(largest):
    assert nice_top(largest) >= largest


KINDS = (("none", Words("无", "None")), ("small", Words("小", "Small")), ("met", Words("达标", "Met")))
POINTS = st.lists(
    st.tuples(st.floats(116.5, 117.5), st.floats(24.5, 25.5), st.sampled_from(["none", "small", "met"])),
    max_size=40,
)


@given(POINTS)
def test_every_point_lies_inside_the_map(found):
    points = tuple(Point(Words.same(f"点{n}"), lon, lat, kind) for n, (lon, lat, kind) in enumerate(found))
    svg = point_map_svg(PointMap("m", Words("图", "Map"), points, KINDS, "q", DAY), "zh")
    root = drawn(svg)
    assert "style" not in svg
    for circle in root.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx")) <= WIDTH
    for rect in list(root.iter(f"{SVG}rect"))[1:]:
        assert 0 <= float(rect.get("x")) <= WIDTH


def test_north_is_up_east_is_right_and_kinds_differ_in_shape():
    points = (
        Point(Words.same("西南"), 117.0, 25.0, "none"),
        Point(Words.same("东北"), 117.1, 25.1, "none"),
        Point(Words.same("中"), 117.05, 25.05, "met"),
    )
    root = drawn(point_map_svg(PointMap("m", Words("图", "Map"), points, KINDS, "q", DAY), "zh"))
    labels = {t.text: (float(t.get("x")), float(t.get("y"))) for t in root.iter(f"{SVG}text")}
    assert labels["东北"][0] > labels["西南"][0]
    assert labels["东北"][1] < labels["西南"][1]
    assert len(list(root.iter(f"{SVG}circle"))) == 2  # one on the map, one in the legend
    assert any(re.fullmatch(r"\d+(\.\d+)?公里", text) for text in labels)
