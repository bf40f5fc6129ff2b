"""An existing plan comes in as polygons or as a table; gaps, overlaps and pieces are told, nothing is guessed."""

import json

import numpy as np
import pytest
import shapely

from linli.base.errors import Refusal
from linli.grids import exporting
from linli.grids.actions import adopt, create_plan, import_plan, undo_change
from linli.grids.graphs import labels_of, units_of
from linli.grids.models import GroundBuilding
from linli.grids.queries import plan_figures
from tests.grids.setting import WEST, clerk


@pytest.fixture
def empty(ground, at):
    return create_plan(ground_id=ground.pk, name="导入", by=clerk(), at=at)


def brought(plan, content, at, name="plan.geojson", version=0):
    return import_plan(plan_id=plan.pk, version=version, name=name, content=content, by=clerk(), at=at)


def features(draft) -> dict:
    return json.loads(exporting.geojson(draft, {}))


def kinds(found) -> dict[str, int]:
    return dict(found.count)


def test_what_was_exported_comes_back_as_it_was(draft, empty, at):
    found = brought(empty, exporting.geojson(draft, {}), at)
    assert kinds(found) == {}
    assert np.array_equal(labels_of(empty.pk), labels_of(draft.pk))


def test_a_geopackage_comes_back_too(draft, empty, at):
    brought(empty, exporting.geopackage(draft, {}), at, name="plan.gpkg")
    assert np.array_equal(labels_of(empty.pk), labels_of(draft.pk))


def test_a_gap_is_told_and_keeps_the_plan_from_being_adopted(draft, empty, at):
    whole = features(draft)
    gone = whole["features"].pop(0)
    found = brought(empty, json.dumps(whole).encode(), at)
    assert kinds(found) == {"gap": 1}
    figures = plan_figures(empty)
    assert figures.left_households == gone["properties"]["households"]
    empty.refresh_from_db()
    with pytest.raises(Refusal, match="不在任何网格里") as refused:
        adopt(plan_id=empty.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
    assert refused.value.code == "grids.gap"


def test_an_overlap_is_told(draft, empty, at):
    whole = features(draft)
    more = json.loads(json.dumps(whole["features"][0]))
    more["properties"]["code"] = f"{WEST}099"
    whole["features"].append(more)
    assert "overlap" in kinds(brought(empty, json.dumps(whole).encode(), at))


def test_a_grid_in_two_pieces_is_told(draft, empty, at):
    whole = features(draft)
    mine = [one for one in whole["features"] if one["properties"]["community"] == WEST]
    mine[0]["properties"]["code"] = mine[-1]["properties"]["code"]
    first, last = (shapely.from_geojson(json.dumps(one["geometry"])) for one in (mine[0], mine[-1]))
    found = kinds(brought(empty, json.dumps(whole).encode(), at))
    assert ("pieces" in found) == (not first.touches(last))


def test_a_polygon_that_crosses_itself_is_mended_and_said(draft, empty, at):
    whole = features(draft)
    ring = [[117.0, 25.0], [117.01, 25.01], [117.01, 25.0], [117.0, 25.01], [117.0, 25.0]]
    bow = {"type": "Polygon", "coordinates": [ring]}
    whole["features"].append({"type": "Feature", "properties": {"code": "98"}, "geometry": bow})
    assert brought(empty, json.dumps(whole).encode(), at).mended == 1


def test_a_table_of_buildings_comes_in(draft, empty, at):
    units, labels = units_of(draft.ground_id), labels_of(draft.pk)
    rows = ["社区,小区,楼栋,网格"]
    columns = ("community", "estate", "building", "unit")
    for community, estate, number, unit in GroundBuilding.objects.order_by("number").values_list(*columns):
        rows.append(f"{community},{estate},{number}栋,{labels[unit] % 1000:03d}")
    found = brought(empty, "\n".join(rows).encode(), at, name="对照表.csv")
    lived_in = units.hh > 0
    assert np.array_equal(labels_of(empty.pk)[lived_in], labels[lived_in])
    assert "unknown" not in kinds(found)


def test_rows_that_name_no_building_are_told_by_their_number(draft, empty, at):
    first = GroundBuilding.objects.order_by("number").first()
    text = f"小区,楼栋,网格\n{first.estate},{first.building},001\n无此小区,1,002\n{first.estate},{first.building},003\n"
    found = brought(empty, text.encode(), at, name="对照表.csv")
    told = {one.kind: one.where for one in found.troubles}
    assert told["unknown"].startswith("3:")
    assert told["twice"].startswith("4:")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.geojson", b"{ not json", "not_map"),
        ("plan.csv", "甲,乙\n1,2\n".encode(), "no_plan_columns"),
        ("plan.geojson", b'{"type":"FeatureCollection","features":[]}', "no_communities"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(empty, at, name, content, code):
    with pytest.raises(Refusal) as refused:
        brought(empty, content, at, name=name)
    assert refused.value.code == f"grids.{code}"
    assert name in str(refused.value)


def test_a_plan_of_another_town_is_refused(draft, empty, at):
    whole = features(draft)
    for one in whole["features"]:
        shape = shapely.transform(shapely.from_geojson(json.dumps(one["geometry"])), lambda xy: xy + 1.0)
        one["geometry"] = json.loads(shapely.to_geojson(shape))
    with pytest.raises(Refusal, match="没有一个网格落在这份底图上"):
        brought(empty, json.dumps(whole).encode(), at)


def test_an_import_is_undone(draft, at):
    before = labels_of(draft.pk)
    whole = features(draft)
    whole["features"].pop(0)
    brought(draft, json.dumps(whole).encode(), at, version=1)
    undo_change(plan_id=draft.pk, version=2, by=clerk(), at=at)
    assert np.array_equal(labels_of(draft.pk), before)
