"""What people fill in about editions and figures."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.territory.states import ELEMENTS, CommunityKind
from linli.ui.errors import error_summary


def day_field(**options: Any) -> forms.DateField:
    """A day, by the browser's own picker."""
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class Problems:
    """Errors as the summary on top of a page lists them: each with the field it links to."""

    def problems(self) -> list[dict[str, str]]:
        """One line per error."""
        found: Any = self
        return error_summary(found)


class LoadForm(Problems, forms.Form):
    """A file and what it is."""

    file = forms.FileField(label=_("清单文件"), help_text=_("每行“代码,名称”的 CSV，可用 gzip 压缩。"))
    name = forms.CharField(label=_("版本名称"), max_length=64, help_text=_("例如：全国 2024"))
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("发布单位和文件名"))
    list_date = day_field(label=_("清单日期"), required=False)
    leave_out_bad_rows = forms.BooleanField(label=_("略去不合格的行"), required=False)

    def clean_file(self) -> Any:
        """Not beyond what an upload may weigh."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("文件超过 %(limit)s MB。"), params={"limit": settings.MAX_UPLOAD_BYTES // 2**20}
            )
        return file


class ActivateForm(Problems, forms.Form):
    """From which day, and why."""

    valid_from = day_field(label=_("从哪一天起启用"))
    why = forms.CharField(label=_("理由"), max_length=1000, help_text=_("例如：民政部门公布的新版清单"))


class DiscardForm(Problems, forms.Form):
    """Why an edition is thrown away."""

    prefix = "discard"

    why = forms.CharField(label=_("理由"), max_length=1000)


class FigureForm(Problems, forms.Form):
    """One figure of a community. Which form its value takes is decided by the room."""

    element = forms.ChoiceField(
        label=_("数据项"), choices=[(one.key, one.words) for one in ELEMENTS.values()]
    )
    value = forms.CharField(
        label=_("值"),
        max_length=64,
        help_text=_(
            "面积按平方公里填数，人数、户数填整数；日期写作 2002-05-01；坐标写作 117.02,25.09；"
            "类型填“纯居型”或“村改居”。不再知道的填“未知”。"
        ),
    )
    source = forms.CharField(label=_("来源"), max_length=200)
    valid_from = day_field(label=_("自哪一天起"))
    valid_to = day_field(label=_("到哪一天前"), required=False)

    def clean_value(self) -> str | None:
        """Words for kinds become their codes; "unknown" becomes None."""
        text = str(self.cleaned_data["value"]).strip()
        if text.lower() in {str(_("未知")).lower(), "未知", "unknown"}:
            return None
        kinds = {str(kind.label): kind.value for kind in CommunityKind}
        return kinds.get(text, text)
