"""Forms of the grid pages. What they check is shape; what may be is the room's to say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.grids.states import Effort, GridKind, MapKind
from linli.ui.errors import error_summary

TOLERANCES = [(0.05, "±5%"), (0.10, "±10%"), (0.15, "±15%"), (0.20, "±20%")]


class Problems:
    """Errors as the summary on top of a page lists them: each with the field it links to."""

    def problems(self) -> list[dict[str, str]]:
        """One line per error."""
        found: Any = self
        return error_summary(found)


def day_field(**options: Any) -> forms.DateField:
    """A day, by the browser's own picker."""
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


def not_too_large(file: Any) -> Any:
    """The file, when an upload may weigh that much."""
    if file is not None and file.size > settings.MAX_UPLOAD_BYTES:
        raise forms.ValidationError(
            _("文件超过 %(limit)s MB。"), params={"limit": settings.MAX_UPLOAD_BYTES // 2**20}
        )
    return file


class GroundForm(Problems, forms.Form):
    """Three map files and a name."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：2026 年 11 月底图"))
    streets = forms.FileField(
        label=_("街巷"), help_text=_("OSM PBF、GeoJSON、GeoPackage 或压缩成 zip 的 Shapefile。")
    )
    buildings = forms.FileField(
        label=_("楼栋"),
        help_text=_("户数列 households 或 户数；没有时按占地面积和层数估计。小区、楼栋列用来给住房落图。"),
    )
    communities = forms.FileField(label=_("社区边界"), help_text=_("代码列 code 填 12 位区划代码。"))
    split_towers = forms.BooleanField(label=_("超过 330 户的楼按单元门拆分"), required=False)

    def clean_streets(self) -> Any:
        """Not beyond what an upload may weigh."""
        return not_too_large(self.cleaned_data["streets"])

    def clean_buildings(self) -> Any:
        """Not beyond what an upload may weigh."""
        return not_too_large(self.cleaned_data["buildings"])

    def clean_communities(self) -> Any:
        """Not beyond what an upload may weigh."""
        return not_too_large(self.cleaned_data["communities"])

    def maps(self) -> dict[MapKind, tuple[str, bytes]]:
        """The files as the room takes them."""
        return {
            kind: (self.cleaned_data[kind.value].name, self.cleaned_data[kind.value].read())
            for kind in MapKind
        }


class PlanForm(Problems, forms.Form):
    """A new draft."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：2027 年网格调整草案"))
    tolerance = forms.TypedChoiceField(
        label=_("每格户数可偏离均值"), choices=TOLERANCES, coerce=float, initial=0.10,
        help_text=_("放得越宽，边界越能沿街走。"),
    )  # fmt: skip
    effort = forms.ChoiceField(
        label=_("计算工夫"), choices=Effort.choices, initial=Effort.STANDARD, help_text=_("一般用“标准”。")
    )
    seed = forms.IntegerField(
        label=_("随机种子"), initial=1, min_value=0, max_value=2**31, help_text=_("换一个数，得另一份方案。")
    )


class AdoptForm(Problems, forms.Form):
    """From which day, and why."""

    from_date = day_field(label=_("自哪一天起施行"))
    why = forms.CharField(label=_("依据"), max_length=300, help_text=_("例如公文文号"))


class ConsultForm(Problems, forms.Form):
    """Until when."""

    until = day_field(label=_("征求意见到哪一天"))


class WhyForm(Problems, forms.Form):
    """Why a plan is given up."""

    prefix = "withdraw"
    why = forms.CharField(label=_("撤回的理由"), max_length=300)


