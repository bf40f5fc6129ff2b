"""Errors of a form for the summary on top of the page."""

from typing import Any

from django import template
from django.forms import BaseForm

register = template.Library()


@register.filter
def problems(form: BaseForm | None) -> list[dict[str, str]]:
    """Each error with the id of its field; errors of the whole form point at the first field."""
    if form is None or not form.is_bound:
        return []
    first = next((field.id_for_label for field in form.visible_fields()), "main")
    found = [{"field": first, "text": str(error)} for error in form.non_field_errors()]
    for field in form:
        found += [{"field": field.id_for_label or first, "text": str(error)} for error in field.errors]
    return found


@register.filter
def is_checkbox(field: Any) -> bool:
    """A tick box stands before its label, not under it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox"
