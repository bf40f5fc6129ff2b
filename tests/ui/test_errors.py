from django import forms
from django.utils import translation

from linli.ui.errors import error_summary


class Asked(forms.Form):
    streets = forms.FileField(label="街巷")
    day = forms.DateField(label="日期", error_messages={"required": "日期没有填。"})

    def clean(self):
        raise forms.ValidationError("两处对不上。")


def test_each_line_says_which_field_it_is_about_and_leads_there():
    told = error_summary(Asked({}), "step")
    assert [(one["field"], one["text"]) for one in told] == [
        ("id_streets", "街巷：这个字段是必填项。"),
        ("id_day", "日期没有填。"),
        ("step", "两处对不上。"),
    ]
    with translation.override("en"):
        assert error_summary(Asked({}))[0]["text"] == "街巷: This field is required."


def test_no_form_has_no_errors():
    assert error_summary(None) == []
