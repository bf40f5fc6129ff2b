"""Cells: each block shared out among its buildings, every spot to the nearest one."""

from dataclasses import dataclass

import numpy as np
import shapely

from linli.core.geometry.lines import Real, Shapes, Whole


@dataclass(frozen=True, slots=True)
class Pieces:
    """Polygons without gap or overlap: `shape`, the `block` and the `seed` (place of the point) of each.

    A block without a point is one piece with seed -1. A cell cut in several pieces by its block has one `main` piece,
    the largest.
    """

    shape: Shapes
    block: Whole
    seed: Whole
    main: np.ndarray[tuple[int], np.dtype[np.bool_]]


def share_out(blocks: Shapes, points: Real, block: Whole) -> Pieces:
    """Cut each block into the cells of its points: `points` (n, 2) metres, all different within a block."""
    order = np.argsort(block, kind="stable")
    bounds = np.searchsorted(block[order], np.arange(len(blocks) + 1))
    shapes: list[Shapes] = []
    owners: list[Whole] = []
    seeds: list[Whole] = []
    for b, shape in enumerate(blocks):
        mine = order[bounds[b] : bounds[b + 1]]
        if len(mine) < 2:
            shapes.append(np.array([shape], object))
            seeds.append(mine if len(mine) else np.array([-1]))
        else:
            cells, seed = _voronoi(shape, points[mine])
            shapes.append(cells)
            seeds.append(mine[seed])
        owners.append(np.full(len(seeds[-1]), b))
    return _in_pieces(np.concatenate(shapes), np.concatenate(owners), np.concatenate(seeds))


def _voronoi(block: shapely.Geometry, points: Real) -> tuple[Shapes, Whole]:
    """Cells of the points inside the block, and the point of each."""
    seeds = shapely.points(points)
    drawn = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=block))
    cell, seed = shapely.STRtree(seeds).query(drawn, predicate="intersects")
    # A point on the edge of two cells, by rounding, belongs to the first.
    _, first = np.unique(seed, return_index=True)
    drawn, seed = drawn[cell[first]], seed[first]
    shapely.prepare(block)
    whole = shapely.contains_properly(block, drawn)
    drawn[~whole] = shapely.intersection(drawn[~whole], block)
    return drawn, seed


def _in_pieces(shape: Shapes, block: Whole, seed: Whole) -> Pieces:
    """Take multi-part cells apart; lines and points that a cut left behind are dropped."""
    parts, cell = shapely.get_parts(shape, return_index=True)
    area = shapely.area(parts)
    solid = area > 1e-6
    parts, cell, area = parts[solid], cell[solid], area[solid]
    order = np.lexsort((np.arange(len(cell)), -area, cell))
    main = np.zeros(len(cell), bool)
    main[order[np.r_[True, np.diff(cell[order]) != 0]]] = True
    return Pieces(parts, block[cell], seed[cell], main)
