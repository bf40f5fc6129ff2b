"""Tiles of a ground's map, for whoever may see its plans."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_GET

from linli.base.access import access
from linli.grids import rules
from linli.grids.models import Ground
from linli.grids.queries.sheets import ground_tile, sheets_mark

KIND = "application/vnd.mapbox-vector-tile"


def _etag(request: HttpRequest, ground_id: UUID, z: int, x: int, y: int) -> str | None:
    """Sheets never change, they are drawn anew; the mark is asked for only by those who may see the ground."""
    rules.require_ground(Ground.objects.filter(pk=ground_id).first(), request.actor)  # type: ignore[attr-defined]
    mark = sheets_mark(ground_id)
    return f'"{mark}-{z}-{x}-{y}"' if mark else None


@access(roles=rules.READERS)
@require_GET
@condition(etag_func=_etag)
def tile(request: HttpRequest, ground_id: UUID, z: int, x: int, y: int) -> HttpResponse:
    """One tile; 204 where nothing lies."""
    try:
        made = ground_tile(ground_id, z, x, y)
    except ValueError as fault:
        raise Http404 from fault
    # Private: a shared cache must not hand a district's map to another's staff.
    headers = {"Cache-Control": "private, max-age=600"}
    return HttpResponse(made, content_type=KIND, headers=headers, status=200 if made else 204)
