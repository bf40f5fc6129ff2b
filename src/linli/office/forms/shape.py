"""What a form is about, as a form of the page: rows, scope in words, period, due day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.mandates import Frequency
from linli.core.scopes import Scope, scope_of
from linli.forms.actions import FormShape
from linli.forms.models import Form
from linli.forms.states import RowUnit
from linli.mandates.queries import read_scope, say_scope
from linli.mandates.states import Frequencies
from linli.office.mandates.scopes import fault_in_words, language
from linli.ui.errors import error_summary

MOST_DUE_DAYS = 366


class ShapeForm(forms.Form):
    """A scope in words says the unit of rows too; without one the unit is chosen."""

    row_unit = forms.ChoiceField(label=_("一行是什么"), choices=RowUnit.choices)
    scope_words = forms.CharField(
        label=_("填哪些人、哪些户"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("例如：人员，年龄不小于80，是否独居为是。"),
    )
    frequency = forms.ChoiceField(
        label=_("报送周期"), required=False, choices=[("", _("未定")), *Frequencies.choices]
    )
    due_days = forms.IntegerField(
        label=_("期末后几天报送"), required=False, min_value=0, max_value=MOST_DUE_DAYS, initial=0
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.scope: Scope | None = None

    def clean_scope_words(self) -> str:
        """Reads the scope; what is not understood is told here."""
        words = str(self.cleaned_data["scope_words"]).strip()
        if words:
            read = read_scope(words, (), today=self.today, language=language())
            if read.fault is not None:
                raise forms.ValidationError(fault_in_words(read.fault))
            self.scope = read.scope
        return words

    def shape(self) -> FormShape:
        """What was said."""
        data = self.cleaned_data
        return FormShape(
            row_unit=RowUnit(data["row_unit"]),
            scope=self.scope,
            frequency=Frequency(data["frequency"]).value if data["frequency"] else "",
            due_days=data["due_days"] or 0,
        )

    def problems(self) -> list[dict[str, str]]:
        """For the error summary."""
        return error_summary(self)


def first_shape(found: Form, today: date) -> dict[str, Any]:
    """The page's form filled with what is known."""
    scope = scope_of(found.scope) if found.scope else None
    return {
        "row_unit": found.row_unit,
        "scope_words": say_scope(scope, today=today, language=language()),
        "frequency": found.frequency,
        "due_days": found.due_days,
    }
