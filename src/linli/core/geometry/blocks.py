"""Blocks: what streets and the borders of communities cut out."""

from dataclasses import dataclass

import numpy as np
import shapely

from linli.core.geometry.lines import Real, Shapes, Whole

SLIVER_AREA = 400.0  # m2; smaller, and without a building, is no block
SLIVER_WIDTH = 12.0  # m; as the gap between the two lanes of a divided road


@dataclass(frozen=True, slots=True)
class Blocks:
    """Polygons and the community (place in the list given) that each lies in."""

    shape: Shapes
    community: Whole


def cut_blocks(streets: Shapes, communities: Shapes) -> Blocks:
    """Cut the communities along the streets. A community without streets is one block; land of no community is none.

    Communities that overlap are told apart by the smaller one; lines that end nowhere cut nothing.
    """
    borders = shapely.boundary(communities)
    lines = shapely.get_parts(shapely.unary_union(np.concatenate([_inside(streets, communities), borders])))
    faces = shapely.get_parts(shapely.polygonize(lines))
    faces = faces[shapely.area(faces) > 1e-3]
    owner = owner_of(shapely.point_on_surface(faces), communities)
    return Blocks(faces[owner >= 0], owner[owner >= 0])


def _inside(streets: Shapes, communities: Shapes) -> Shapes:
    """The streets that touch a community."""
    if not len(streets):
        return streets
    hit = np.unique(shapely.STRtree(communities).query(streets, predicate="intersects")[0])
    kept: Shapes = streets[hit]
    return kept


def owner_of(points: Shapes, polygons: Shapes) -> Whole:
    """The smallest of the polygons that holds each point, -1 for none."""
    owner = np.full(len(points), -1, np.int64)
    point, polygon = shapely.STRtree(polygons).query(points, predicate="intersects")
    order = np.lexsort((polygon, -shapely.area(polygons[polygon]), point))
    owner[point[order]] = polygon[order]
    return owner


def merge_slivers(blocks: Blocks, inhabited: Whole) -> Blocks:
    """Join blocks too small or too narrow to be one, and without a building, to the neighbour along the longest border.

    `inhabited` counts buildings per block. A sliver without a neighbour in its community stays.
    """
    area, around = shapely.area(blocks.shape), shapely.length(blocks.shape)
    thin = (area < SLIVER_AREA) | (2 * area / np.maximum(around, 1e-9) < SLIVER_WIDTH)
    sliver = thin & (inhabited == 0)
    into = np.arange(len(area))
    tree = shapely.STRtree(blocks.shape)
    for s in np.flatnonzero(sliver)[np.argsort(area[sliver], kind="stable")]:
        into[s] = _best_host(blocks, tree, into, int(s))
    root = _followed(into)
    if (root == np.arange(len(root))).all():
        return blocks
    names, group = np.unique(root, return_inverse=True)
    order = np.argsort(group, kind="stable")
    parts = np.split(blocks.shape[order], np.flatnonzero(np.diff(group[order])) + 1)
    shape = np.array([part[0] if len(part) == 1 else shapely.union_all(part) for part in parts], object)
    return Blocks(shape, blocks.community[names])


def _best_host(blocks: Blocks, tree: shapely.STRtree, into: Whole, s: int) -> int:
    shape = blocks.shape[s]
    near = tree.query(shape, predicate="touches")
    near = near[(blocks.community[near] == blocks.community[s])]
    near = np.array([n for n in near if _root(into, int(n)) != s], np.int64)
    if not near.size:
        return s
    shared: Real = shapely.length(shapely.intersection(blocks.shape[near], shape))
    best = int(np.argmax(shared))
    return _root(into, int(near[best])) if shared[best] > 0 else s


def _root(into: Whole, x: int) -> int:
    while into[x] != x:
        x = int(into[x])
    return x


def _followed(into: Whole) -> Whole:
    return np.array([_root(into, x) for x in range(len(into))], np.int64)
