"""Forms of the reading pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.base.reading.states import AlarmVerdict, Guarded, ObjectionVerdict, ReviewVerdict

DAY = forms.DateInput(attrs={"type": "date"})
REASON_HINT = _("一句话，至少4个字；会给居民本人看到。请不要写证件号码、电话号码。")
STANDING = (Guarded.CHILD, Guarded.MINOR, Guarded.AGE_UNKNOWN, Guarded.SENSITIVE)


class WhyForm(forms.Form):
    """Why something is done or not done."""

    why = forms.CharField(label=_("理由"), max_length=200, required=False)


class UntilForm(WhyForm):
    """A decision that may shorten the time asked for."""

    valid_to = forms.DateField(
        label=_("批准到哪一天（不含）"), required=False, widget=DAY, help_text=_("可以比申请的短。")
    )


class PurposeForm(forms.Form):
    """A new end for a purpose."""

    valid_to = forms.DateField(label=_("终止日（不含）"), widget=DAY)
    why = forms.CharField(label=_("理由"), max_length=300)


class StandingForm(forms.Form):
    """Leave to read guarded classes in one's own grid or community."""

    purpose = forms.ChoiceField(label=_("用途"))
    classes = forms.MultipleChoiceField(
        label=_("需要批准的类别"),
        choices=[(str(one), one.label) for one in STANDING],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("范围只限您自己的网格或社区。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=200, help_text=REASON_HINT)
    valid_to = forms.DateField(label=_("到哪一天（不含）"), widget=DAY, help_text=_("最长一年。"))

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]


class OneForm(StandingForm):
    """Leave to read certain elements of one person for one matter."""

    elements = forms.MultipleChoiceField(label=_("内容"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, elements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["elements"].choices = elements  # type: ignore[attr-defined]
        self.fields["classes"].choices = Guarded.choices  # type: ignore[attr-defined]
        self.fields["classes"].help_text = ""
        self.fields["valid_to"].help_text = _("最长30天。")


class GlassForm(forms.Form):
    """Why the glass is broken."""

    reason = forms.CharField(label=_("紧急情况"), max_length=200, help_text=REASON_HINT)


class ReviewForm(forms.Form):
    """The review of a break-glass session."""

    verdict = forms.ChoiceField(label=_("结论"), choices=ReviewVerdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("说明"), max_length=300)


class AlarmForm(forms.Form):
    """What the supervisor found."""

    verdict = forms.ChoiceField(label=_("结论"), choices=AlarmVerdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("说明"), max_length=300)


class ObjectionForm(forms.Form):
    """The answer to a resident."""

    verdict = forms.ChoiceField(label=_("结论"), choices=ObjectionVerdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("答复"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("居民本人会看到。"),
    )


class AgreementForm(forms.Form):
    """A sharing agreement for one's own department."""

    number = forms.CharField(label=_("协议编号"), max_length=60)
    provider = forms.ChoiceField(label=_("由哪个部门提供"))
    purpose = forms.ChoiceField(label=_("用途"))
    elements = forms.CharField(
        label=_("数据元"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一个代码，例如 self.name；须由提供部门负责。"),
    )
    basis = forms.CharField(label=_("依据"), max_length=300, help_text=_("法律、法规或文件，写到条。"))
    valid_from = forms.DateField(label=_("起"), widget=DAY)
    valid_to = forms.DateField(label=_("止（不含）"), widget=DAY, help_text=_("最长三年。"))

    def __init__(
        self,
        *args: Any,
        departments: list[tuple[str, str]],
        purposes: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = departments  # type: ignore[attr-defined]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]

    def codes(self) -> tuple[str, ...]:
        """The element codes, one a line."""
        return tuple(self.cleaned_data["elements"].split())


class ExportForm(forms.Form):
    """An export of the people of a place, for a purpose that has been chosen before."""

    title = forms.CharField(label=_("名单名称"), max_length=120)
    place = forms.CharField(
        label=_("范围"), max_length=16, help_text=_("12位社区代码，可以加网格号，例如 350802001001G001。")
    )
    elements = forms.MultipleChoiceField(
        label=_("内容"), widget=forms.CheckboxSelectMultiple, help_text=_("这里只列出所选用途可以用的。")
    )
    reason = forms.CharField(label=_("理由"), max_length=200, help_text=REASON_HINT)

    def __init__(self, *args: Any, elements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["elements"].choices = elements  # type: ignore[attr-defined]
