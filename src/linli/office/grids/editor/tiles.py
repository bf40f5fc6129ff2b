"""Tiles of a ground's map, for whoever may see its plans."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import condition, require_GET

from linli.base.access import access
from linli.grids import rules
from linli.grids.models import GridPlan, Ground
from linli.grids.queries.plan_tiles import VIEWS, View, plan_tile, view_of
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
    return _answer(partial(ground_tile, ground_id), z, x, y)


def _answer(made_of: Callable[[int, int, int], bytes], z: int, x: int, y: int) -> HttpResponse:
    try:
        made = made_of(z, x, y)
    except ValueError as fault:
        raise Http404 from fault
    # Private: a shared cache must not hand a district's map to another's staff.
    headers = {"Cache-Control": "private, max-age=600"}
    return HttpResponse(made, content_type=KIND, headers=headers, status=200 if made else 204)


def _seen(request: HttpRequest, plan_id: UUID, name: str) -> tuple[GridPlan, View]:
    """The plan, when this post may see it, and one of its views as of today."""
    found = GridPlan.objects.select_related("ground").filter(pk=plan_id).first()
    plan = rules.require_plan(found, request.actor)  # type: ignore[attr-defined]
    if name not in VIEWS:
        raise Http404
    return plan, view_of(plan, name, timezone.localdate())


def _grids_etag(request: HttpRequest, plan_id: UUID, name: str, z: int, x: int, y: int) -> str | None:
    _plan, view = _seen(request, plan_id, name)
    return f'"{view.mark}-{z}-{x}-{y}"' if view.sheets else None


@access(roles=rules.READERS)
@require_GET
@condition(etag_func=_grids_etag)
def grids(request: HttpRequest, plan_id: UUID, name: str, z: int, x: int, y: int) -> HttpResponse:
    """One tile of a plan's grids, or of those in force; 204 where nothing lies."""
    plan, view = _seen(request, plan_id, name)
    return _answer(partial(plan_tile, plan, view), z, x, y)
