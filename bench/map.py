"""How fluid is the map of a million households? Tiles (server time), the editor's opening, and frames in Chromium
(`map_frames.py`).

    python bench/map.py [--communities 160] [--wuhan FOLDER] [--keep DIR] [--no-browser]

The town is our own generator's, a strip of communities side by side. With `--wuhan` the streets of Wuhan and the
buildings of `units/wuhan1m.npz` are loaded instead: the file has no polygons, so each building is a square of a quarter
of its unit's area around its point, and a community is the land nearer to its buildings than to others'. The peer for
writing tiles, mapbox-vector-tile, runs on the same shapes where it is installed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
PLACE = "990101"


def main() -> None:
    """Load, propose, then measure."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--communities", type=int, default=160)
    options.add_argument("--wuhan", type=Path, help="a folder with raw/ and units/")
    options.add_argument("--keep", type=Path)
    options.add_argument("--no-browser", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        set_up(given.keep or Path(made))
        plan = loaded(given)
        print(
            f"{plan.ground.unit_count:,} units, {plan.ground.households:,} households, {plan.grid_count:,} grids"
        )
        client = signed_in()
        tiles(client, plan)
        opening(client, plan)
        if not given.no_browser:
            from bench.map_frames import browse

            browse(client, plan)


def set_up(folder: Path) -> None:
    """Django on a database in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(LINLI_DATA_DIR=str(folder), LINLI_SECRET_KEY="bench-only", LINLI_DEMO="1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.LOGGING_CONFIG = None
    settings.WHITENOISE_AUTOREFRESH = True
    django.setup()
    call_command("migrate", verbosity=0)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print wall and processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:<28} {time.perf_counter() - wall:7.2f} s {time.process_time() - cpu:7.2f} s CPU")


def loaded(given: argparse.Namespace) -> Any:
    """The plan; made unless the kept database has one."""
    from linli.base.identity.actor import Actor
    from linli.base.scope import Scope
    from linli.grids import actions
    from linli.grids.actions.sheets import draw_sheets
    from linli.grids.generated import Town, map_files
    from linli.grids.models import GridPlan

    kept = GridPlan.objects.in_scope(Scope("")).select_related("ground").first()
    if kept is not None:
        return kept
    by = Actor.system("bench")
    names = {f"{PLACE}{k // 20 + 1:03d}{k % 20 + 1:03d}": f"第{k + 1}社区" for k in range(given.communities)}
    files = wuhan(given.wuhan) if given.wuhan else map_files(Town(names, columns=4, rows=7, homes=(16, 40)))
    ground = actions.create_ground(place=PLACE, name="bench", files=files, by=by, at=AT)
    with timed("load, sheets included"):
        actions.load_ground(ground_id=ground.pk, by=by, at=AT)
    with timed("sheets drawn again"):
        draw_sheets(ground_id=ground.pk, by=by, at=AT)
    plan = actions.create_plan(ground_id=ground.pk, name="bench", effort="quick", by=by, at=AT)
    with timed("proposal, quick"):
        actions.propose(plan_id=plan.pk, version=0, by=by, at=AT)
    return GridPlan.objects.in_scope(Scope("")).select_related("ground").get(pk=plan.pk)


def wuhan(folder: Path) -> dict[Any, tuple[str, bytes]]:
    """Real streets, points of real size with squares around them."""
    import pyarrow.parquet as pq
    import pyogrio
    import shapely

    from linli.grids.states import MapKind

    table = pq.read_table(folder / "raw/wuhan_simplified.parquet")
    crs = json.dumps(json.loads(table.schema.metadata[b"geo"])["columns"]["geometry"]["crs"])
    streets = shapely.from_wkb(np.array(table["geometry"].to_pylist(), object))
    kinds = np.array([str(kind).strip("[]'").split("'")[0] for kind in table["highway"].to_pylist()])
    units = np.load(folder / "units/wuhan1m.npz")
    half = np.sqrt(units["area"]) / 4
    east, north = units["xy"].T
    houses = shapely.box(east - half, north - half, east + half, north + half)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(units["xy"]), ordered=True))
    cells = shapely.intersection(cells, shapely.buffer(shapely.points(units["xy"]), 90, quad_segs=2))
    places = [shapely.union_all(cells[units["comm"] == c]) for c in np.unique(units["comm"])]
    codes = np.array([f"{PLACE}{k // 20 + 1:03d}{k % 20 + 1:03d}" for k in range(len(places))])

    def written(shapes: Any, **columns: Any) -> bytes:
        file = Path(tempfile.mkdtemp()) / "layer.gpkg"
        pyogrio.raw.write(
            file,
            shapely.to_wkb(np.asarray(shapes, object)),
            field_data=list(columns.values()),
            fields=list(columns),
            geometry_type="Unknown",
            crs=crs,
        )
        return file.read_bytes()

    return {
        MapKind.STREETS: ("streets.gpkg", written(streets, highway=kinds)),
        MapKind.BUILDINGS: ("buildings.gpkg", written(houses, households=units["hh"])),
        MapKind.COMMUNITIES: ("communities.gpkg", written(places, code=codes)),
    }


def signed_in() -> Any:
    """A browser of the district's office."""
    from django.test import Client

    from linli.base.identity.models import Account, Body, Holding, Post
    from linli.base.identity.states import BodyKind, Role

    account, _made = Account.objects.get_or_create(username="bench", defaults={"is_demo": True})
    if not Holding.objects.filter(account=account).exists():
        body = Body.objects.create(name="区社区办", kind=BodyKind.COMMUNITY_OFFICE, division_code=PLACE)
        post = Post.objects.create(body=body, role=Role.DISTRICT_OFFICE, title="经办人", division_code=PLACE)
        Holding.objects.create(account=account, post=post, role=post.role, began_at=AT)
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    return client


def numbers(ground: Any, zoom: int, most: int = 60) -> list[tuple[int, int, int]]:
    """Tiles that the ground touches, at most so many of them."""
    from linli.core.geometry.tiles import EDGE

    side = 2 * EDGE / 2**zoom
    x = np.radians([ground.west, ground.east]) * 6378137
    y = np.log(np.tan(np.pi / 4 + np.radians([ground.south, ground.north]) / 2)) * 6378137
    columns = range(int((x[0] + EDGE) // side), int((x[1] + EDGE) // side) + 1)
    rows = range(int((EDGE - y[1]) // side), int((EDGE - y[0]) // side) + 1)
    found = [(zoom, column, row) for column in columns for row in rows]
    chosen = np.random.default_rng(1).permutation(len(found))[:most]
    return [found[k] for k in chosen]


def tiles(client: Any, plan: Any) -> None:
    """Whole requests, none from a browser's cache; the first of each kind opens what the others are cut from."""
    ground, grids = f"/grids/grounds/{plan.ground_id}/tiles", f"/grids/plans/{plan.pk}/edit/tiles/draft"
    for what, address, zooms in (("ground", ground, range(8, 16)), ("grids", grids, range(11, 15))):
        for zoom in zooms:
            took, busy, size = [], [], []
            listed = numbers(plan.ground, zoom)
            for tile in [listed[0], *listed]:
                begun, cpu = time.perf_counter(), time.process_time()
                answer = client.get(f"{address}/{'/'.join(map(str, tile))}")
                took.append((time.perf_counter() - begun) * 1000)
                busy.append((time.process_time() - cpu) * 1000)
                assert answer.status_code in (200, 204), answer.status_code
                size.append(len(answer.content) / 1000)
            p50, p95 = np.percentile(busy[1:], [50, 95])
            print(
                f"tiles of {what:<6} zoom {zoom:<2} {len(listed):4d}   CPU p50 {p50:4.0f}  p95 {p95:4.0f} ms   wall p95"
                f" {np.percentile(took[1:], 95):5.0f} ms   the first {busy[0]:5.0f} ms CPU  largest {max(size):5.0f} kB"
            )
    peer(plan)


def peer(plan: Any) -> None:
    """The fullest tile of units, written here and by mapbox-vector-tile."""
    from linli.core.geometry.sheets import box_of, unpack
    from linli.core.geometry.tiles import Layer, encode_tile, tile_bounds
    from linli.grids.models import GroundSheet

    try:
        import mapbox_vector_tile
    except ImportError:
        print("mapbox-vector-tile is not installed: no peer")
        return
    import shapely

    stored = GroundSheet.objects.filter(ground=plan.ground_id, layer="units").order_by("number")
    parts = [unpack("units", bytes(content)) for content in stored.values_list("content", flat=True)]
    shapes, ids = np.concatenate([p.shapes for p in parts]), np.concatenate([p.ids for p in parts])
    tree = shapely.STRtree(shapes)
    tile = max(numbers(plan.ground, 14), key=lambda one: len(tree.query(shapely.box(*box_of(*one)))))
    inside = tree.query(shapely.box(*box_of(*tile)))
    layer = Layer("units", parts[0].kind, shapes[inside], ids[inside], {})
    begun = time.perf_counter()
    encode_tile([layer], tile_bounds(*tile))
    ours = time.perf_counter() - begun
    features = [
        {"geometry": s, "id": int(i), "properties": {}}
        for s, i in zip(shapes[inside], ids[inside], strict=True)
    ]
    begun = time.perf_counter()
    mapbox_vector_tile.encode(
        [{"name": "units", "features": features}], default_options={"quantize_bounds": tile_bounds(*tile)}
    )
    theirs = time.perf_counter() - begun
    print(
        f"{len(inside):,} units into a tile: {ours * 1000:.0f} ms, mapbox-vector-tile {theirs * 1000:.0f} ms"
    )


def opening(client: Any, plan: Any) -> None:
    """The page and its data."""
    for what, address in (("page", ""), ("data, compressed", "data/")):
        took = []
        for _ in range(5):
            begun = time.perf_counter()
            answer = client.get(f"/grids/plans/{plan.pk}/edit/{address}", HTTP_ACCEPT_ENCODING="gzip")
            took.append((time.perf_counter() - begun) * 1000)
        print(
            f"editor, {what:<18} p50 {np.percentile(took, 50):6.0f} ms   {len(answer.content) / 1000:8.0f} kB"
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
