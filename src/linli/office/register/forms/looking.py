"""Forms for stating a purpose and for looking somebody up."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class By(models.TextChoices):
    """What somebody is looked up by."""

    NAME = "name", _("姓名")
    NUMBER = "number", _("证件号码")
    PHONE = "phone", _("电话")
    ADDRESS = "address", _("住址")


class PurposeForm(forms.Form):
    """What for and why; asked once, logged with each reading."""

    purpose = forms.ChoiceField(label=_("查阅用途"), choices=[])
    reason = forms.CharField(
        label=_("具体理由"),
        min_length=4,
        max_length=200,
        help_text=_("一句话写明这次办什么事。被查阅的居民会看到；不要写姓名和号码。"),
    )

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing is chosen beforehand: the first of a list would be stated as the purpose by whoever hurries.
        self.fields["purpose"].choices = [("", _("请选择用途")), *purposes]  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Whom to look up. Sent by POST and kept sealed in the session: never in an address."""

    by = forms.ChoiceField(label=_("按什么找"), choices=By.choices)
    text = forms.CharField(
        label=_("查找内容"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Enough to find a few people by, not a whole community."""
        data = dict(super().clean() or {})
        text = " ".join(str(data.get("text", "")).split())
        if text:
            data["text"] = self._long_enough(str(data.get("by", "")), text)
        return data

    def _long_enough(self, by: str, text: str) -> str:
        if by in {By.NUMBER, By.PHONE}:
            text = "".join(letter for letter in text if letter not in " -—－")
        shortest = {By.NAME: 2, By.NUMBER: 6, By.PHONE: 7, By.ADDRESS: 4}.get(By(by) if by else By.NAME, 2)
        if len(text) < shortest:
            self.add_error("text", WORDS_TOO_SHORT[By(by) if by else By.NAME])
        return text


WORDS_TOO_SHORT = {
    By.NAME: _("请写完整姓名，至少 2 个字。"),
    By.NUMBER: _("请写完整的证件号码。"),
    By.PHONE: _("请写完整的电话号码，座机连区号。"),
    By.ADDRESS: _("请写到楼栋或房号，例如“东宝路12号3幢502”。"),
}
