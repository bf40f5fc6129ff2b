"""Forms of the register pages. What they check is shape; what may be is the room's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class Day(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def errors_of(form: forms.BaseForm | None) -> list[dict[str, Any]]:
    """The form's errors for the summary on top: which field, what is wrong."""
    found: list[dict[str, Any]] = []
    for name, messages in form.errors.items() if form is not None else ():
        bound = form[name] if form is not None and name in form.fields else None
        lead = f"{bound.label}{_('：')}" if bound is not None and bound.label else ""
        found += [
            {"field": bound.id_for_label if bound else "", "text": f"{lead}{message}"} for message in messages
        ]
    return found
