"""The forms: propose an element, decide on one, retire one."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.catalogue.queries import reference
from linli.catalogue.wording import (
    BANNED,
    INFORMATION,
    KINDS,
    MASKS,
    PUBLISHING,
    SENSITIVITIES,
    TRIGGERS,
    UNITS,
    VOLATILITIES,
    said,
)
from linli.core.elements import (
    Basis,
    Element,
    Information,
    Mask,
    Property,
    Publish,
    Retention,
    Sensitivity,
    Trigger,
    ValueKind,
    ValueType,
    Volatility,
    Words,
)
from linli.ui.errors import error_summary

BASES = 3
CODE = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


class DayInput(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def short_text(label: Any, length: int, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, max_length=length, required=required, help_text=hint)


class ElementForm(forms.Form):
    """All parts of an element. The class list holds the prohibited ones too: choosing one shows the rule."""

    role_path = forms.ChoiceField(label=gettext_lazy("是谁的、什么的（角色路径）"))
    property_code = forms.RegexField(
        label=gettext_lazy("属性代码"),
        regex=f"^{CODE}$",
        max_length=60,
        help_text=gettext_lazy("小写英文字母、数字和下划线，如 hearing_aid_type。"),
    )
    name_zh = short_text(gettext_lazy("中文名称"), 60)
    name_en = short_text(gettext_lazy("英文名称"), 80)
    definition_zh = short_text(gettext_lazy("中文定义"), 300, hint=gettext_lazy("写明指什么、不指什么。"))
    definition_en = short_text(gettext_lazy("英文定义"), 400)
    aliases = short_text(
        gettext_lazy("别名"), 300, required=False, hint=gettext_lazy("表格上还会怎么叫；用顿号隔开。")
    )
    information = forms.ChoiceField(label=gettext_lazy("信息类别"))
    kind = forms.ChoiceField(label=gettext_lazy("值的类型"))
    length = forms.IntegerField(label=gettext_lazy("最长字符数"), min_value=1, max_value=2000, required=False)
    decimals = forms.IntegerField(label=gettext_lazy("小数位数"), min_value=0, max_value=8, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("计量单位"), required=False)
    code_list = forms.ChoiceField(label=gettext_lazy("代码表"), required=False)
    standard = short_text(gettext_lazy("依照的标准"), 60, required=False)
    sensitivity = forms.ChoiceField(label=gettext_lazy("敏感级别"))
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("用途"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("没有用途的不采集。"),
    )
    owner = forms.ChoiceField(label=gettext_lazy("责任部门"))
    steward = forms.ChoiceField(label=gettext_lazy("管理部门"))
    trigger = forms.ChoiceField(label=gettext_lazy("保存期限从何时算起"))
    months = forms.IntegerField(label=gettext_lazy("保存几个月"), min_value=0, max_value=1200, required=False)
    volatility = forms.ChoiceField(label=gettext_lazy("变化快慢"))
    mask = forms.ChoiceField(label=gettext_lazy("遮蔽规则"))
    publish = forms.ChoiceField(label=gettext_lazy("公开规则"))
    wished_from = forms.DateField(label=gettext_lazy("希望从哪一天起用"), widget=DayInput())
    why = forms.CharField(
        label=gettext_lazy("为什么需要"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("用在哪件事上？已有的登记为什么不够？"),
    )

    def __init__(self, *args: Any, before: Element | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        known = reference()
        departments = [(code, said(one.names)) for code, one in known.departments.items()]
        choices: dict[str, list[Any]] = {
            "role_path": [(code, f"{said(role.names)} ({code})") for code, role in known.roles.items()],
            "information": [
                (_("可以登记的"), labelled(INFORMATION)),
                (_("永不采集的（选了会被拒绝，并说明依据）"), labelled(BANNED)),
            ],
            "kind": labelled(KINDS),
            "unit": [("", _("无")), *labelled(UNITS)],
            "code_list": [
                ("", _("无")),
                *((code, said(one.names)) for code, one in known.code_lists.items()),
            ],
            "sensitivity": labelled(SENSITIVITIES),
            "purposes": [(code, said(one.names)) for code, one in known.purposes.items()],
            "owner": departments,
            "steward": departments,
            "trigger": labelled(TRIGGERS),
            "volatility": labelled(VOLATILITIES),
            "mask": labelled(MASKS),
            "publish": labelled(PUBLISHING),
        }
        for name, listed in choices.items():
            field: Any = self.fields[name]
            field.choices = listed
        laws = [("", _("无")), *((code, said(one.names)) for code, one in known.laws.items())]
        for number in range(BASES):
            self.fields[f"law_{number}"] = forms.ChoiceField(
                label=_("法律依据之%(number)s") % {"number": number + 1}, choices=laws, required=False
            )
            self.fields[f"article_{number}"] = forms.RegexField(
                label=_("第几条"),
                regex=r"^\d{1,4}(-\d{1,2})?$",
                required=False,
                help_text=_("没有把握就留空，由责任部门核定。") if number == 0 else "",
            )

    @property
    def bases(self) -> list[tuple[Any, Any]]:
        """The fields of law and article, in pairs."""
        return [(self[f"law_{number}"], self[f"article_{number}"]) for number in range(BASES)]

    @property
    def declared(self) -> str:
        """The class that was chosen, prohibited or not."""
        return str(self.cleaned_data["information"])

    def element(self) -> Element:
        """What was filled in. A prohibited class is told apart by `declared`; here it stands as a plain one."""
        data = self.cleaned_data
        banned = data["information"] not in set(Information)
        role = reference().roles[data["role_path"]]
        before = self.before.property if self.before else None
        return Element(
            role,
            Property(
                code=data["property_code"],
                names=Words(data["name_zh"], data["name_en"]),
                definition=Words(data["definition_zh"], data["definition_en"]),
                type=self._type(),
                information=Information.IDENTITY if banned else Information(data["information"]),
                sensitivity=Sensitivity(data["sensitivity"]),
                basis=self._basis(before),
                purposes=tuple(data["purposes"]),
                owner=data["owner"],
                steward=data["steward"],
                retention=Retention(Trigger(data["trigger"]), data["months"]),
                volatility=Volatility(data["volatility"]),
                mask=Mask(data["mask"]),
                publish=Publish(data["publish"]),
                derivation=before.derivation if before else None,
                aliases=split_names(data["aliases"]),
                group=before.group if before else "proposed",
                store=role.store,
            ),
        )

    def _type(self) -> ValueType:
        data = self.cleaned_data
        return ValueType(
            kind=ValueKind(data["kind"]),
            length=data["length"],
            decimals=data["decimals"],
            unit=data["unit"],
            code_list=data["code_list"],
            standard=data["standard"],
        )

    def _basis(self, before: Property | None) -> tuple[Basis, ...]:
        """Law and article as filled in; days and notes stay with a basis that was there before."""
        known = {(one.law, one.article): one for one in before.basis} if before else {}
        data = self.cleaned_data
        named = [(data[f"law_{number}"], data[f"article_{number}"]) for number in range(BASES)]
        return tuple(known.get(pair, Basis(*pair)) for pair in named if pair[0])

    def problems(self) -> list[dict[str, str]]:
        """For the error summary: each linked to its field."""
        return problems_of(self)


class DecisionForm(forms.Form):
    """From when it may be used; why, or why not."""

    holds_from = forms.DateField(label=gettext_lazy("从哪一天起用"), widget=DayInput(), required=False)
    why = forms.CharField(
        label=gettext_lazy("理由"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RetireForm(forms.Form):
    """From which day it is no longer used, and why."""

    valid_to = forms.DateField(label=gettext_lazy("从哪一天起停用"), widget=DayInput())
    why = forms.CharField(label=gettext_lazy("理由"), max_length=1000)


def labelled(words: dict[Any, Any]) -> list[tuple[str, str]]:
    """Choices from a table of words."""
    return [(str(getattr(code, "value", code)), str(text)) for code, text in words.items()]


def split_names(text: str) -> tuple[str, ...]:
    """Aliases as people part them."""
    parts = (part.strip() for part in re.split(r"[、，,;；\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def initial_of(one: Element) -> dict[str, Any]:
    """An element in force, as the form shows it for a change."""
    own = one.property
    first: dict[str, Any] = {
        "role_path": one.role.code,
        "property_code": own.code,
        "name_zh": own.names.zh,
        "name_en": own.names.en,
        "definition_zh": own.definition.zh,
        "definition_en": own.definition.en,
        "aliases": "、".join(own.aliases),
        "information": own.information.value,
        "kind": own.type.kind.value,
        "length": own.type.length,
        "decimals": own.type.decimals,
        "unit": own.type.unit,
        "code_list": own.type.code_list,
        "standard": own.type.standard,
        "sensitivity": own.sensitivity.value,
        "purposes": list(own.purposes),
        "owner": own.owner,
        "steward": own.steward,
        "trigger": own.retention.trigger.value,
        "months": own.retention.months,
        "volatility": own.volatility.value,
        "mask": own.mask.value,
        "publish": own.publish.value,
    }
    for number, basis in enumerate(own.basis[:BASES]):
        first |= {f"law_{number}": basis.law, f"article_{number}": basis.article}
    return first


def problems_of(form: forms.Form) -> list[dict[str, str]]:
    """For the error summary: each linked to its field."""
    return error_summary(form, "propose")
