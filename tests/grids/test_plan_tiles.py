"""Whole grids from far away: as the draft has them, as those in force were, and as the page has changed them."""

import numpy as np
import pyogrio
import pytest
import shapely

from linli.base.errors import Refusal
from linli.grids.actions import adopt, change_labels
from linli.grids.graphs import labels_of
from linli.grids.models import GroundSheet
from linli.grids.queries import plan_figures
from linli.grids.queries.plan_tiles import DRAFT, FORCE, mosaic, outlines_of, plan_tile, view_of
from linli.grids.queries.sheets import sheets_mark
from tests.grids.setting import clerk
from tests.grids.test_editing import possible
from tests.grids.test_sheets import tiles

pytestmark = pytest.mark.django_db


def drawn(tmp_path, plan, name, zoom, day, layer="grids"):
    """Features of a layer over all tiles of the town: number -> columns."""
    view, made = view_of(plan, name, day), {}
    for tile in tiles(plan.ground, zoom):
        content = plan_tile(plan, view, *tile)
        file = tmp_path / "tile.pbf"
        file.write_bytes(content)
        if content and layer in dict(pyogrio.list_layers(f"MVT:{file}")):
            meta, _, _, columns = pyogrio.raw.read(f"MVT:{file}", layer=layer)
            rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
            made |= {int(row.pop("mvt_id")): row for row in rows}
    return made


@pytest.mark.parametrize("zoom", [11, 13, 14])
def test_every_grid_is_one_shape_with_its_load_and_no_unit_is_drawn(tmp_path, draft, at, zoom):
    figures = plan_figures(draft)
    found = drawn(tmp_path, draft, DRAFT, zoom, at.date())
    words = {
        grid.label: "fine" if grid.in_band else "low" if grid.deviation < 0 else "high"
        for grid in figures.grids
    }
    assert {number: row["load"] for number, row in found.items()} == words


def test_borders_of_grids_are_there_from_zoom_12_each_once_with_the_grids_on_both_sides(tmp_path, draft, at):
    assert drawn(tmp_path, draft, DRAFT, 11, at.date(), "edges") == {}
    found = [(row["a"], row["b"]) for row in drawn(tmp_path, draft, DRAFT, 12, at.date(), "edges").values()]
    known = {0, *(grid.label for grid in plan_figures(draft).grids)}
    assert found
    assert len(found) == len(set(found))
    assert {side for pair in found for side in pair} == known


def test_below_zoom_11_and_without_sheets_there_is_nothing(draft, at):
    tile = tiles(draft.ground, 10)[0]
    assert plan_tile(draft, view_of(draft, DRAFT, at.date()), *tile) == b""
    GroundSheet.objects.all().delete()
    near = tiles(draft.ground, 13)[0]
    assert plan_tile(draft, view_of(draft, DRAFT, at.date()), *near) == b""


def test_outside_the_map_there_is_no_tile(draft, at):
    view = view_of(draft, DRAFT, at.date())
    with pytest.raises(ValueError, match="no tile"):
        plan_tile(draft, view, 11, 5000, 0)


def test_what_is_in_force_is_drawn_beside_a_draft(tmp_path, draft, at):
    assert {row["load"] for row in drawn(tmp_path, draft, FORCE, 12, at.date()).values()} == {"none"}
    adopted = adopt(plan_id=draft.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
    found = drawn(tmp_path, adopted, FORCE, 12, at.date())
    assert set(found) == set(adopted.grids.values_list("label", flat=True))


def test_a_new_version_has_tiles_of_its_own(draft, at):
    def all_tiles(plan, view):
        return [plan_tile(plan, view, *tile) for tile in tiles(plan.ground, 14)]

    before = view_of(draft, DRAFT, at.date())
    drawn_before = all_tiles(draft, before)
    change = next(possible(draft, labels_of(draft.pk)))
    changed = change_labels(plan_id=draft.pk, version=1, changes=[change], by=clerk(), at=at)
    after = view_of(changed, DRAFT, at.date())
    assert after.mark != before.mark
    assert all_tiles(changed, after) != drawn_before


def test_outlines_of_what_is_not_saved_cover_its_units_and_nothing_else(draft):
    labels = labels_of(draft.pk)
    unit, to = next(possible(draft, labels))
    labels[unit] = to
    members = np.flatnonzero(labels == to).tolist()
    found = outlines_of(draft, members, [to] * len(members), 14)
    units = mosaic(draft.ground_id, sheets_mark(draft.ground_id))
    assert found.labels.tolist() == [to]
    assert shapely.equals(found.shapes[0], shapely.union_all(units[members]))


def test_outlines_need_known_units_and_a_map(draft):
    with pytest.raises(Refusal, match="没有第 99999 号单元"):
        outlines_of(draft, [99999], [1], 14)
    GroundSheet.objects.all().delete()
    with pytest.raises(Refusal) as refused:
        outlines_of(draft, [0], [1], 14)
    assert refused.value.code == "grids.no_map"
