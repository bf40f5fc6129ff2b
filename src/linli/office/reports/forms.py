"""Forms of the pages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.office.reports.views.common import own_language
from linli.reports.compose.vocabulary import STATABLE
from linli.reports.queries import StatedInfo
from linli.surveys import queries as surveys
from linli.surveys.queries import CampaignInfo
from linli.surveys.states import CampaignState
from linli.territory import queries as territory
from linli.ui.errors import error_summary

DISTRICT_DIGITS = 6


def campaigns_to_report(by: Actor, as_of: date) -> tuple[CampaignInfo, ...]:
    """Campaigns that have opened in the actor's place, the newest first."""
    found = surveys.campaigns(scope=Scope(by.scope.prefix[:DISTRICT_DIGITS]), as_of=as_of)
    return tuple(one for one in found if one.state != CampaignState.DRAFT)


def problems(form: forms.Form | None) -> list[dict[str, str]]:
    """The errors of a form for the summary on top, each with the field it links to."""
    if form is None or not form.is_bound:
        return []
    return error_summary(form)


class ComposeForm(forms.Form):
    """Which survey, of which place."""

    campaign = forms.TypedChoiceField(label=_("调查"), coerce=UUID)
    place = forms.ChoiceField(label=_("地方"))

    def __init__(
        self, *args: Any, campaigns: Sequence[CampaignInfo], by: Actor, as_of: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.campaigns = campaigns
        titles = [
            (str(one.id), one.title_en if own_language() == "en" else one.title_zh) for one in campaigns
        ]
        self.fields["campaign"].choices = titles  # type: ignore[attr-defined]
        self.fields["place"].choices = _places(by, as_of)  # type: ignore[attr-defined]

    def asked(self, campaign: UUID) -> int:
        """How many communities a campaign asks."""
        return next((one.asked for one in self.campaigns if one.id == campaign), 0)


def _places(by: Actor, as_of: date) -> list[tuple[str, str]]:
    """The actor's own place, and those directly below it."""
    own = by.scope.prefix[:DISTRICT_DIGITS]
    names = territory.names([own], as_of)
    below = territory.children(own, as_of) if len(own) == DISTRICT_DIGITS else ()
    return [(own, names.get(own, own)), *((row.code, row.name) for row in below)]


class ParagraphForm(forms.Form):
    """A paragraph in the writer's words."""

    text = forms.CharField(
        label=_("文字"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("数据写作 {数据代码}，会随数据变化自动更新。请不要写居民姓名。"),
        max_length=5_000,
    )
    based_on = forms.CharField(widget=forms.HiddenInput, required=False)


class StatedForm(forms.Form):
    """Figures that no community answers for, each with its source."""

    def __init__(self, *args: Any, held: dict[str, StatedInfo], **options: Any) -> None:
        super().__init__(*args, **options)
        language = own_language()
        for code, (label, unit) in STATABLE.items():
            known = held.get(code)
            self.fields[self.value_name(code)] = forms.DecimalField(
                label=label.of(language),
                min_value=Decimal(0),
                max_digits=16,
                decimal_places=2,
                required=False,
                initial=known.value if known else None,
                help_text=unit.words.of(language),
            )
            self.fields[self.source_name(code)] = forms.CharField(
                label=_("来源"), max_length=200, required=False, initial=known.source if known else ""
            )

    @staticmethod
    def value_name(code: str) -> str:
        """The name of a value's field."""
        return f"value-{code}"

    @staticmethod
    def source_name(code: str) -> str:
        """The name of a source's field."""
        return f"source-{code}"

    def pairs(self) -> list[tuple[Any, Any]]:
        """Value and source of each figure, as bound fields."""
        return [(self[self.value_name(code)], self[self.source_name(code)]) for code in STATABLE]

    def clean(self) -> dict[str, Any]:
        """A value needs its source."""
        cleaned: dict[str, Any] = super().clean() or {}
        for code in STATABLE:
            value, source = cleaned.get(self.value_name(code)), cleaned.get(self.source_name(code), "")
            if value is not None and not source.strip():
                self.add_error(self.source_name(code), _("请写明数据来源。"))
        return cleaned

    def changes(self, held: dict[str, StatedInfo]) -> list[tuple[str, Decimal | None, str]]:
        """What differs from what is held: (code, value or None to withdraw, source)."""
        found = []
        for code in STATABLE:
            value = self.cleaned_data[self.value_name(code)]
            source = self.cleaned_data[self.source_name(code)].strip()
            known = held.get(code)
            before = (Decimal(known.value), known.source) if known else (None, "")
            if (value, source if value is not None else "") != before:
                found.append((code, value, source))
        return found


class FreezeForm(forms.Form):
    """Finishing needs a second look."""

    digest = forms.CharField(widget=forms.HiddenInput)
    accept_stale = forms.BooleanField(label=_("改过的文字所引数据虽有变化，仍照原样定稿"), required=False)
    sure = forms.BooleanField(label=_("我已通读报告和核对提示，定稿后不再更改"))
