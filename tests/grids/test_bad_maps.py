"""Maps as they come: cut off on the way, streets that end nowhere, a building on the border, an island."""

import io
import json

import osmium
import pytest
import shapely
import xlsxwriter
from osmium.osm import mutable

from linli.base.errors import Refusal
from linli.grids.actions import create_ground, create_plan, load_ground, propose
from linli.grids.generated import map_files
from linli.grids.models import Ground, GroundBuilding, GroundStreet, GroundUnit
from linli.grids.queries import plan_figures
from linli.grids.states import MapKind
from tests.grids.setting import SUB_DISTRICT, TOWN, WEST, clerk

pytestmark = pytest.mark.django_db


def loaded(at, **changed) -> Ground:
    files = {**map_files(TOWN), **changed}
    ground = create_ground(place=SUB_DISTRICT, name="底图", files=files, by=clerk(), at=at)
    return load_ground(ground_id=ground.pk, by=clerk(), at=at)


def workbook(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def edited(kind: MapKind, change) -> tuple[str, bytes]:
    name, content = map_files(TOWN)[kind]
    whole = json.loads(content)
    change(whole["features"])
    return name, json.dumps(whole).encode()


@pytest.fixture(scope="module")
def pbf(tmp_path_factory) -> bytes:
    """The streets of the town as OpenStreetMap has them."""
    path = tmp_path_factory.mktemp("pbf") / "streets.osm.pbf"
    _name, content = map_files(TOWN)[MapKind.STREETS]
    writer = osmium.SimpleWriter(str(path))
    ways, node = [], 0
    for number, one in enumerate(json.loads(content)["features"], 1):
        refs = []
        for spot in shapely.get_coordinates(shapely.from_geojson(json.dumps(one["geometry"]))).tolist():
            node += 1
            writer.add_node(mutable.Node(id=node, location=tuple(spot), version=1))
            refs.append(node)
        ways.append(mutable.Way(id=number, nodes=refs, tags={"highway": "residential"}, version=1))
    for way in ways:
        writer.add_way(way)
    writer.close()
    return path.read_bytes()


def test_a_whole_pbf_is_read(pbf, at):
    ground = loaded(at, **{MapKind.STREETS: ("城区.osm.pbf", pbf)})
    assert ground.street_count == len(json.loads(map_files(TOWN)[MapKind.STREETS][1])["features"])


@pytest.mark.parametrize(
    ("cut", "code"),
    [
        (lambda whole: whole[:0], "files_missing"),
        (lambda whole: whole[:7], "not_map"),
        (lambda whole: whole[:40], "damaged_map"),
        (lambda whole: whole[: len(whole) // 2], "damaged_map"),
        (lambda whole: whole[:-1], "damaged_map"),
    ],
    ids=["empty", "before the head", "in the head", "in the middle of a block", "one byte short"],
)
def test_a_pbf_that_is_cut_off_is_named_and_nothing_is_kept(pbf, at, cut, code):
    with pytest.raises(Refusal) as refused:
        loaded(at, **{MapKind.STREETS: ("城区.osm.pbf", cut(pbf))})
    assert refused.value.code == f"grids.{code}"
    assert ("街巷" if code == "files_missing" else "城区.osm.pbf") in str(refused.value)
    assert refused.value.remedy
    assert not GroundUnit.objects.exists()
    assert not GroundStreet.objects.exists()
    assert not Ground.objects.filter(state="ready").exists()


def test_a_street_that_ends_nowhere_divides_nothing(at):
    whole = loaded(at)
    blocks = set(GroundUnit.objects.filter(ground=whole).order_by("number").values_list("block", flat=True))
    _name, content = map_files(TOWN)[MapKind.COMMUNITIES]
    (west, south, east, north) = shapely.bounds(
        shapely.from_geojson(json.dumps(json.loads(content)["features"][0]["geometry"]))
    ).tolist()

    def dead_end(features):
        middle = [(west + east) / 2, (south + north) / 2]
        line = [middle, [middle[0] + (east - west) / 40, middle[1] + (north - south) / 40]]
        one = json.loads(json.dumps(features[0]))
        features.append(one | {"geometry": {"type": "LineString", "coordinates": line}})

    ground = loaded(at, **{MapKind.STREETS: edited(MapKind.STREETS, dead_end)})
    assert ground.street_count == whole.street_count + 1
    found = set(GroundUnit.objects.filter(ground=ground).order_by("number").values_list("block", flat=True))
    assert len(found) == len(blocks)


def test_a_building_on_the_border_lies_in_one_community_and_keeps_all_its_homes(at):
    _name, content = map_files(TOWN)[MapKind.COMMUNITIES]
    one, other = (
        shapely.from_geojson(json.dumps(feature["geometry"])) for feature in json.loads(content)["features"]
    )
    between = shapely.centroid(shapely.shortest_line(shapely.centroid(one), shapely.centroid(other)))

    def across(features):
        square = shapely.buffer(between, 2e-4, cap_style="square")
        features.append(
            {
                "type": "Feature",
                "properties": {"households": 37, "estate": "界上", "building_no": "1"},
                "geometry": json.loads(shapely.to_geojson(square)),
            }
        )

    whole = loaded(at)
    ground = loaded(at, **{MapKind.BUILDINGS: edited(MapKind.BUILDINGS, across)})
    mine = GroundBuilding.objects.filter(ground=ground, estate="界上").get()
    unit = GroundUnit.objects.get(ground=ground, number=mine.unit)
    assert mine.community == unit.community != ""
    assert ground.households == whole.households + 37


def test_an_island_is_in_its_community_and_in_a_whole_grid(at):
    """Part of the first community lies off shore: it is bridged, and no grid is in pieces."""
    shift = 0.004

    def also_off_shore(features):
        first = next(one for one in features if one["properties"].get("code") == WEST)
        shape = shapely.from_geojson(json.dumps(first["geometry"]))
        west, south, _east, north = shapely.bounds(shape).tolist()
        isle = shapely.box(west - shift, south, west - shift / 2, south + (north - south) / 3)
        first["geometry"] = json.loads(shapely.to_geojson(shapely.multipolygons([shape, isle])))

    def with_a_house(features):
        _name, content = map_files(TOWN)[MapKind.COMMUNITIES]
        first = next(one for one in json.loads(content)["features"] if one["properties"]["code"] == WEST)
        west, south, _east, north = shapely.bounds(
            shapely.from_geojson(json.dumps(first["geometry"]))
        ).tolist()
        spot = (west - shift * 0.75, south + (north - south) / 6)
        house = shapely.buffer(shapely.Point(spot), 1e-4, cap_style="square")
        features.append(
            {
                "type": "Feature",
                "properties": {"households": 12, "estate": "岛上", "building_no": "1"},
                "geometry": json.loads(shapely.to_geojson(house)),
            }
        )

    ground = loaded(
        at,
        **{
            MapKind.COMMUNITIES: edited(MapKind.COMMUNITIES, also_off_shore),
            MapKind.BUILDINGS: edited(MapKind.BUILDINGS, with_a_house),
        },
    )
    assert ground.told["bridges"] >= 1
    assert GroundBuilding.objects.get(ground=ground, estate="岛上").community == WEST
    plan = create_plan(ground_id=ground.pk, name="草案", effort="quick", by=clerk(), at=at)
    plan = propose(plan_id=plan.pk, version=0, by=clerk(), at=at)
    figures = plan_figures(plan)
    assert {grid.pieces for grid in figures.grids} == {1}
    assert sum(grid.households for grid in figures.grids) == ground.households


@pytest.mark.parametrize("name", ["楼栋.csv", "楼栋.xlsx"])
def test_a_table_in_place_of_a_map_is_named_as_one(at, name):
    table = "小区,户数\n东门小区,30\n".encode()
    if name.endswith("xlsx"):
        table = workbook([["小区", "户数"], ["东门小区", 30]])
    with pytest.raises(Refusal, match="没有几何图形") as refused:
        loaded(at, **{MapKind.BUILDINGS: (name, table)})
    assert refused.value.params["file"] == name
    assert not GroundUnit.objects.exists()


def test_a_file_with_a_very_long_name_is_read(at):
    kind = MapKind.STREETS
    _name, content = map_files(TOWN)[kind]
    assert loaded(at, **{kind: ("长" * 150 + ".geojson", content)}).street_count