class CommentForm(Problems, forms.Form):
    """Words about a place of a plan."""

    prefix = "comment"
    grid_code = forms.CharField(
        label=_("网格编码"), max_length=15, required=False, help_text=_("15 位；针对整份方案时留空。")
    )
    text = forms.CharField(
        label=_("意见"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("只写地点和理由，不写居民姓名和号码。"),
    )


class AnswerForm(Problems, forms.Form):
    """An answer to a comment."""

    text = forms.CharField(label=_("答复"), max_length=500)
    taken = forms.BooleanField(label=_("采纳"), required=False)


class ImportForm(Problems, forms.Form):
    """An existing plan as a file."""

    file = forms.FileField(
        label=_("现有方案"),
        help_text=_("网格面（GeoJSON、GeoPackage、Shapefile 的 zip），或楼栋与网格对照表（CSV、Excel）。"),
    )

    def clean_file(self) -> Any:
        """Not beyond what an upload may weigh."""
        return not_too_large(self.cleaned_data["file"])


class PlaceForm(Problems, forms.Form):
    """Where the homes of an address lie."""

    community = forms.CharField(max_length=12)
    estate = forms.CharField(max_length=80, required=False, strip=False)
    road = forms.CharField(max_length=120, required=False, strip=False)
    building = forms.CharField(max_length=40, required=False, strip=False)
    unit = forms.IntegerField(min_value=0, label=_("单元号"))
    whole = forms.BooleanField(required=False, label=_("整个小区"))


class AssignForm(Problems, forms.Form):
    """Who serves a grid from when."""

    post = forms.ChoiceField(label=_("网格员岗位"), choices=[])
    valid_from = day_field(label=_("自哪一天起"))
    replace = forms.BooleanField(label=_("接替现任并交接未办工作"), required=False)
    note = forms.CharField(label=_("交接说明"), max_length=500, required=False)

    def __init__(self, *args: Any, posts: list[tuple[Any, str]] = (), **options: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **options)
        choice: Any = self.fields["post"]
        choice.choices = [(str(key), name) for key, name in posts]


class DeputyForm(AssignForm):
    """Who stands in, from when until when, why."""

    prefix = "deputy"
    replace = None  # type: ignore[assignment]
    note = None  # type: ignore[assignment]
    valid_to = day_field(label=_("到哪一天前"))
    why = forms.CharField(label=_("事由"), max_length=200, help_text=_("例如休假、培训"))


class EndForm(Problems, forms.Form):
    """From which day a grid has no officer."""

    prefix = "end"
    valid_to = day_field(label=_("自哪一天起不再负责"))


class DayForm(Problems, forms.Form):
    """The day that figures are asked for; without one the latest count."""

    day = day_field(label=_("哪一天"), required=False)


class PurposeForm(Problems, forms.Form):
    """What a file is taken for."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=200,
        help_text=_("写明给谁、做什么用；会记入审计记录，并印在每一页上。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NameForm(Problems, forms.Form):
    """What a dedicated grid is for, and its name."""

    kind = forms.ChoiceField(
        label=_("类别"), choices=[(kind.value, kind.label) for kind in GridKind if kind != GridKind.BASE]
    )
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：东门小学"))


class DedicatedForm(NameForm):
    """Units that become a dedicated grid. Whether they can is the room's to say."""

    units = forms.TypedMultipleChoiceField(label=_("楼栋"), coerce=int, required=False)

    def __init__(self, sent: Any = None) -> None:
        super().__init__(sent)
        chosen = [unit for unit in sent.getlist("units") if unit.isascii() and unit.isdigit()] if sent else []
        units: Any = self.fields["units"]
        units.choices = [(unit, unit) for unit in chosen]


class CorrectForm(Problems, forms.Form):
    """How many homes a building has, and how one knows."""

    homes = forms.IntegerField(label=_("更正为多少户"), min_value=0, max_value=5000)
    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("例如：实地清点，底图把商铺算成了住户")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def figures(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class EntrancesForm(Problems, forms.Form):
    """How many homes lie at each entrance of a tower; `homes` are those of now."""

    def __init__(self, data: Any = None, *, homes: Sequence[int]) -> None:
        super().__init__(data, auto_id="id_each_%s")
        for place, count in enumerate(homes):
            self.fields[f"door_{place}"] = forms.IntegerField(
                label=_("第 %(number)s 个单元门") % {"number": place + 1},
                min_value=0,
                max_value=5000,
                initial=count,
            )
            self.fields[f"seen_{place}"] = forms.IntegerField(widget=forms.HiddenInput, initial=count)
        self.fields["reason"] = forms.CharField(label=_("理由"), max_length=200)

    def doors(self) -> list[Any]:
        """The fields of the entrances, in order."""
        return [self[name] for name in self.fields if name.startswith("door_")]

    def figures(self) -> dict[str, Any]:
        """What the action takes."""
        found = self.cleaned_data
        column = {
            key: [found[name] for name in self.fields if name.startswith(f"{key}_")]
            for key in ("seen", "door")
        }
        return {"seen": column["seen"], "homes": column["door"], "reason": found["reason"]}
