"""What a department does: draft, change, send, withdraw."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.core.scopes import scope_of
from linli.forms import queries as forms
from linli.forms.states import RowUnit
from linli.mandates import actions, queries
from linli.mandates.states import State, UnitKinds
from linli.office.mandates.forms import ApplicationForm, WhyForm, initial_of, lines, problems
from linli.office.mandates.scopes import language, read_in_words
from linli.office.mandates.views.common import acting, see_other

DEPARTMENT = (Role.DEPARTMENT,)
UNITS: dict[str, UnitKinds] = {
    RowUnit.PERSON.value: UnitKinds.RESIDENT,
    RowUnit.HOUSEHOLD.value: UnitKinds.HOUSEHOLD,
}


@access(roles=DEPARTMENT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draft an application."""
    by = acting(request)
    form = ApplicationForm(
        request.POST or None, initial=_first(request, by), today=_today(request), district=by.scope.prefix[:6]
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft(
                district=by.scope.prefix[:6], application=form.application(), by=by, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("草稿已保存。核对后点“提交”。"))
            return see_other("mandate", made.pk)
    return _form_page(request, form)


def _first(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """The district, and what a form that was read in says of itself."""
    first: dict[str, Any] = {"places": by.scope.prefix[:6]}
    if request.GET.get("form"):
        try:
            found = forms.form(UUID(request.GET["form"]), by=by)
        except ValueError:
            return first
        labels = [field.label for field in forms.fields_of(found.pk)]
        scope = scope_of(found.scope) if found.scope else None
        first |= {
            "title": found.title,
            "form_id": found.pk,
            "fields_asked": "\n".join(labels),
            "scope_words": queries.say_scope(scope, today=_today(request), language=language()),
            "frequency": found.frequency or None,
            "due_days": found.due_days,
            "unit_kind": UNITS.get(found.row_unit, UnitKinds.COMMUNITY),
        }
    return first


def _today(request: HttpRequest) -> date:
    day: date = request.as_of  # type: ignore[attr-defined]
    return day


@access(roles=DEPARTMENT)
@require_POST
def scope(request: HttpRequest) -> HttpResponse:
    """What the words for the rows mean, and how many that is: asked while they are written."""
    words = request.POST.get("scope_words", "").strip()
    places = [
        one
        for one in lines(request.POST.get("places", ""))
        if one.startswith(acting(request).scope.prefix[:6])
    ]
    read = queries.read_scope(words, places, today=_today(request), language=language()) if words else None
    fault, count = read_in_words(read) if read else ("", None)
    said = queries.say_scope(read.scope, today=_today(request), language=language()) if read else ""
    return render(request, "office/mandates/scope.html", {"fault": fault, "count": count, "said": said})


@access(roles=DEPARTMENT)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Change an application that has not been decided."""
    by = acting(request)
    found = queries.mandate(mandate_id, by=by)
    form = ApplicationForm(
        request.POST or None,
        initial=initial_of(found, _today(request)),
        today=_today(request),
        district=found.district,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(mandate_id=mandate_id, application=form.application(), by=by, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return see_other("mandate", mandate_id)
    return _form_page(request, form)


def _form_page(request: HttpRequest, form: ApplicationForm) -> HttpResponse:
    errors = problems(form)
    context = {"form": form, "errors": errors}
    return render(request, "office/mandates/application.html", context, status=422 if errors else 200)


@access(roles=DEPARTMENT)
@require_POST
def submit(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Send an application; red lines are refused at once."""
    by = acting(request)
    queries.mandate(mandate_id, by=by)
    try:
        found, _grounds = actions.submit(mandate_id=mandate_id, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("mandate", mandate_id)
    if found.state == State.REFUSED:
        messages.error(request, _("这个事项触及不得下达的要求，已依规定直接退回，理由见下。"))
    else:
        messages.success(request, _("已提交，社区办将在规定的工作日内答复。"))
    return see_other("mandate", mandate_id)


@access(roles=DEPARTMENT)
@require_POST
def withdraw(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Take an application back, or end an admitted request."""
    by = acting(request)
    queries.mandate(mandate_id, by=by)
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明撤回的理由。"))
        return see_other("mandate", mandate_id)
    try:
        actions.withdraw(mandate_id=mandate_id, why=form.cleaned_data["why"], by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤回。"))
    return see_other("mandate", mandate_id)
