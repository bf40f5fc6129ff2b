"""Grounds: map files are handed in, then read as a job."""

import hashlib
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

import numpy as np
import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base import bulk
from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import Job
from linli.core.gridding import Units
from linli.core.gridding.build import Built
from linli.grids import loading, rules
from linli.grids.actions.sheets import draw_sheets
from linli.grids.arrays import pack_units
from linli.grids.maps.layers import put_into
from linli.grids.maps.units import MapData, built_from, read_maps, summary
from linli.grids.maps.words import refuse
from linli.grids.models import (
    Ground,
    GroundBuilding,
    GroundCommunity,
    GroundFile,
    GroundGraph,
    GroundStreet,
    GroundUnit,
)
from linli.grids.progress import Progress, nothing
from linli.grids.states import GroundState, MapKind
from linli.territory import queries as territory

LOAD = "grids.load_ground"
STEPS = 8


def create_ground(
    *,
    place: str,
    name: str,
    files: Mapping[MapKind, tuple[str, bytes]],
    by: Actor,
    at: datetime,
    split_towers: bool = False,
) -> Ground:
    """Hand in the three map files of a place: kind -> (file name, bytes). They are read by `load_ground`."""
    rules.require_draw(by, place)
    missing = [kind.label for kind in MapKind if kind not in files or not files[kind][1]]
    if missing:
        raise Refusal(
            "grids.files_missing",
            gettext_lazy("还缺这些文件：%(kinds)s。"),
            gettext_lazy("三份都要：街巷、楼栋、社区边界；可以是同一份 PBF。"),
            kinds=_("、").join(str(kind) for kind in missing),
        )
    with audited(by=by, at=at, verb="grids.create_ground", subject="grids.Ground", place=place) as entry:
        ground = Ground.objects.create(
            district=place[:6],
            place=place,
            name=name.strip() or f"{at:%Y-%m-%d}",
            split_towers=split_towers,
            created_at=at,
            loaded_by=by.label,
        )
        GroundFile.objects.bulk_create(
            GroundFile(
                ground=ground,
                kind=kind,
                name=Path(called).name[:200],
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                content=content,
            )
            for kind, (called, content) in files.items()
        )
        entry.subject = f"grids.Ground:{ground.pk}"
    return ground


def start_load(*, ground_id: UUID, by: Actor, at: datetime) -> Job:
    """Read the files as a job."""
    ground = _waiting(ground_id, by)
    with audited(by=by, at=at, verb=f"{LOAD}_start", subject=f"grids.Ground:{ground.pk}", place=ground.place):
        title = _("载入底图：%(name)s") % {"name": ground.name}
        job = start_job(kind=LOAD, params={"ground": str(ground.pk)}, by=by, at=at, title=title)
        Ground.objects.filter(pk=ground.pk).update(job_id=job.pk)
    return job


def _waiting(ground_id: UUID, by: Actor) -> Ground:
    ground = rules.require_ground(Ground.objects.filter(pk=ground_id).first(), by)
    rules.require_draw(by, ground.place)
    if ground.state != GroundState.WAITING:
        raise Refusal("grids.loaded_already", gettext_lazy("这份底图已经载入，不会再变。"))
    return ground


def load_ground(*, ground_id: UUID, by: Actor, at: datetime, progress: Progress = nothing) -> Ground:
    """Read the files of a ground into units, buildings and streets; all of it or nothing."""
    ground = _waiting(ground_id, by)
    with tempfile.TemporaryDirectory(prefix="linli-ground-") as folder:
        paths = _unpacked(ground, Path(folder))

        def tell(step: int, what: str) -> None:
            progress(step, STEPS, str(MapKind(what).label))

        data = read_maps(paths[MapKind.STREETS], paths[MapKind.BUILDINGS], paths[MapKind.COMMUNITIES], tell)
    if not data.projection:
        raise refuse("no_crs", data.communities.name)
    known = {row.code: row.name for row in territory.communities(ground.place, at.date())}
    places = loading.communities_of(data.communities, ground.place, known)
    progress(3, STEPS, _("划出街坊和单元"))
    made = built_from(data, split=ground.split_towers)
    if not len(data.buildings.shapes) or made.outside == len(data.buildings.shapes):
        raise refuse("no_buildings", data.buildings.name)
    progress(4, STEPS, _("写入底图"))
    _write(ground, data, made, places, by, at, progress)
    progress(7, STEPS, _("绘制地图"))
    draw_sheets(ground_id=ground.pk, by=by, at=at)
    return Ground.objects.get(pk=ground.pk)


def _unpacked(ground: Ground, folder: Path) -> dict[MapKind, Path]:
    paths = {}
    for file in ground.files.order_by("kind"):
        below = folder / file.kind
        below.mkdir()
        paths[MapKind(file.kind)] = put_into(below, file.name, bytes(file.content or b""))
    return paths


def _write(
    ground: Ground,
    data: MapData,
    made: Built,
    places: loading.Communities,
    by: Actor,
    at: datetime,
    progress: Progress,
) -> None:
    scene = loading.Ground(data.projection)
    codes = places.codes
    arrays = loading.graph_arrays(made, codes)
    units = Units.of(arrays)
    told = summary(made, data)
    box = shapely.total_bounds(scene.shapes(data.communities.shapes)).tolist()
    with (
        audited(by=by, at=at, verb=LOAD, subject=f"grids.Ground:{ground.pk}", place=ground.place) as entry,
        transaction.atomic(),
    ):
        GroundGraph.objects.create(ground=ground, content=pack_units(arrays))
        _put(GroundCommunity, ground, COMMUNITY, _community_rows(scene, data, places, units))
        _put(GroundUnit, ground, loading.UNIT, loading.unit_rows(scene, made, codes))
        progress(5, STEPS, "")
        _put(GroundBuilding, ground, loading.BUILDINGS, loading.building_rows(scene, data, made, codes))
        progress(6, STEPS, "")
        _put(GroundStreet, ground, loading.STREET, loading.street_rows(scene, data))
        progress(7, STEPS, "")
        GroundFile.objects.filter(ground=ground).update(content=None)
        Ground.objects.filter(pk=ground.pk).update(
            state=GroundState.READY,
            projection=data.projection,
            unit_count=units.n,
            building_count=len(data.buildings.shapes),
            street_count=len(data.streets.shapes),
            households=int(units.hh.sum()),
            told=told,
            west=box[0],
            south=box[1],
            east=box[2],
            north=box[3],
            loaded_at=at,
            loaded_by=by.label,
        )
        entry.detail = {"units": units.n, "households": int(units.hh.sum())}


COMMUNITY = ("number", *loading.SHAPE, "code", "name", "households", "grids_due")


def _community_rows(
    scene: loading.Ground, data: MapData, places: loading.Communities, units: Units
) -> list[loading.Row]:
    """Rows of the communities that have units, in the order of their codes."""
    place_of = {int(code): place for place, code in enumerate(places.codes)}
    chosen = [place_of[code] for code in units.names.tolist()]
    homes = np.bincount(units.comm, units.hh, minlength=units.communities).astype(int).tolist()
    shapes = zip(*scene.columns(data.communities.shapes[chosen]), strict=True)
    return [
        (number, *shape, places.codes[place], places.names[place], homes[number], due)
        for number, (shape, place, due) in enumerate(zip(shapes, chosen, units.due().tolist(), strict=True))
    ]


def _put(model: type, ground: Ground, names: tuple[str, ...], rows: object) -> None:
    from collections.abc import Iterable

    assert isinstance(rows, Iterable)
    bulk.insert(model, ("ground_id", *names), ((ground.pk, *row) for row in rows))
