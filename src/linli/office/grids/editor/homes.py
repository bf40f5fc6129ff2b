"""What a ground holds: its buildings with their homes, on the map and in a table."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.grids import rules
from linli.grids.models import Ground
from linli.grids.queries.buildings import buildings_of, communities_of
from linli.office.grids.editor import presenters

A_PAGE = 50


@access(roles=rules.READERS)
@require_GET
def homes(request: HttpRequest, ground_id: UUID) -> HttpResponse:
    """Buildings by community and size."""
    by = request.actor  # type: ignore[attr-defined]
    ground = rules.require_ground(Ground.objects.filter(pk=ground_id).first(), by)
    community, least = request.GET.get("community", ""), request.GET.get("least", "")
    wanted = int(least) if least.isascii() and least.isdigit() and len(least) < 6 else 0
    found = Paginator(buildings_of(ground, community=community, least=wanted), A_PAGE)
    context: dict[str, Any] = {
        "ground": ground,
        "places": communities_of(ground),
        "community": community,
        "least": wanted or "",
        "page": found.get_page(request.GET.get("page")),
        "tiles": f"{reverse('grid-editor:tile', args=[ground.pk, 0, 0, 0]).removesuffix('0/0/0')}{{z}}/{{x}}/{{y}}",
        "bounds": presenters.bounds(ground),
    }
    return render(request, "office/grids/editor/homes.html", context)
