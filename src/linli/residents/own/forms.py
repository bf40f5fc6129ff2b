"""Forms of the resident's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.ui.errors import error_summary


class CodeForm(forms.Form):
    """The code from the counter."""

    code = forms.CharField(
        label=_("登录码"),
        max_length=40,
        help_text=_("12 个字母和数字，写在窗口给您的纸条上；大小写和短横不要紧。"),
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class ObjectionForm(forms.Form):
    """Why a reading should not have been."""

    words = forms.CharField(
        label=_("为什么不该看"),
        max_length=1000,
        help_text=_("用您自己的话写。由看的人的上级或另一个人答复。"),
        widget=forms.Textarea({"rows": 5}),
    )


class CorrectionForm(forms.Form):
    """What the value should be, and what shows it."""

    wish = forms.CharField(label=_("应当是什么"), max_length=300)
    grounds = forms.CharField(
        label=_("凭什么"),
        max_length=1000,
        help_text=_("例如“户口簿上写的是……”。核对证件时请带上。"),
        widget=forms.Textarea({"rows": 4}),
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in: sending it is the answer."""


def errors_of(form: forms.Form) -> list[dict[str, str]]:
    """The form's errors for the summary on top: which field, what is wrong."""
    return error_summary(form)
