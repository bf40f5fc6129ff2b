"""A return as a table, as the department's file, and the difference of two versions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.forms.schemas import Machine, machine_file
from linli.office.register.presenters.values import Lists, day_words, moment_words
from linli.office.returns.figures import numbers_context
from linli.office.returns.presenters import CELL_LOOKS, LOOKS, body, head, steps_of
from linli.office.returns.views.common import READERS, acting, day_named, see_other
from linli.returns import queries
from linli.returns.files import filled_file
from linli.returns.gathering import gathered_file
from linli.returns.moving import UNKNOWN
from linli.returns.queries import Opened
from linli.returns.reasons import note_of
from linli.returns.states import Cell, Lock, State
from linli.ui.downloads import as_file


@access(roles=READERS)
@require_GET
def table(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The rows of a return, masked, each cell with its status in words."""
    by, now = acting(request), timezone.now()
    version = request.GET.get("version", "")
    found = queries.opened(
        report_id, by=by, today=timezone.localdate(), number=int(version) if version.isdecimal() else 0
    )
    only, members = request.GET.get("only", ""), request.GET.get("members") == "1"
    shown = queries.table(found, by=by, at=now, page=request.GET.get("page", "1"), only=only, members=members)
    lists = Lists.of([one.element for one in shown.columns if one.element], timezone.localdate())
    context = _context(found, by) | {
        "head": head(shown.columns),
        "rows": body(report_id, found.filling.number, shown.rows, shown.columns, lists),
        "page": shown.page,
        "only": only,
        "members": members,
        "has_members": bool(shown.plan.members),
    }
    context["may_hand_in"] = context["may_send"] and shown.plan.takes_files
    if shown.plan.is_of_communities and shown.rows:
        told = queries.notes(found, by=by)
        context |= numbers_context(report_id, found, shown, told)
    return render(request, "office/returns/table.html", context)


def _context(found: Opened, by: Actor) -> dict[str, Any]:
    report, filling, state = found.report, found.filling, State(found.report.state)
    numbers = (filling.fresh, filling.stale, filling.conflict, filling.missing, filling.withheld)
    counts = tuple(zip(Cell, numbers, strict=True))
    is_ours, is_last = by.role == Role.COMMITTEE, filling.number == report.number
    return {
        "found": found,
        "state": state.label,
        "look": LOOKS[state],
        "lock": found.lock.label if found.lock else "",
        "period": f"{day_words(report.period_first)} – {day_words(report.period_last)}",
        "due": day_words(report.due),
        "filled_at": moment_words(filling.known_at),
        "on_date": day_words(filling.on_date),
        "place": queries.place_name(report.community, filling.on_date),
        "counts": [(one.value, one.label, CELL_LOOKS[one], number) for one, number in counts],
        "steps": steps_of(found.steps),
        "may_fill": is_ours and found.lock is None,
        "may_send": is_ours and found.lock is None and state == State.FILLED and is_last,
        "may_correct": is_ours and found.lock is Lock.APPROVED,
        "may_approve": by.role == Role.SUB_DISTRICT and state == State.SENT,
        "may_accept": by.role == Role.DEPARTMENT and state == State.APPROVED,
        "may_send_back": (by.role == Role.SUB_DISTRICT and state == State.SENT)
        or (by.role == Role.DEPARTMENT and state in (State.APPROVED, State.ACCEPTED)),
        "is_correction": report.sent_number > 0,
        "gathered": reverse("returns:gathered", args=[report.mandate_id, report.period_first.isoformat()])
        if by.role != Role.COMMITTEE and report.sent_number and queries.is_of_communities(report.mandate_id)
        else "",
        "older": [number for number in found.versions if number < filling.number],
    }


@access(roles=READERS)
@require_GET
def download(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    """The department's own file, filled. Everybody on it sees that it was taken out."""
    by = acting(request)
    found = queries.opened(report_id, by=by, today=timezone.localdate(), number=number)
    made = filled_file(report=found.report, number=number, by=by, at=timezone.now())
    return as_file(made.content, made.name)


@access(roles=READERS)
@require_GET
def machine(request: HttpRequest, report_id: UUID, kind: str) -> HttpResponse:
    """The form of a return for machines, with its control number and without a value."""
    found = queries.opened(report_id, by=acting(request), today=timezone.localdate())
    mandate = found.mandate
    if kind not in set(Machine) or mandate.form is None:
        raise Http404
    number, note = mandate.control_number or "", note_of(mandate)
    made = machine_file(mandate.form, Machine(kind), timezone.localdate(), number=number, note=note)
    return as_file(made.content, made.name, made.media, is_personal=False)


@access(roles=READERS)
@require_GET
def gathered(request: HttpRequest, mandate_id: UUID, first: str) -> HttpResponse:
    """All communities of a form about communities in one file, with the total."""
    by, begins = acting(request), day_named(first)
    try:
        made = gathered_file(mandate_id=mandate_id, first=begins, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("index")
    return as_file(made.content, made.name)


@access(roles=READERS)
@require_GET
def changes(request: HttpRequest, report_id: UUID, older: int, newer: int) -> HttpResponse:
    """What a later version has otherwise."""
    by = acting(request)
    found = queries.opened(report_id, by=by, today=timezone.localdate(), number=newer)
    if older not in found.versions:
        raise NotFound("returns.unknown", UNKNOWN)
    told = queries.difference(found.report, older, newer)
    labels = queries.labels(found.mandate)
    context = {
        "found": found,
        "older": older,
        "newer": newer,
        "told": told,
        "cells": [
            (f"{one.card}.{one.number}" if one.card else one.number, labels.get(one.position, ""))
            for one in told.cells
        ],
    }
    return render(request, "office/returns/changes.html", context)
