"""Tiles of a ground."""

from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from linli.core.geometry.sheets import box_of, kinds_at, tile_of, unpack
from linli.core.geometry.tiles import Layer
from linli.grids.models import Ground, GroundSheet

KEPT = 128  # sheets: what a screen or two are cut from with all that reaches in, some tens of megabytes in a large city


def is_drawn(ground: Ground) -> bool:
    """Whether the ground has the sheets that its tiles are cut from."""
    return GroundSheet.objects.filter(ground=ground).exists()


def sheets_mark(ground_id: UUID) -> str:
    """Changes when the sheets of a ground are drawn again; "" while there are none."""
    first = GroundSheet.objects.filter(ground=ground_id).order_by("-id").values_list("id", flat=True).first()
    return "" if first is None else f"{ground_id}-{first}"


def ground_tile(ground_id: UUID, z: int, x: int, y: int) -> bytes:
    """A tile of the ground, empty where nothing lies. Raises `ValueError` where there is no such tile."""
    layers = [_layer(ground_id, sheet) for sheet in _reaching(ground_id, z, x, y)]
    return tile_of(layers, z, x, y) if layers else b""


@lru_cache(maxsize=KEPT)
def _layer(ground_id: UUID, sheet_id: int) -> Layer:
    """The shapes of a sheet. Sheets never change, and a tile's neighbours are cut from the same ones."""
    stored = GroundSheet.objects.filter(ground=ground_id, pk=sheet_id).values_list("layer", "content")
    kind, content = stored.get()
    return unpack(kind, bytes(content))


def _reaching(ground_id: UUID, z: int, x: int, y: int) -> QuerySet[GroundSheet, int]:
    west, south, east, north = box_of(z, x, y)
    return (
        GroundSheet.objects.filter(
            ground=ground_id,
            layer__in=kinds_at(z),
            west__lte=east,
            east__gte=west,
            south__lte=north,
            north__gte=south,
        )
        .order_by("layer", "number")
        .values_list("pk", flat=True)
    )
