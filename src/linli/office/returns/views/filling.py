"""Filling from the record, and one cell: why it is so, and typing it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.base.jobs.actions import start_job
from linli.core.elements import ValueKind
from linli.office.register.presenters.values import Lists
from linli.office.returns.figures import figure_context
from linli.office.returns.presenters import CELL_LOOKS, facts_of, is_typed, why_words
from linli.office.returns.views.common import (
    COMMITTEE,
    COMMUNITY_DIGITS,
    READERS,
    acting,
    day_named,
    see_other,
)
from linli.register.gate.stops import Found
from linli.returns import actions, queries
from linli.returns.actions.fill import JOB
from linli.returns.plan import Column
from linli.returns.queries import Opened, ShownCell
from linli.returns.states import State


@access(roles=COMMITTEE)
@require_POST
def fill(request: HttpRequest, mandate_id: UUID, first: str) -> HttpResponse:
    """Fill at once where the community is small enough, as a job where it is not."""
    by, begins = acting(request), day_named(first)
    code = by.scope.prefix[:COMMUNITY_DIGITS]
    try:
        if queries.is_long(code):
            params = {"mandate_id": str(mandate_id), "community": code, "period_first": begins.isoformat()}
            job = start_job(kind=JOB, params=params, by=by, at=timezone.now(), title=_("从登记填表"))
            return HttpResponseRedirect(reverse("system:job", args=[job.pk]), status=303)
        made = actions.fill(
            mandate_id=mandate_id, community=code, period_first=begins, by=by, at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("index")
    messages.success(request, _("填好了。请看缺的、待核实的和来源不一致的格。"))
    return see_other("return", made.pk)


class TypedForm(forms.Form):
    """One value."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("补填"), max_length=500)

    def __init__(
        self,
        data: Any,
        *,
        column: Column,
        lists: Lists,
        version: int,
        is_number: bool = False,
        text: str = "",
    ) -> None:
        super().__init__(data, initial={"version": version, "text": text})
        if is_number:
            self.fields["text"].widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        element = column.element
        own = element.property.type if element else None
        if own is not None and own.kind is ValueKind.CODE:
            choices = [(code, lists.word(own.code_list, code)) for code in lists.words.get(own.code_list, {})]
            self.fields["text"].widget = forms.Select(choices=[("", "—"), *choices])
        elif own is not None and own.kind is ValueKind.YES_NO:
            self.fields["text"].widget = forms.Select(choices=[("", "—"), ("yes", _("是")), ("no", _("否"))])
        elif own is not None and own.kind is ValueKind.DATE:
            self.fields["text"].widget = forms.DateInput({"type": "date"})


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, report_id: UUID, card: int, number: int, position: int) -> HttpResponse:
    """Why a value is here; the committee types what is missing."""
    by = acting(request)
    version = request.GET.get("version", "")
    found = queries.opened(
        report_id, by=by, today=timezone.localdate(), number=int(version) if version.isdecimal() else 0
    )
    column, one = queries.cell(found, number, position, card=card, by=by, at=timezone.now())
    if column.figure is not None and one.found is not Found.NOBODY:
        told = queries.behind(found, position, by=by, at=timezone.now(), page=request.GET.get("page", "1"))
        return render(request, "office/returns/figure.html", figure_context(found, column, one, told))
    lists = Lists.of([column.element] if column.element else [], timezone.localdate())
    form = _form(request, found, column, one, lists)
    if request.method == "POST" and form is not None and form.is_valid():
        said: dict[str, Any] = {name: form.cleaned_data[name] for name in ("version", "text")}
        given: dict[str, Any] = {"report_id": report_id, "position": position, "by": by, "at": timezone.now()}
        try:
            if one.is_number:
                actions.type_number(**given, **said)
            else:
                actions.type_value(card=card, number=number, **given, **said)
        except Refusal as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("已填。") if one.is_number else _("已登记，以后各表都用这个值。"))
            return see_other("return", report_id)
    errors = [
        {"field": "id_text", "text": str(text)} for text in (form.errors.get("text", []) if form else [])
    ]
    context = {
        "found": found,
        "column": column,
        "row": f"{card}.{number}" if card else number,
        "status": one.status.label,
        "look": CELL_LOOKS[one.status],
        "why": why_words(one, column),
        "facts": facts_of(one, column, lists),
        "form": form,
        "errors": errors,
    }
    return render(request, "office/returns/cell.html", context, status=422 if errors else 200)


def _form(
    request: HttpRequest, found: Opened, column: Column, one: ShownCell, lists: Lists
) -> TypedForm | None:
    """What the committee may type here; None for others, for what is locked, and for older versions."""
    is_last = found.filling.number == found.report.number and found.report.state == State.FILLED
    if acting(request).role != Role.COMMITTEE or found.lock is not None or not is_last:
        return None
    if not (one.is_number or is_typed(one, column)):
        return None
    return TypedForm(
        request.POST or None,
        column=column,
        lists=lists,
        version=found.report.version,
        is_number=one.is_number,
        text=one.text if one.is_number else "",
    )
