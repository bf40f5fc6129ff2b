"""`linli grids`: what it writes and prints, and what it refuses in words."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from click.testing import CliRunner, Result

from linli.cli.root import root
from tests.core.gridding.towns import town

pytestmark = pytest.mark.one_database


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, ["grids", *(str(argument) for argument in arguments)])


def words(result: Result) -> str:
    assert result.exit_code != 0, result.output
    return f"{result.exception} {result.output}"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    np.savez(tmp_path / "units.npz", **town())
    return tmp_path / "units.npz"


def geojson(path: Path, shapes: list[shapely.Geometry], rows: list[dict[str, Any]] | None = None) -> Path:
    """A map file in degrees around Longyan: a metre is about a hundred-thousandth of a degree."""
    moved = [shapely.transform(shape, lambda xy: xy / 100_000 + (117.0, 25.1)) for shape in shapes]
    features = [
        {"type": "Feature", "properties": row, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape, row in zip(moved, rows or [{}] * len(shapes), strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def maps(tmp_path: Path) -> dict[str, Path]:
    ground = [shapely.box(0, 0, 400, 200), shapely.box(400, 0, 800, 200)]
    houses = [shapely.box(x, y, x + 20, y + 12) for x in range(10, 780, 40) for y in (20, 60, 120, 160)]
    return {
        "streets": geojson(
            tmp_path / "streets.geojson",
            [shapely.LineString([(0, 100), (800, 100)])],
            [{"highway": "primary"}],
        ),
        "buildings": geojson(
            tmp_path / "buildings.geojson", houses, [{"building": "yes", "levels": "6"}] * len(houses)
        ),
        "communities": geojson(
            tmp_path / "communities.geojson", ground, [{"code": "350802001001"}, {"code": "350802001002"}]
        ),
    }


def units_of(maps: dict[str, Path], output: Path, *more: str) -> Result:
    options = [part for name, path in maps.items() for part in (f"--{name}", path)]
    return run("units", *options, "-o", output, *more)


def test_plan_writes_a_grid_for_every_unit_and_tells_measures_ceiling_and_reasons(
    units: Path, tmp_path: Path
) -> None:
    result = run("plan", units, "-o", tmp_path / "plan.npy", "--effort", "draft", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    plan = np.load(tmp_path / "plan.npy")
    assert len(plan) == len(town()["hh"])
    assert len(np.unique(plan)) == told["measures"]["grids"] == told["measures"]["due"]
    assert told["measures"]["broken"] == 0
    assert told["ceiling"] >= told["measures"]["in_band"]
    assert len(told["out"]) == round((1 - told["measures"]["in_band"]) * told["measures"]["due"])


def test_plan_speaks_both_languages(units: Path, tmp_path: Path) -> None:
    result = run("plan", units, "-o", tmp_path / "plan.npy", "--effort", "draft")
    assert result.exit_code == 0, result.output
    assert "个网格" in result.stdout
    assert "of the mean, " not in result.stdout.splitlines()[1]
    assert "grids, " in result.stdout


def test_a_community_of_450_households_is_told_to_make_small_grids(tmp_path: Path) -> None:
    np.savez(tmp_path / "units.npz", **(town(10, 1, communities=1) | {"hh": np.full(10, 45)}))
    result = run("plan", tmp_path / "units.npz", "-o", tmp_path / "plan.npy")
    assert "450 households make 2 grids of about 225" in result.stdout


def test_the_same_seed_writes_the_same_file(units: Path, tmp_path: Path) -> None:
    for name in ("one.npy", "two.npy"):
        run("plan", units, "-o", tmp_path / name, "--effort", "draft", "--seed", 5)
    assert (tmp_path / "one.npy").read_bytes() == (tmp_path / "two.npy").read_bytes()


def test_adjust_leaves_an_unchanged_plan_and_tells_what_moved(units: Path, tmp_path: Path) -> None:
    run("plan", units, "-o", tmp_path / "old.npy", "--effort", "quick")
    result = run("adjust", units, tmp_path / "old.npy", "-o", tmp_path / "new.npy", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["moved"], told["changed"]) == (0, [])
    assert np.array_equal(np.load(tmp_path / "old.npy"), np.load(tmp_path / "new.npy"))
    assert run("adjust", units, tmp_path / "old.npy", "-o", tmp_path / "new.npy").stdout.startswith(
        "0 户换网格"
    )


def test_units_are_made_from_maps_and_can_be_divided(maps: dict[str, Path], tmp_path: Path) -> None:
    result = units_of(maps, tmp_path / "units.npz", "--json")
    assert result.exit_code == 0, f"{result.output} {result.exception}"
    told = json.loads(result.stdout)
    assert (told["communities"], told["outside"], told["bridges"]) == (2, 0, 0)
    assert told["households"] > 500
    with np.load(tmp_path / "units.npz") as made:
        assert sorted(set(made["comm"].tolist())) == [350802001001, 350802001002]
    assert (
        run("plan", tmp_path / "units.npz", "-o", tmp_path / "plan.npy", "--effort", "draft").exit_code == 0
    )
    assert "户数为估计" in units_of(maps, tmp_path / "units.npz").stdout


def test_a_geopackage_and_a_shapefile_are_read_as_well(maps: dict[str, Path], tmp_path: Path) -> None:
    import pyogrio

    meta, _, shapes, values = pyogrio.raw.read(maps["buildings"])
    for driver, name in (("GPKG", "b.gpkg"), ("ESRI Shapefile", "b.shp")):
        pyogrio.raw.write(
            tmp_path / name,
            shapes,
            values,
            meta["fields"],
            geometry_type="Polygon",
            crs="EPSG:4326",
            driver=driver,
        )
        result = units_of(maps | {"buildings": tmp_path / name}, tmp_path / "units.npz", "--json")
        assert json.loads(result.stdout)["households"] > 500


def test_a_building_that_crosses_itself_is_mended(maps: dict[str, Path], tmp_path: Path) -> None:
    bow = shapely.Polygon([(10, 10), (40, 40), (40, 10), (10, 40)])
    maps["buildings"] = geojson(tmp_path / "bow.geojson", [bow], [{"households": 30}])
    told = json.loads(units_of(maps, tmp_path / "units.npz", "--json").stdout)
    assert (told["mended"], told["households"]) == (1, 30)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"hh": None}, "lacks the arrays hh"),
        ({"hh": np.full(288, -1)}, "288 units have fewer than 0 households"),
        ({"cls": np.zeros(3, int)}, "cls has 3 entries"),
        ({"area": np.full(288, np.inf)}, "area is not a row of numbers"),
        ({"hh": np.array([{"a": 1}] * 288)}, "damaged"),
    ],
)
def test_plan_refuses_units_that_nobody_can_divide(
    change: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    arrays = {name: values for name, values in (town() | change).items() if values is not None}
    np.savez(tmp_path / "units.npz", **arrays)
    assert expected in words(run("plan", tmp_path / "units.npz", "-o", tmp_path / "plan.npy"))
    assert not (tmp_path / "plan.npy").exists()


def test_plan_refuses_what_is_no_npz_or_cut_off(units: Path, tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("hh,comm\n")
    assert "not an .npz file" in words(run("plan", tmp_path / "text.npz", "-o", tmp_path / "p.npy"))
    (tmp_path / "cut.npz").write_bytes(units.read_bytes()[:5000])
    assert "damaged" in words(run("plan", tmp_path / "cut.npz", "-o", tmp_path / "p.npy"))
    assert run("plan", tmp_path / "none.npz", "-o", tmp_path / "p.npy").exit_code == 2
    assert run("plan", units, "-o", tmp_path / "p.npy", "--tolerance", "0").exit_code == 2


def test_adjust_refuses_a_plan_of_other_units(units: Path, tmp_path: Path) -> None:
    np.save(tmp_path / "old.npy", np.arange(3))
    assert "3 labels" in words(run("adjust", units, tmp_path / "old.npy", "-o", tmp_path / "new.npy"))
    (tmp_path / "bad.npy").write_text("1 2 3")
    assert "not an .npy file" in words(run("adjust", units, tmp_path / "bad.npy", "-o", tmp_path / "new.npy"))


def test_units_refuse_maps_of_two_places_and_files_that_are_no_maps(
    maps: dict[str, Path], tmp_path: Path
) -> None:
    far = shapely.transform(shapely.box(0, 0, 20, 20), lambda xy: xy + 5_000_000)
    elsewhere = maps | {"buildings": geojson(tmp_path / "far.geojson", [far])}
    assert "wrong coordinate system" in words(units_of(elsewhere, tmp_path / "u.npz"))
    (tmp_path / "notes.txt").write_text("no map")
    assert "not a map file" in words(units_of(maps | {"streets": tmp_path / "notes.txt"}, tmp_path / "u.npz"))
    (tmp_path / "cut.pbf").write_bytes(b"\x00\x00\x00\x0d\n\x09OSMHeader\x18\x7c\x10")
    assert "cut off" in words(units_of(maps | {"streets": tmp_path / "cut.pbf"}, tmp_path / "u.npz"))
    assert "no polygon of a community" in words(
        units_of(maps | {"communities": maps["streets"]}, tmp_path / "u.npz")
    )
