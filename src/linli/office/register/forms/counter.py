"""Forms of the counter: handing out a code, answering a request for correction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.rights.states import Proof


class CodeForm(forms.Form):
    """What was shown, and that it was looked at."""

    proof = forms.ChoiceField(label=_("核对了什么证件"), choices=Proof.choices)
    checked = forms.BooleanField(
        label=_("本人在场，证件与登记一致"),
        error_messages={"required": _("要本人在场、证件核对一致，才能发。")},
    )


class AnswerForm(forms.Form):
    """The answer to a request for correction."""

    value = forms.CharField(
        label=_("更正为"),
        max_length=300,
        required=False,
        help_text=_("照核对过的证件写；日期写成 2026-11-24。不更正的空着。"),
    )
    since = forms.DateField(
        label=_("从哪天起是这样"),
        required=False,
        help_text=_("一直如此的空着。"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    answer = forms.CharField(
        label=_("答复"),
        max_length=500,
        required=False,
        help_text=_("居民会看到；不更正的必须写明理由。不写号码。"),
        widget=forms.Textarea({"rows": 3}),
    )
