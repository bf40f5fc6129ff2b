"""The form in which a district sets its own value."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.policy import UNITS, Brackets, Document, Item, Listing, Range, Ratio, Rule, Term
from linli.policies.wording import language, named
from linli.ui.errors import error_summary

STEPS = 4
MOST_OF_A_THING = 99


def tidy(text: str) -> str:
    """Full-width digits and thousands separators as they are typed, to plain digits."""
    return unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").strip()


class NumberText(forms.CharField):
    """A number that is kept as it was written, exact; the engine reads it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """Plain digits."""
        return tidy(super().clean(value) or "")


class DayInput(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OverrideForm(forms.Form):
    """The ways a value can be written depend on the rule: a schedule needs an input, a ratio a base."""

    way = forms.ChoiceField(label=gettext_lazy("数值的写法"))
    amount = NumberText(label=gettext_lazy("数值"), required=False)
    minimum = NumberText(label=gettext_lazy("下限"), required=False)
    maximum = NumberText(label=gettext_lazy("上限"), required=False)
    ratio = NumberText(label=gettext_lazy("比例（%）"), required=False)
    boundary = forms.ChoiceField(
        label=gettext_lazy("正好等于分界数的"),
        required=False,
        choices=[
            ("above", gettext_lazy("归上一档（“以上”含本数）")),
            ("below", gettext_lazy("归下一档（“以下”含本数）")),
        ],
    )
    division_code = forms.CharField(
        label=gettext_lazy("适用地点"),
        max_length=12,
        help_text=gettext_lazy("本区6位代码；只适用于一个街道或社区时，填9位或12位代码。"),
    )
    valid_from = forms.DateField(label=gettext_lazy("从哪一天起施行"), widget=DayInput())
    valid_to = forms.DateField(
        label=gettext_lazy("到哪一天终止（不含）"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy("文件没有写明期限的，留空。"),
    )
    document_name = forms.CharField(label=gettext_lazy("文件名称"), max_length=200)
    document_number = forms.CharField(label=gettext_lazy("文号"), max_length=80, required=False)
    document_article = forms.CharField(label=gettext_lazy("条款"), max_length=80, required=False)
    document_issuer = forms.CharField(label=gettext_lazy("发文单位"), max_length=120, required=False)
    why = forms.CharField(
        label=gettext_lazy("说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )

    def __init__(
        self, *args: Any, rule: Rule, now: Term | None, things: Sequence[Item] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule, self.now = rule, now
        way: Any = self.fields["way"]
        way.choices = self._ways()
        way.initial = self._way_now()
        if not rule.inputs:
            del self.fields["boundary"]
        else:
            for number in range(STEPS):
                self.fields[f"from_{number}"] = NumberText(
                    label=_("第%(number)s档起点") % {"number": number + 1}, required=False
                )
                self.fields[f"step_{number}"] = NumberText(
                    label=_("第%(number)s档数值") % {"number": number + 1}, required=False
                )
        if not isinstance(now, Ratio):
            del self.fields["ratio"]
        # Whatever any document has named: what the place does not ask for now can be asked for again.
        self.things = things if isinstance(now, Listing) else ()
        held = {item.code: item.count for item in now.items} if isinstance(now, Listing) else {}
        for thing in self.things:
            self.fields[f"thing_{thing.code}"] = forms.IntegerField(
                label=named(thing.names),
                required=False,
                min_value=0,
                max_value=MOST_OF_A_THING,
                initial=held.get(thing.code, 0),
            )

    @property
    def unit(self) -> str:
        """The unit the numbers are in; shares are typed as percentages."""
        return "%" if self.rule.unit == "share" else UNITS[self.rule.unit].names.get(language())

    @property
    def input_unit(self) -> str:
        """The unit of the steps' bounds."""
        return UNITS[self.rule.inputs[0].unit].names.get(language()) if self.rule.inputs else ""

    @property
    def has_ratio(self) -> bool:
        """True where the rule rests on another and a different percentage can be set."""
        return "ratio" in self.fields

    @property
    def by_rate(self) -> bool:
        """True where the steps of the rule are rates, typed as percentages."""
        return isinstance(self.now, Brackets) and self.now.steps[0].rate is not None

    @property
    def step_unit(self) -> str:
        """The unit of the steps' values."""
        return "%" if self.by_rate else self.unit

    @property
    def steps(self) -> list[tuple[Any, Any]]:
        """The fields of the steps, in pairs."""
        if not self.rule.inputs:
            return []
        return [(self[f"from_{number}"], self[f"step_{number}"]) for number in range(STEPS)]

    @property
    def thing_fields(self) -> list[Any]:
        """How many of each thing of the list."""
        return [self[f"thing_{thing.code}"] for thing in self.things]

    def _ways(self) -> list[tuple[str, str]]:
        if isinstance(self.now, Listing):
            return [("list", _("一组设施，各几处"))]
        ways = [("amount", _("一个数")), ("range", _("一个范围"))]
        if isinstance(self.now, Ratio):
            ways.append(("ratio", _("另一条规则的百分之几")))
        if self.rule.inputs:
            ways.append(("steps", _("按%(input)s分档") % {"input": named(self.rule.inputs[0].names)}))
        return ways

    def _way_now(self) -> str:
        kinds: dict[type, str] = {Range: "range", Ratio: "ratio", Brackets: "steps"}
        return kinds.get(type(self.now), "amount")

    def clean(self) -> dict[str, Any]:
        """The numbers that the chosen way needs must be there."""
        data = super().clean() or {}
        needed = {
            "amount": ["amount"],
            "range": ["minimum", "maximum"],
            "ratio": ["ratio"],
            "steps": ["step_0"],
        }
        for name in needed.get(data.get("way", ""), []):
            if not data.get(name):
                self.add_error(name, _("请填写。"))
        if data.get("way") == "list" and not self._list(data):
            self.add_error("way", _("至少要有一样设施；全部不要求的，请撤回这条规则的本地数值。"))
        return data

    def term(self) -> dict[str, Any]:
        """The value as a pack would write it."""
        data = self.cleaned_data
        if data["way"] == "range":
            return {"min": self._number("minimum"), "max": self._number("maximum")}
        if data["way"] == "ratio" and isinstance(self.now, Ratio):
            return {"ratio": f"{data['ratio'].removesuffix('%')}%", "of": self.now.of}
        if data["way"] == "steps":
            return {"brackets": self._brackets()}
        if data["way"] == "list":
            return {"list": self._list(data)}
        return {"amount": self._number("amount")}

    def _list(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        """The things asked for; of none is the same as not asked for."""
        counted = ((thing, data.get(f"thing_{thing.code}") or 0) for thing in self.things)
        return [
            {"code": thing.code, "zh": thing.names.zh, "en": thing.names.en, "count": count}
            for thing, count in counted
            if count
        ]

    def _number(self, name: str) -> str:
        number: str = self.cleaned_data[name].removesuffix("%")
        return f"{number}%" if self.rule.unit == "share" else number

    def _brackets(self) -> dict[str, Any]:
        data = self.cleaned_data
        now = self.now if isinstance(self.now, Brackets) else None
        steps = []
        for number in range(STEPS):
            if data[f"step_{number}"]:
                value = data[f"step_{number}"].removesuffix("%")
                start = data[f"from_{number}"] or ("0" if number == 0 else "")
                steps.append(
                    {"from": start, "rate": f"{value}%"} if self.by_rate else {"from": start, "amount": value}
                )
        return {
            "input": self.rule.inputs[0].code,
            "reading": now.reading.value if now else "whole",
            "boundary": data["boundary"] or "above",
            "steps": steps,
        }

    def document(self) -> Document:
        """The document the value rests on."""
        data = self.cleaned_data
        return Document(
            data["document_name"], data["document_number"], data["document_article"], data["document_issuer"]
        )

    def problems(self) -> list[dict[str, str]]:
        """For the error summary: each linked to its field."""
        return error_summary(self, "override")


class WithdrawForm(forms.Form):
    """From which day a value no longer holds, and why."""

    valid_to = forms.DateField(label=gettext_lazy("从哪一天起不再施行"), widget=DayInput())
    why = forms.CharField(label=gettext_lazy("理由"), max_length=1000)
