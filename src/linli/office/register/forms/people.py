"""Filters of the list of people, and the two dimensions of a table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.register.gate.lists import PeopleFilter
from linli.register.states import Status

OLDEST = 130


class PeopleForm(forms.Form):
    """Which people; nothing in it says who."""

    sex = forms.ChoiceField(label=_("性别"), required=False, choices=[])
    age_from = forms.IntegerField(label=_("年龄从"), required=False, min_value=0, max_value=OLDEST)
    age_to = forms.IntegerField(label=_("到"), required=False, min_value=0, max_value=OLDEST)
    status = forms.ChoiceField(
        label=_("现状"), required=False, choices=[("", _("住在这里的")), *Status.choices]
    )

    def __init__(self, *args: Any, sexes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = [("", _("全部")), *sexes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """From not above to."""
        data = dict(super().clean() or {})
        first, last = data.get("age_from"), data.get("age_to")
        if first is not None and last is not None and first > last:
            self.add_error("age_to", _("不能小于前面的年龄。"))
        return data

    @property
    def wanted(self) -> PeopleFilter:
        """What was asked for; what is wrong with its field counts as not asked."""
        data = getattr(self, "cleaned_data", {})
        return PeopleFilter(
            sex=data.get("sex") or "",
            status=data.get("status") or "",
            age_from=data.get("age_from"),
            age_to=data.get("age_to"),
        )
