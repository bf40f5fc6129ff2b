"""Errors of a form for the summary on top of the page."""

from typing import Any

from django import template
from django.forms import BaseForm

from linli.ui.errors import error_summary

register = template.Library()


@register.filter
def problems(form: BaseForm | None) -> list[dict[str, str]]:
    """Each error with the id of its field; errors of the whole form point at the first field."""
    if form is None or not form.is_bound:
        return []
    first = next((field.id_for_label for field in form.visible_fields()), "main")
    return error_summary(form, first)


@register.filter
def is_checkbox(field: Any) -> bool:
    """A tick box stands before its label, not under it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox"
