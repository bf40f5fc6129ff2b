"""OGC API - Features, part 1: the grids in force, for map software. Read only, public, nothing personal.

Standard: OGC 17-069r4 (core, GeoJSON). Coordinates are longitude and latitude of WGS 84 (CRS84).
"""

import json
import math
from datetime import date, datetime
from typing import Any

import shapely
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.errors import Refusal
from linli.grids.models import Grid
from linli.grids.queries.published import Bounds, Wanted, published

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PARTS = ("core", "oas30", "geojson")
CONFORMS = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in PARTS]
GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
USUAL, MOST = 100, 1000
KNOWN = {"bbox", "limit", "offset", "datetime", "community", "f"}


class Asked(Refusal):
    """A parameter that cannot be."""

    status = 400


def _link(
    request: HttpRequest, name: str, rel: str, media: str, *args: str, query: str = ""
) -> dict[str, str]:
    href = request.build_absolute_uri(reverse(f"api:{name}", args=args)) + query
    return {"href": href, "rel": rel, "type": media}


@access(public=True)
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """Where everything is."""
    return JsonResponse(
        {
            "title": "邻里 Linli: grids",
            "description": "Grids in force, by day. 施行中的网格。",
            "links": [
                _link(request, "ogc", "self", "application/json"),
                _link(request, "ogc-api", "service-desc", OPENAPI),
                _link(request, "ogc-conformance", "conformance", "application/json"),
                _link(request, "ogc-collections", "data", "application/json"),
            ],
        }
    )


@access(public=True)
@require_GET
def conformance(request: HttpRequest) -> HttpResponse:
    """Which parts of the standard are kept."""
    return JsonResponse({"conformsTo": CONFORMS})


@access(public=True)
@require_GET
def collections(request: HttpRequest) -> HttpResponse:
    """The one collection."""
    links = [_link(request, "ogc-collections", "self", "application/json")]
    return JsonResponse({"links": links, "collections": [_collection(request)]})


@access(public=True)
@require_GET
def collection(request: HttpRequest) -> HttpResponse:
    """What the collection of grids is."""
    return JsonResponse(_collection(request))


def _collection(request: HttpRequest) -> dict[str, Any]:
    first = Grid.objects.order_by("plan__valid_from").values_list("plan__valid_from", flat=True).first()
    begins = None if first is None else f"{first.isoformat()}T00:00:00Z"
    return {
        "id": "grids",
        "title": "网格 Grids",
        "description": "One feature per grid and period: id and code are its 15 digits, one period at a time.",
        "itemType": "feature",
        "crs": [CRS84],
        "extent": {"temporal": {"interval": [[begins, None]]}},
        "links": [
            _link(request, "ogc-collection", "self", "application/json"),
            _link(request, "ogc-items", "items", GEOJSON),
        ],
    }


@access(public=True)
@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """Grids by day, bounds and community, so many at a time."""
    try:
        wanted, limit, offset = _asked(request)
    except Asked as asked:
        return _refused(asked)
    rows = published(wanted)
    count = rows.count()
    page = list(rows.select_related("plan")[offset : offset + limit])
    links = [_link(request, "ogc-items", "self", GEOJSON, query=_again(request, offset))]
    if offset + limit < count:
        links.append(_link(request, "ogc-items", "next", GEOJSON, query=_again(request, offset + limit)))
    if offset:
        links.append(
            _link(request, "ogc-items", "prev", GEOJSON, query=_again(request, max(0, offset - limit)))
        )
    made = {
        "type": "FeatureCollection",
        "timeStamp": timezone.now().isoformat(timespec="seconds"),
        "numberMatched": count,
        "numberReturned": len(page),
        "links": links,
        "features": [_feature(row) for row in page],
    }
    return _geojson(made)


