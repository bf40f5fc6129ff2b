"""Forms of changes in life. Shape only: what may be is the register's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.office.register.forms import Day

Choices = list[tuple[str, str]]
CHOOSE = ("", _("请选择"))


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label=_("理由"),
        max_length=300,
        help_text=_("不写姓名和号码。"),
        widget=forms.Textarea({"rows": 3}),
    )


class ChangeForm(forms.Form):
    """What every change says besides: on what document it rests."""

    why = forms.CharField(
        label=_("凭什么登记"),
        max_length=200,
        required=False,
        help_text=_("例如“出生医学证明”“本人到窗口申报”；不写姓名和号码。"),
    )

    def __init__(
        self, *args: Any, members: Choices, relations: Choices, sexes: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = {
            "people": members,
            "head": [CHOOSE, *members],
            "new_head": [("", _("不变")), *members],
            "mother": [("", _("没有登记")), *members],
            "father": [("", _("没有登记")), *members],
            "relationship": [CHOOSE, *relations],
            "sex": [CHOOSE, *sexes],
        }
        for name, choices in chosen.items():
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name != "why"])


class People(forms.MultipleChoiceField):
    """Some of the household's members."""

    widget = forms.CheckboxSelectMultiple


class BirthForm(ChangeForm):
    """A child is born into the household."""

    name = forms.CharField(
        label=_("孩子的姓名"), max_length=60, help_text=_("还没取名的，写“某某之子”或“某某之女”。")
    )
    sex = forms.ChoiceField(label=_("性别"), choices=[])
    born = forms.DateField(label=_("出生日期"), widget=Day())
    mother = forms.ChoiceField(label=_("母亲"), choices=[], required=False)
    father = forms.ChoiceField(label=_("父亲"), choices=[], required=False)
    relationship = forms.ChoiceField(label=_("与户主关系"), choices=[])


class DeathForm(ChangeForm):
    """Somebody has died."""

    died = forms.DateField(label=_("死亡日期"), widget=Day())
    new_head = forms.ChoiceField(
        label=_("新户主"), choices=[], required=False, help_text=_("去世的是户主时，要有人接任。")
    )


class MoveOutForm(ChangeForm):
    """Members leave the place."""

    people = People(label=_("谁迁出"), choices=[])
    left = forms.DateField(label=_("迁出日期"), widget=Day())
    to = forms.CharField(label=_("迁往哪里"), max_length=100, help_text=_("写到县区，例如“厦门市思明区”。"))
    new_head = forms.ChoiceField(
        label=_("新户主"), choices=[], required=False, help_text=_("户主迁出而有人留下时，要有人接任。")
    )


class MoveInForm(ChangeForm):
    """Somebody new joins the household."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"), choices=[])
    born = forms.DateField(label=_("出生日期"), widget=Day())
    number = forms.CharField(
        label=_("公民身份号码"), max_length=18, required=False, help_text=_("照证件写；没有的空着。")
    )
    came = forms.DateField(label=_("迁入日期"), widget=Day())
    moved_from = forms.CharField(label=_("从哪里迁来"), max_length=100, required=False)
    relationship = forms.ChoiceField(label=_("与户主关系"), choices=[])


class MoveWithinForm(ChangeForm):
    """The household moves to another home inside the area."""

    address = forms.CharField(
        label=_("新住处"),
        max_length=120,
        help_text=_("写到房号，例如“东门小区3幢1单元502”；须是已登记的住房。"),
    )
    moved = forms.DateField(label=_("搬家日期"), widget=Day())


class MarriageForm(ChangeForm):
    """Two people have married."""

    partner = forms.CharField(
        label=_("配偶的公民身份号码"), max_length=18, help_text=_("对方也要已在您的管辖范围内登记。")
    )
    married = forms.DateField(label=_("结婚登记日期"), widget=Day())


class NewHeadForm(ChangeForm):
    """Another member heads the household."""

    head = forms.ChoiceField(label=_("新户主"), choices=[])
    since = forms.DateField(label=_("从哪天起"), widget=Day())

    def __init__(self, *args: Any, members: Choices, relations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, members=members, relations=relations, **kwargs)
        for number, (member, name) in enumerate(members):
            self.fields[f"relation_{number}"] = forms.ChoiceField(
                label=_("%(name)s与新户主的关系") % {"name": name},
                choices=[("", "—"), *relations],
                required=False,
            )
            self.fields[f"relation_{number}"].member = member  # type: ignore[attr-defined]

    @property
    def relationships(self) -> dict[str, str]:
        """Member to the code of the relationship to the new head, where one was chosen."""
        return {
            field.member: self.cleaned_data[name]  # type: ignore[attr-defined]
            for name, field in self.fields.items()
            if name.startswith("relation_") and self.cleaned_data.get(name)
        }


class SplitForm(ChangeForm):
    """Some members found a household of their own."""

    people = People(label=_("谁分出去"), choices=[])
    head = forms.ChoiceField(label=_("新户的户主"), choices=[])
    since = forms.DateField(label=_("分户日期"), widget=Day())
    new_head = forms.ChoiceField(
        label=_("留下的人的户主"), choices=[], required=False, help_text=_("原户主分出去时，要有人接任。")
    )
    address = forms.CharField(
        label=_("新住处"), max_length=120, required=False, help_text=_("仍住原处的空着。")
    )


class RenameForm(ChangeForm):
    """Somebody bears another name."""

    name = forms.CharField(label=_("新姓名"), max_length=60)
    since = forms.DateField(label=_("变更登记日期"), widget=Day())
