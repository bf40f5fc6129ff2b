"""Forms of the survey pages. What they check is shape; what may be is the room's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.surveys.library import shipped
from linli.surveys.models.value import WAYS
from linli.surveys.states import PresentRole
from linli.ui.errors import error_summary


class Day(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CampaignForm(forms.Form):
    """A new campaign."""

    title_zh = forms.CharField(label=_("中文名称"), max_length=200)
    title_en = forms.CharField(
        label=_("英文名称"), max_length=200, required=False, help_text=_("空着则与中文相同。")
    )
    questionnaire = forms.ChoiceField(label=_("问卷"), choices=[])
    place = forms.CharField(
        label=_("调查范围"),
        max_length=12,
        help_text=_("区划代码：6 位是全区，9 位是一个街道，12 位是一个社区。"),
    )
    opens_date = forms.DateField(label=_("开始日期"), widget=Day())
    closes_date = forms.DateField(label=_("截止日期"), widget=Day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questionnaire"].choices = [(code, code) for code in shipped()]  # type: ignore[attr-defined]


class ReopenForm(forms.Form):
    """Reopening, with a new closing day if wanted."""

    closes_date = forms.DateField(label=_("新的截止日期"), required=False, widget=Day())


class HoldForm(forms.Form):
    """A lock by hand."""

    why = forms.CharField(
        label=_("锁定的原因"),
        max_length=500,
        help_text=_("填表的人会看到。"),
        widget=forms.Textarea({"rows": 2}),
    )


class WhyForm(forms.Form):
    """Sending back."""

    why = forms.CharField(
        label=_("退回的理由"),
        max_length=1000,
        help_text=_("写明要改什么，社区会看到。"),
        widget=forms.Textarea({"rows": 3}),
    )


class UploadForm(forms.Form):
    """A filled workbook."""

    file = forms.FileField(
        label=_("填好的填报表"), help_text=_("从本页下载、填好的那一份（.xlsx）。"), allow_empty_file=True
    )


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class Photos(forms.FileField):
    """Several photos, or none."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list of uploaded files."""
        return [super(Photos, self).clean(one, initial) for one in data or [] if one]


class NoteForm(forms.Form):
    """A visit, a talk, or records read. Who was there is a number for each role: names have no field."""

    way = forms.ChoiceField(label=_("方式"), choices=WAYS)
    place = forms.CharField(label=_("地点"), max_length=100)
    day = forms.DateField(label=_("日期"), widget=Day())
    text = forms.CharField(
        label=_("记录"),
        max_length=10_000,
        help_text=_("写所见所闻；不写姓名。"),
        widget=forms.Textarea({"rows": 6}),
    )

    photos = Photos(
        label=_("照片"),
        required=False,
        help_text=_("可选几张。拍摄地点、时间、机型等信息会去掉；请不要拍居民的脸。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in PresentRole:
            self.fields[f"present_{role.value}"] = forms.IntegerField(
                label=role.label, required=False, min_value=0, max_value=500
            )

    @property
    def present_fields(self) -> list[forms.BoundField]:
        """The head counts, a field for each role."""
        return [self[f"present_{role.value}"] for role in PresentRole]

    @property
    def present(self) -> dict[str, int]:
        """Head counts given, by role."""
        counts = {role.value: self.cleaned_data.get(f"present_{role.value}") for role in PresentRole}
        return {role: count for role, count in counts.items() if count}


def errors_of(form: forms.Form) -> list[dict[str, str]]:
    """The form's errors for the summary on top: which field, what is wrong."""
    return error_summary(form)