@access(public=True)
@require_GET
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One grid, as it is on the day asked for (today)."""
    try:
        wanted, _limit, _offset = _asked(request)
    except Asked as asked:
        return _refused(asked)
    row = published(wanted).filter(code=code).order_by("-from_date").first()
    if row is None:
        return JsonResponse(
            {"code": "api.no_such_item", "description": "no such grid on that day"}, status=404
        )
    links = [
        _link(request, "ogc-item", "self", GEOJSON, code),
        _link(request, "ogc-collection", "collection", "application/json"),
    ]
    return _geojson({**_feature(row), "links": links})


@access(public=True)
@require_GET
def api(request: HttpRequest) -> HttpResponse:
    """The description of these addresses, as OpenAPI 3.0."""
    paths = {
        "/": "landing page",
        "/conformance": "conformance classes",
        "/collections": "collections",
        "/collections/grids": "the collection of grids",
        "/collections/grids/items": "grids; bbox, limit, offset, datetime, community",
        "/collections/grids/items/{code}": "one grid",
    }
    made = {
        "openapi": "3.0.3",
        "info": {"title": "Linli: grids (OGC API - Features)", "version": "1"},
        "servers": [{"url": request.build_absolute_uri(reverse("api:ogc")).rstrip("/")}],
        "paths": {
            path: {"get": {"summary": words, "responses": {"200": {"description": words}}}}
            for path, words in paths.items()
        },
    }
    return HttpResponse(json.dumps(made), content_type=OPENAPI)


def _feature(row: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.code,
        "geometry": json.loads(shapely.to_geojson(shapely.from_wkb(bytes(row.shape)))),
        "properties": {
            "code": row.code,
            "community": row.community,
            "kind": row.kind,
            "name": row.name,
            "households": row.households,
            "valid_from": row.from_date.isoformat(),
            "valid_to": row.to_date.isoformat() if row.to_date else None,
        },
    }


def _geojson(made: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(made, ensure_ascii=False), content_type=GEOJSON)


def _refused(asked: Asked) -> HttpResponse:
    return JsonResponse({"code": asked.code, "description": str(asked)}, status=asked.status)


def _again(request: HttpRequest, offset: int) -> str:
    query = request.GET.copy()
    query["offset"] = str(offset)
    return f"?{query.urlencode()}"


def _asked(request: HttpRequest) -> tuple[Wanted, int, int]:
    """What the parameters say. Raises `Asked`."""
    get = request.GET
    unknown = sorted(set(get) - KNOWN)
    if unknown:
        raise Asked("api.parameter_unknown", "unknown parameter: %(name)s", name=unknown[0])
    first, last = _days(get.get("datetime", ""))
    bounds = _bounds(get["bbox"]) if "bbox" in get else None
    limit = _whole(get.get("limit", str(USUAL)), "limit", 1)
    offset = _whole(get.get("offset", "0"), "offset", 0)
    place = get.get("community", "")
    if place and not (place.isascii() and place.isdigit() and len(place) <= 12):
        raise Asked("api.parameter_value", "%(name)s cannot be read", name="community")
    return Wanted(first, last, bounds, place), min(limit, MOST), offset


def _whole(text: str, name: str, least: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) < least:
        raise Asked("api.parameter_value", "%(name)s cannot be read", name=name)
    return int(text)


def _bounds(text: str) -> Bounds:
    """West, south, east, north; of six numbers the heights are left out."""
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if len(values) == 6:
        values = [values[0], values[1], values[3], values[4]]
    if len(values) != 4 or not all(math.isfinite(value) for value in values):
        raise Asked("api.parameter_value", "%(name)s cannot be read", name="bbox")
    return values[0], values[1], values[2], values[3]


def _days(text: str) -> tuple[date | None, date | None]:
    """A day or moment, or an interval with open ends as "..". Nothing asked for: today."""
    if not text:
        today = timezone.localdate()
        return today, today
    ends = text.split("/")
    if len(ends) > 2:
        raise Asked("api.parameter_value", "%(name)s cannot be read", name="datetime")
    first, last = _day(ends[0]), _day(ends[-1])
    if first is not None and last is not None and last < first:
        raise Asked("api.parameter_value", "%(name)s cannot be read", name="datetime")
    return first, last


def _day(text: str) -> date | None:
    if text in ("", ".."):
        return None
    try:
        if len(text) == len("2026-01-01"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Asked("api.parameter_value", "%(name)s cannot be read", name="datetime") from error
    return timezone.localdate(moment) if moment.tzinfo else moment.date()
