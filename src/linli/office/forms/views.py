"""Bring a form in, confirm its fields with two keys, take the file back."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.catalogue import queries as catalogue
from linli.forms import actions, queries, rules
from linli.forms.models import Form
from linli.forms.schemas import Machine, machine_file
from linli.forms.states import RowUnit
from linli.office.forms.picture import picture_sheets
from linli.office.forms.presenters import field_line, field_mark, rules_in_words, settled, twin_sheets
from linli.office.forms.shape import ShapeForm, first_shape
from linli.ui.downloads import as_file

SHOWN = 12


class UploadForm(django_forms.Form):
    """A file."""

    file = django_forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy("xlsx、xls、csv 或 docx，只要表头，最多 5 MB。"),
    )


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@access(roles=rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The forms that were brought in, and another one."""
    by = acting(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    errors: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            made = actions.read_form(data=sent.read(), name=sent.name or "", by=by, at=timezone.now())
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return HttpResponseRedirect(reverse("forms:form", args=[made.pk]), status=303)
    if form.is_bound:
        errors = [{"field": "id_file", "text": str(text)} for text in form.errors.get("file", [])]
    context = {"form": form, "errors": errors, "rows": queries.forms_of(by)}
    return render(request, "office/forms/index.html", context, status=422 if errors else 200)


@access(roles=rules.READERS)
@require_GET
def confirm(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Every field with the proposed element and why; enter accepts, digits choose another."""
    by = acting(request)
    found = queries.form(form_id, by=by)
    context = _context(request, found)
    if by.role == Role.DEPARTMENT:
        context["next_href"] = f"{reverse('mandates:new')}?form={found.pk}"
    return render(request, "office/forms/form.html", context | {"errors": []})


def _context(request: HttpRequest, found: Form, shape: ShapeForm | None = None) -> dict[str, Any]:
    names = queries.element_names(request.as_of)  # type: ignore[attr-defined]
    fields = queries.fields_of(found.pk)
    today = request.as_of  # type: ignore[attr-defined]
    rules_, counts = rules_in_words(found, fields, today), found.row_unit == RowUnit.PLACE
    lines = [field_line(field, names, rule=rules_.get(field.position, ""), counts=counts) for field in fields]
    done, all_ = settled(lines)
    by_position = {line.position: line for line in lines}
    return {
        "one": found,
        "lines": lines,
        "done": done,
        "all": all_,
        "percent": round(100 * done / all_),
        "next_href": "",
        "sheets": picture_sheets(
            queries.picture(found, fields), lambda position: field_mark(by_position[position])
        ),
        "twins": twin_sheets(fields),
        "shape": shape or ShapeForm(initial=first_shape(found, today), today=today),
    }


@access(roles=rules.READERS)
@require_POST
def shape(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Say what a row is, which rows are asked, for which period, until when."""
    by = acting(request)
    found = queries.form(form_id, by=by)
    sent = ShapeForm(request.POST, today=request.as_of)  # type: ignore[attr-defined]
    if not sent.is_valid():
        context = _context(request, found, sent) | {"errors": sent.problems()}
        return render(request, "office/forms/form.html", context, status=422)
    actions.shape_form(form_id=form_id, shape=sent.shape(), by=by, at=timezone.now())
    messages.success(request, _("已保存。"))
    return HttpResponseRedirect(reverse("forms:form", args=[form_id]), status=303)


@access(roles=rules.READERS)
@require_POST
def answer(request: HttpRequest, form_id: UUID, position: int) -> HttpResponse:
    """Take an answer; htmx swaps the field's row, without JavaScript the page comes again."""
    by = acting(request)
    try:
        field = actions.answer_field(
            form_id=form_id,
            position=position,
            element=request.POST.get("element", ""),
            by=by,
            at=timezone.now(),
        )
    except Refusal as refusal:
        if not request.htmx:  # type: ignore[attr-defined]
            messages.error(request, str(refusal))
            return _back(form_id, position)
        line = next(
            one
            for one in _context(request, queries.form(form_id, by=by))["lines"]
            if one.position == position
        )
        return _row(request, form_id, line, str(refusal))
    if not request.htmx:  # type: ignore[attr-defined]
        return _back(form_id, position + 1)
    today = request.as_of  # type: ignore[attr-defined]
    found = queries.form(form_id, by=by)
    rule = rules_in_words(found, queries.fields_of(form_id), today).get(position, "")
    counts = found.row_unit == RowUnit.PLACE
    line = field_line(field, queries.element_names(today), rule=rule, counts=counts)
    return _row(request, form_id, line)


def _row(request: HttpRequest, form_id: UUID, line: Any, refused: str = "") -> HttpResponse:
    context = {"line": line, "one": {"id": form_id}, "refused": refused}
    return render(request, "office/forms/field.html", context)


def _back(form_id: UUID, position: int) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('forms:form', args=[form_id])}#field-{position}", status=303)


@access(roles=rules.READERS)
@require_GET
def search(request: HttpRequest, form_id: UUID, position: int) -> HttpResponse:
    """Other elements by name, to choose from."""
    found = queries.form(form_id, by=acting(request))
    words = request.GET.get("q", "").strip()
    hits = catalogue.search(words, request.as_of)[:SHOWN] if words else ()  # type: ignore[attr-defined]
    context = {
        "one": found,
        "position": position,
        "hits": [(hit.code, hit.names.zh) for hit in hits],
        "q": words,
    }
    return render(request, "office/forms/search.html", context)


@access(roles=rules.READERS)
@require_GET
def machine(request: HttpRequest, form_id: UUID, kind: str) -> HttpResponse:
    """The same form for machines: an XLSForm for phones, a JSON Schema for systems."""
    found = queries.form(form_id, by=acting(request))
    if kind not in set(Machine):
        raise Http404
    made = machine_file(found, Machine(kind), request.as_of)  # type: ignore[attr-defined]
    return as_file(made.content, made.name, made.media, is_personal=False)


@access(roles=rules.READERS)
@require_GET
def download(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The department's own file, as it was sent."""
    found = queries.form(form_id, by=acting(request))
    return as_file(bytes(found.content), found.name, is_personal=False)
