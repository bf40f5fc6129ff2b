"""Which table: two dimensions, and what it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.register.gate.figures import DIMENSIONS

FIRST, SECOND, PUBLISH = "age_band", "sex", "publish"


class FiguresForm(forms.Form):
    """Two different dimensions from the list."""

    rows = forms.ChoiceField(label=_("行"), choices=[], initial=FIRST, required=False)
    columns = forms.ChoiceField(label=_("列"), choices=[], initial=SECOND, required=False)
    use = forms.ChoiceField(
        label=_("用来"),
        choices=[(PUBLISH, _("公布（保护小数）")), ("inside", _("内部工作"))],
        initial=PUBLISH,
        required=False,
    )

    def __init__(self, *args: Any, english: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.names.get("en" if english else "zh")) for one in DIMENSIONS.values()]
        for name in ("rows", "columns"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, str, str]:
        """Rows, columns, use; what was not chosen, or is no dimension, is the default. Never twice the same."""
        data = getattr(self, "cleaned_data", {})
        rows = data.get("rows") or FIRST
        columns = data.get("columns") or SECOND
        if rows == columns:
            columns = SECOND if rows != SECOND else FIRST
        return rows, columns, data.get("use") or PUBLISH
