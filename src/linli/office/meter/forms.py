"""Forms of the pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    """What an export is for, and in which form."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=200,
        help_text=_("写明给谁、做什么用；会记入审计记录，并印在每一页上。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("格式"), choices=[("xlsx", _("Excel 工作簿（.xlsx）")), ("csv", _("文本表格（.csv）"))]
    )
