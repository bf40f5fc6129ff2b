"""Forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.visits.states import AsideVerdict, CallBackResult, ClashVerdict

WHY = _("理由")


class ClashForm(forms.Form):
    """Which of two values."""

    verdict = forms.ChoiceField(label=_("采用哪一个"), choices=ClashVerdict.choices)
    why = forms.CharField(label=WHY, max_length=200)


class AsideForm(forms.Form):
    """Whether an entry is used."""

    verdict = forms.ChoiceField(label=_("是否采用"), choices=AsideVerdict.choices)
    why = forms.CharField(label=WHY, max_length=200)


class LostForm(forms.Form):
    """Why a phone is reported lost."""

    why = forms.CharField(label=_("挂失原因"), max_length=200)


class SignalForm(forms.Form):
    """How it came about."""

    words = forms.CharField(label=_("说明"), max_length=200)


class CallBackForm(forms.Form):
    """What the household said."""

    result = forms.ChoiceField(label=_("回访结果"), choices=CallBackResult.choices)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
