"""How the installation stands."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.backups.health import health
from linli.office.system.presenters import readings
from linli.office.system.sections import ALL, SYSTEM, first_section, tabs


@access(roles=ALL)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """To the first section of the acting post."""
    return HttpResponseRedirect(reverse(first_section(request.actor.role)))  # type: ignore[attr-defined]


@access(roles=SYSTEM)
@require_GET
def health_page(request: HttpRequest) -> HttpResponse:
    """Database, queue, disk, backups, published root."""
    context = {
        "tabs": tabs(request.actor.role, "system:health"),  # type: ignore[attr-defined]
        "readings": readings(health(at=timezone.now())),
    }
    return render(request, "office/system/health.html", context)
