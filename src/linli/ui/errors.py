"""What is wrong with a form, for the summary on top of its page."""

from django import forms
from django.utils.translation import gettext as _


def error_summary(form: forms.BaseForm | None, whole: str = "main") -> list[dict[str, str]]:
    """One line per error: the id it leads to (`whole` for the form as a whole), and which field it is about.

    "This field is required" three times over tells nobody which; a message that begins with the name of its field
    does not get it twice.
    """
    found = []
    for name, texts in form.errors.items() if form is not None else ():
        bound = form[name] if form is not None and name in form.fields else None
        label = str(bound.label or "") if bound is not None else ""
        target = (bound.id_for_label or f"id_{name}") if bound is not None else whole
        for text in map(str, texts):
            lead = label + _("：") if label and not text.startswith(label) else ""
            found.append({"field": target, "text": lead + text})
    return found
