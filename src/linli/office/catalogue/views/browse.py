"""Which elements there are, and everything about one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import ADMINISTRATORS, STAFF, access
from linli.base.errors import NotFound, Refusal
from linli.base.identity.states import Role
from linli.catalogue import queries
from linli.catalogue.actions import retire_element
from linli.catalogue.rules import may_decide, may_propose
from linli.catalogue.wording import SENSITIVITIES, said
from linli.catalogue.words import list_standard
from linli.core.elements import CodeList, Element
from linli.office.catalogue import presenters
from linli.office.catalogue.forms import RetireForm
from linli.ui.errors import error_summary

READERS = STAFF | ADMINISTRATORS
PAGE = 50


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Elements in force on the day, by role path, sensitivity, owner and words."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "role", "sensitivity", "owner")}
    as_of = request.as_of  # type: ignore[attr-defined]
    found = queries.elements(
        as_of,
        role=asked["role"],
        sensitivity=asked["sensitivity"],
        owner=asked["owner"],
        text=asked["q"],
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    known = queries.reference()
    context = {
        "asked": asked,
        "page": page,
        "rows": [presenters.row_of(one) for one in page.object_list],
        "roles": [(code, said(role.names)) for code, role in known.roles.items()],
        "sensitivities": [(code.value, words) for code, words in SENSITIVITIES.items()],
        "owners": [(code, said(one.names)) for code, one in known.departments.items()],
        "may_propose": may_propose(request.actor),  # type: ignore[attr-defined]
        "sees_queue": request.actor.role in STAFF,  # type: ignore[attr-defined]
        "is_filtered": any(asked.values()),
        "is_empty": not queries.catalogue(as_of).by_code if not found else False,
    }
    return render(request, "office/catalogue/index.html", context)


@access(roles=READERS)
@require_GET
def element_page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one element, with its history."""
    return _element_response(request, code)


def _element_response(
    request: HttpRequest, code: str, form: RetireForm | None = None, status: int = 200
) -> HttpResponse:
    as_of = request.as_of  # type: ignore[attr-defined]
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.history(code, as_of)
    if not rows:
        raise NotFound("catalogue.no_element", _("目录里没有“%(name)s”。"), name=code)
    one = queries.element(code, as_of)
    listed = code_list_of(one, as_of) if one else None
    may_retire = may_decide(actor) and one is not None and rows[0].retired_at is None
    context: dict[str, Any] = {
        "code": code,
        "facts": presenters.facts_of(one, listed) if one else None,
        "items": [(item.code, said(item.names)) for item in listed.items] if listed else [],
        "listed": list_standard(listed) if listed else "",
        "list_note": said(listed.note) if listed else "",
        "told": presenters.told(rows),
        "form": (form or RetireForm()) if may_retire else None,
        "may_propose": may_propose(actor),
        "problems": error_summary(form),
    }
    return render(request, "office/catalogue/element.html", context, status=status)


def code_list_of(one: Element, as_of: Any) -> CodeList | None:
    """The edition of the element's code list that held on the day."""
    code = one.property.type.code_list
    return queries.code_list(code, as_of) if code else None


@access(roles={Role.DISTRICT_OFFICE})
@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """End an element."""
    form = RetireForm(request.POST)
    if not form.is_valid():
        return _element_response(request, code, form, status=422)
    try:
        retire_element(
            by=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
            code=code,
            valid_to=form.cleaned_data["valid_to"],
            why=form.cleaned_data["why"],
        )
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        form.add_error(None, str(refusal))
        return _element_response(request, code, form, status=422)
    messages.success(request, _("已停用；从那一天起不再采集、显示和共享。"))
    return HttpResponseRedirect(reverse("catalogue:element", args=[code]), status=303)
