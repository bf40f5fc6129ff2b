"""Forms of the roster pages. What they check is shape; what may be is the room's to say."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.rosters.states import RosterKind
from linli.ui.errors import error_summary


class Day(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class BringForm(forms.Form):
    """A roster to be brought in."""

    kind = forms.ChoiceField(label=_("名册里是"), choices=RosterKind.choices, initial=RosterKind.PEOPLE)
    source = forms.ChoiceField(label=_("来源"), choices=[], help_text=_("名册由哪个部门提供。"))
    as_of = forms.DateField(
        label=_("数据日期"), widget=Day(), help_text=_("名册里的内容是哪一天的情况；不清楚时填导出的那一天。")
    )
    file = forms.FileField(
        label=_("文件"),
        help_text=_(".xlsx、.xls 或 .csv；第一行或前几行是列名。身份号码必须是文本，不能是数字。"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, *args: Any, sources: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = list(sources.items())  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """A reason in words."""

    why = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 2}))


def errors_of(form: forms.Form) -> list[dict[str, str]]:
    """Errors for the summary on top, with links to their fields."""
    return error_summary(form)
