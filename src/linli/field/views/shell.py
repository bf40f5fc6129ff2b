"""The app itself: nothing in it is about anybody, so everybody may have it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.field import assets

YEAR = 365 * 86400


@access(public=True)
@require_GET
@ensure_csrf_cookie
def app(request: HttpRequest) -> HttpResponse:
    """The frame in which the app runs; the service worker keeps it for use without a network."""
    parts = {"words": "words.json", "css": "app.css", "script": "main.js", "icon": "icon-192.png"}
    response = render(request, "field/app.html", {name: assets.address(file) for name, file in parts.items()})
    response["Cache-Control"] = "no-cache"
    return response


@access(public=True)
@require_GET
def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """One file of the app. An address with another version is gone: the frame names the present one."""
    content = assets.files().get(name)
    if content is None or version != assets.version():
        raise Http404
    response = HttpResponse(content, content_type=assets.TYPES[f".{name.rpartition('.')[2]}"])
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@access(public=True)
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker."""
    response = HttpResponse(assets.worker(), content_type=assets.TYPES[".js"])
    response["Cache-Control"] = "no-cache"
    return response


@access(public=True)
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the app installable."""
    return JsonResponse(assets.manifest(), content_type="application/manifest+json")
