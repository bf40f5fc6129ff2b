"""An existing plan comes in as polygons or as a table; gaps, overlaps and pieces are told, nothing is guessed."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio
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


def zipped_shapefile(draft, change=lambda shapes, codes: (shapes, codes)) -> bytes:
    """A plan as desktop map software hands it over: .shp, .dbf, .prj and the rest, in one zip."""
    whole = features(draft)["features"]
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in whole]
    shapes, codes = change(shapes, [one["properties"]["code"] for one in whole])
    with tempfile.TemporaryDirectory() as folder:
        pyogrio.raw.write(
            Path(folder) / "grids.shp",
            geometry=shapely.to_wkb(np.array(shapes, object)),
            field_data=[np.array(codes, object)],
            fields=["grid_code"],
            geometry_type="Polygon",
            crs="EPSG:4490",
        )
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
    return packed.getvalue()


def test_a_zipped_shapefile_comes_in_as_it_was(draft, empty, at):
    found = brought(empty, zipped_shapefile(draft), at, name="现有网格.zip")
    assert kinds(found) == {}
    assert np.array_equal(labels_of(empty.pk), labels_of(draft.pk))


def test_gaps_overlaps_and_pieces_of_a_shapefile_are_told(draft, empty, at):
    inside, labels = units_of(draft.ground_id), labels_of(draft.pk)
    numbers = sorted(set(labels[inside.comm == 0].tolist()))

    def spoilt(shapes, codes):
        """The first grid is gone, the second is there twice, the last takes the number of one it does not touch."""
        mine = [k for k, code in enumerate(codes) if code.startswith(WEST)]
        gone, double, last = mine[0], mine[1], mine[-1]
        far = max(mine[1:-1], key=lambda k: shapely.distance(shapes[k], shapes[last]))
        codes[last] = codes[far]
        keep = [k for k in range(len(codes)) if k != gone] + [double]
        made = [codes[k] for k in keep]
        made[-1] = f"{WEST}777"
        return [shapes[k] for k in keep], made

    assert len(numbers) >= 3
    found = brought(empty, zipped_shapefile(draft, spoilt), at, name="现有网格.zip")
    told = kinds(found)
    assert told["gap"] >= 1
    assert told["overlap"] >= 1
    assert {one.kind for one in found.troubles} <= {"gap", "overlap", "pieces"}


def workbook(rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["东城街道网格对照表"])
    for row in [("社区", "小区", "楼栋", "网格"), *rows]:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def table_of(draft) -> list[tuple[str, str, str, str]]:
    labels = labels_of(draft.pk)
    columns = ("community", "estate", "building", "unit")
    return [
        (community, estate, f"{number}栋", f"{labels[unit] % 1000:03d}")
        for community, estate, number, unit in GroundBuilding.objects.order_by("number").values_list(*columns)
    ]


def test_a_workbook_of_buildings_comes_in_as_it_was(draft, empty, at):
    found = brought(empty, workbook(table_of(draft)), at, name="对照表.xlsx")
    lived_in = units_of(draft.ground_id).hh > 0
    assert np.array_equal(labels_of(empty.pk)[lived_in], labels_of(draft.pk)[lived_in])
    assert kinds(found) == {}


def test_gaps_contradictions_and_pieces_of_a_workbook_are_told(draft, empty, at):
    rows = table_of(draft)
    community, estate, number, grid = rows[0]
    one = [row for row in rows if row[0] == community and row[3] == grid]
    rows = [row for row in rows if row not in one[1:]]  # a grid of which one building alone is named
    far = max((k for k, row in enumerate(rows) if row[0] == community and row[3] != grid), key=lambda k: k)
    rows[far] = (*rows[far][:3], grid)
    rows.append((community, estate, number, "555"))
    found = brought(empty, workbook(rows), at, name="对照表.xlsx")
    told = {trouble.kind: trouble for trouble in found.troubles}
    assert told["gap"].homes > 0
    assert told["twice"].where.startswith(f"{len(rows) + 2}:")
    assert told["pieces"].other == "2"
