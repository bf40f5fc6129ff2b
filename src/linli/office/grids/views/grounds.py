"""Grounds: maps handed in, read, and homes put on them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.grids import actions, rules
from linli.grids.models import GridPlan
from linli.grids.queries.grounds import communities_of
from linli.grids.queries.homes import placed_count, unplaced, unplaced_count
from linli.grids.states import GroundState
from linli.office.grids.forms import GroundForm, PlaceForm
from linli.office.grids.views.common import (
    DRAWERS,
    READERS,
    acting,
    ground_for,
    job_of,
    place_of,
    see_other,
)

SHOWN = 100


@access(roles=DRAWERS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Hand map files in; they are read as a job."""
    form = GroundForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by, at = acting(request), timezone.now()
        made = actions.create_ground(
            place=place_of(by),
            name=form.cleaned_data["name"],
            files=form.maps(),
            split_towers=form.cleaned_data["split_towers"],
            by=by,
            at=at,
        )
        actions.start_load(ground_id=made.pk, by=by, at=at)
        return see_other("ground", made.pk)
    problems = form.problems() if form.is_bound else []
    context = {"form": form, "problems": problems}
    return render(request, "office/grids/ground_new.html", context, status=422 if problems else 200)


@access(roles=READERS)
@require_GET
def ground(request: HttpRequest, ground_id: UUID) -> HttpResponse:
    """What a ground holds, and which homes have not found their place on it."""
    found = ground_for(request, ground_id)
    ready = found.state == GroundState.READY
    draws = rules.may_draw(acting(request), found.place)
    left = unplaced(found) if ready and draws else []
    context = {
        "ground": found,
        "ready": ready,
        "files": found.files.order_by("kind"),
        "communities": communities_of(found),
        "plans": GridPlan.objects.filter(ground=found).order_by("-created_at"),
        "left": left[:SHOWN],
        "left_homes": unplaced_count(found) if ready else 0,
        "placed": placed_count(found) if ready else 0,
        "draws": draws,
        "job": None if ready else job_of(request, found.job_id),
    }
    return render(request, "office/grids/ground.html", context)


@access(roles=DRAWERS)
@require_POST
def load(request: HttpRequest, ground_id: UUID) -> HttpResponse:
    """Read the files once more, after a job that was cancelled."""
    actions.start_load(ground_id=ground_id, by=acting(request), at=timezone.now())
    return see_other("ground", ground_id)


@access(roles=DRAWERS)
@require_POST
def find_homes(request: HttpRequest, ground_id: UUID) -> HttpResponse:
    """Look up the homes of the record that have no unit yet."""
    found = ground_for(request, ground_id)
    by, at = acting(request), timezone.now()
    placed = sum(
        actions.place_homes(ground_id=found.pk, community=one.code, by=by, at=at)
        for one in communities_of(found)
    )
    messages.success(request, _("%(homes)s 套住房落到了底图上。") % {"homes": placed})
    return see_other("ground", found.pk)


@access(roles=DRAWERS)
@require_POST
def place(request: HttpRequest, ground_id: UUID) -> HttpResponse:
    """Say in which unit the homes of an address lie."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填单元号。"))
        return see_other("ground", ground_id)
    data = form.cleaned_data
    placed = actions.place_by_hand(
        ground_id=ground_id,
        community=data["community"],
        estate=data["estate"],
        road=data["road"],
        building=None if data["whole"] else data["building"],
        unit=data["unit"],
        by=acting(request),
        at=timezone.now(),
    )
    messages.success(request, _("%(homes)s 套住房落到了底图上。") % {"homes": placed})
    return see_other("ground", ground_id)
