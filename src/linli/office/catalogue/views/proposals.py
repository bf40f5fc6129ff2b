"""Proposing an element, and the second person's decision."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import STAFF, access
from linli.base.errors import NotFound, Refusal
from linli.base.identity.states import Role
from linli.catalogue import queries
from linli.catalogue.actions import admit_element, propose_element, reject_element
from linli.catalogue.rules import is_second_person, may_decide, may_propose
from linli.catalogue.wording import said
from linli.core.elements import Element
from linli.office.catalogue import presenters
from linli.office.catalogue.forms import DecisionForm, ElementForm, initial_of
from linli.office.catalogue.held import never_held
from linli.office.catalogue.views.browse import code_list_of

PROPOSERS = {Role.DISTRICT_OFFICE, Role.DEPARTMENT}


@access(roles=PROPOSERS)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form: for something new, or with `?code=` for a change of an element in force."""
    before = _before(request)
    if request.method == "GET":
        first: dict[str, Any] = {"wished_from": request.as_of}  # type: ignore[attr-defined]
        first |= initial_of(before) if before else {"sensitivity": "personal", "trigger": "purpose_ended"}
        return _form_response(request, ElementForm(initial=first, before=before), before)
    form = ElementForm(request.POST, before=before)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            row = propose_element(
                by=request.actor,  # type: ignore[attr-defined]
                at=timezone.now(),
                element=form.element(),
                wished_from=form.cleaned_data["wished_from"],
                why=form.cleaned_data["why"],
                declared=form.declared,
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("已提出；由区社区办的另一个人准入后起用。"))
            return HttpResponseRedirect(reverse("catalogue:proposal", args=[row.pk]), status=303)
    return _form_response(request, form, before, refusal, status=422)


def _before(request: HttpRequest) -> Element | None:
    code = request.GET.get("code", "")
    if not code:
        return None
    found = queries.element(code, request.as_of)  # type: ignore[attr-defined]
    if found is None:
        raise NotFound("catalogue.no_element", _("目录里没有“%(name)s”。"), name=code)
    return found


def _form_response(
    request: HttpRequest,
    form: ElementForm,
    before: Element | None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "before": said(before.names) if before else "",
        "post_to": reverse("catalogue:propose") + (f"?{urlencode({'code': before.code})}" if before else ""),
        "same": [],
        "refusal": refusal,
        "prohibited": refusal is not None and refusal.code == "catalogue.prohibited",
        "problems": form.problems() if form.is_bound else [],
        "never": never_held(),
    }
    return render(request, "office/catalogue/propose.html", context, status=status)


@access(roles=STAFF)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a second person."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "rows": presenters.waiting(queries.open_proposals(), actor.account_id),
        "may_decide": may_decide(actor),
        "may_propose": may_propose(actor),
    }
    return render(request, "office/catalogue/queue.html", context)


@access(roles=STAFF)
@require_GET
def decide_page(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One proposal with everything it says."""
    return _decide_response(request, version_id)


def _decide_response(
    request: HttpRequest, version_id: UUID, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    found = queries.proposal(version_id)
    if found is None:
        raise NotFound("catalogue.not_waiting", _("没有这项等待准入的提议，或者已有人作出决定。"))
    actor = request.actor  # type: ignore[attr-defined]
    listed = code_list_of(found.element, request.as_of)  # type: ignore[attr-defined]
    second = is_second_person(actor, found.proposed_by)
    context = {
        "proposal": found,
        "facts": presenters.facts_of(found.element, listed),
        "items": [(item.code, said(item.names)) for item in listed.items] if listed else [],
        "changed": presenters.changed_words(found.changed),
        "may_decide": may_decide(actor) and second,
        "own": not second,
        "form": DecisionForm(request.POST or None, initial={"holds_from": found.wished_from}),
        "refusal": refusal,
    }
    return render(request, "office/catalogue/proposal.html", context, status=status)


@access(roles={Role.DISTRICT_OFFICE})
@require_POST
def admit(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Let it hold."""

    def write(by: Any, data: dict[str, Any]) -> str:
        made = admit_element(
            by=by, at=timezone.now(), version_id=version_id, holds_from=data["holds_from"], why=data["why"]
        )
        return made.version.code

    return _decide(request, version_id, write, _("已准入。"))


@access(roles={Role.DISTRICT_OFFICE})
@require_POST
def reject(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Turn it down."""

    def write(by: Any, data: dict[str, Any]) -> str:
        made = reject_element(by=by, at=timezone.now(), version_id=version_id, why=data["why"])
        return made.version.code

    return _decide(request, version_id, write, _("没有准入；提出人可以看到理由。"))


def _decide(
    request: HttpRequest, version_id: UUID, write: Callable[[Any, dict[str, Any]], str], done: str
) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _decide_response(request, version_id, status=422)
    try:
        code = write(request.actor, form.cleaned_data)  # type: ignore[attr-defined]
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        return _decide_response(request, version_id, refusal, status=422)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("catalogue:element", args=[code]), status=303)
