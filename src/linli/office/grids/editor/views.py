"""Changing the grids of a draft: the page, its data, and what its scripts send."""

import json
import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.grids import actions, rules
from linli.grids.actions.editing import keep_copy
from linli.grids.models import GridPlan
from linli.grids.queries import editing
from linli.grids.queries.plan_tiles import DRAFT, outlines_of, view_of
from linli.grids.queries.sheets import is_drawn
from linli.grids.states import PlanState
from linli.office.grids.editor import by_table, presenters
from linli.office.grids.editor.bodies import Edit, Outlined, Redraw, read_edit, read_outlined, read_redraw
from linli.office.grids.editor.words import words

View = Callable[..., HttpResponse]


def acting(request: HttpRequest) -> Actor:
    """The post that acts."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def plan_for(request: HttpRequest, plan_id: UUID) -> GridPlan:
    """The plan, when it is there for this post."""
    found = GridPlan.objects.select_related("ground", "follows").filter(pk=plan_id).first()
    return rules.require_plan(found, acting(request))


def in_json(view: View) -> View:
    """A refusal is answered to the scripts in words; `newer` tells that a colleague saved first."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            newer = refusal.code == "grids.newer_version"
            said = {"message": str(refusal), "code": refusal.code, "newer": newer}
            return JsonResponse(said, status=refusal.status)

    return answer


@access(roles=rules.READERS)
@require_GET
def edit(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The editor; the table below it works without scripts."""
    plan = plan_for(request, plan_id)
    editable = rules.may_draw(acting(request), plan.place) and plan.state == PlanState.DRAFT
    context = {
        "head": _head(plan, editable),
        "words": words(),
        "drawn": is_drawn(plan.ground),
        "editable": editable,
        **by_table.context(request, plan),
    }
    return render(request, "office/grids/editor/editor.html", context)


def _slots(address: str) -> str:
    """The address of tiles with the slots that the map fills in."""
    return address.removesuffix("0/0/0") + "{z}/{x}/{y}"


def _head(plan: GridPlan, editable: bool) -> dict[str, Any]:
    def there(name: str) -> str:
        return reverse(f"grid-editor:{name}", args=[plan.pk])

    there_grids = reverse("grid-editor:grids", args=[plan.pk, DRAFT, 0, 0, 0])
    return {
        "name": plan.name,
        "plan_id": plan.pk,
        "plan_href": f"/grids/plans/{plan.pk}/",
        "lede": _("%(name)s · 允许偏差 %(tolerance)s")
        % {"name": plan.name, "tolerance": f"{plan.tolerance:.0%}"},
        "editable": editable,
        "note": _("在地图上涂改，或用表格和键盘；均衡、连通和边界代价随改随算。")
        if editable
        else _("这份方案现在只能看，不能改。"),
        "version": plan.version,
        "data": there("data"),
        "save": there("save"),
        "copy": there("copy"),
        "redraw": there("redraw"),
        "outlines": there("outlines"),
        "grids": f"{_slots(there_grids)}?{view_of(plan, DRAFT, timezone.localdate()).mark}",
        "tiles": _slots(reverse("grid-editor:tile", args=[plan.ground_id, 0, 0, 0])),
        "bounds": presenters.bounds(plan.ground),
    }


@access(roles=rules.READERS)
@require_GET
@in_json
def data(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The draft in columns; a city of a million homes is three megabytes, so it goes compressed."""
    draft = editing.draft_of(plan_for(request, plan_id), timezone.localdate())
    body = json.dumps(presenters.payload(draft), separators=(",", ":"), ensure_ascii=False).encode()
    answer = HttpResponse(
        content_type="application/json", headers={"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    )
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        packer = zlib.compressobj(4, wbits=31)
        body = packer.compress(body) + packer.flush()
        answer["Content-Encoding"] = "gzip"
    answer.content = body
    return answer


@access(roles=rules.DRAWERS)
@require_POST
@in_json
def save(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What was changed becomes the next version."""
    sent: Edit = read_edit(request.body)
    plan = actions.change_labels(
        plan_id=plan_id, version=sent.version, changes=sent.changes, by=acting(request), at=timezone.now()
    )
    return JsonResponse({"version": plan.version})


@access(roles=rules.DRAWERS)
@require_POST
@in_json
def copy(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What was changed becomes a draft of its own."""
    sent: Edit = read_edit(request.body)
    made = keep_copy(
        plan_id=plan_id, version=sent.version, changes=sent.changes, by=acting(request), at=timezone.now()
    )
    return JsonResponse({"address": reverse("grid-editor:edit", args=[made.pk])})


@access(roles=rules.DRAWERS)
@require_POST
@in_json
def redraw(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Some grids as the engine would draw them; nothing is written."""
    plan = plan_for(request, plan_id)
    rules.require_drawing(plan, acting(request))
    sent: Redraw = read_redraw(request.body)
    labels = editing.redrawn(plan, sent.units, sent.labels, sent.grids, sent.taken)
    return JsonResponse({"labels": labels})


@access(roles=rules.READERS)
@require_POST
@in_json
def outlines(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Outlines of grids as they are on the page, saved or not; nothing is written."""
    plan = plan_for(request, plan_id)
    sent: Outlined = read_outlined(request.body)
    found = outlines_of(plan, sent.units, sent.labels, sent.zoom)
    return JsonResponse(presenters.outlines(found))


@access(roles=rules.DRAWERS)
@require_POST
def move(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The table without scripts: some units of a grid go to another."""
    form = by_table.MoveForm(request.POST)
    back = HttpResponseRedirect(by_table.address(plan_id, request.POST), status=303)
    if not form.is_valid():
        messages.error(request, _("没有改：请勾选单元，并填要划入的网格号（1 到 900）。"))
        return back
    actions.change_labels(
        plan_id=plan_id,
        version=form.cleaned_data["version"],
        changes=form.changes(),
        by=acting(request),
        at=timezone.now(),
    )
    messages.success(request, _("已保存为新版本。"))
    return back
