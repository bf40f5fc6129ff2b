"""Forms of the gate. What they check is shape; what may be is the room's to say."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.mandates.actions import Application, Terms
from linli.mandates.duties import duties
from linli.mandates.models import Mandate
from linli.mandates.models.mandate import MOST_DUE_DAYS
from linli.mandates.queries import ScopeRead, read_scope, say_scope
from linli.mandates.queries.scoping import FEW
from linli.mandates.states import BurdenKind, Frequencies, Ground, Kind, UnitKinds
from linli.office.mandates.scopes import fault_in_words, language
from linli.ui.errors import error_summary

OUTSIDE = "outside"
DUTY = [("", _("未定")), (OUTSIDE, _("不在清单之内，需购买服务"))]


class Day(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def lines(text: str) -> tuple[str, ...]:
    """One entry a line; empty lines do not count."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def problems(form: forms.Form | None) -> list[dict[str, str]]:
    """The errors of a form for the summary on top, each with the field it links to."""
    if form is None or not form.is_bound:
        return []
    return error_summary(form)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ApplicationForm(forms.Form):
    """An application; what is missing is told when it is sent, so that a draft can be kept."""

    kind = forms.ChoiceField(label=_("类别"), choices=Kind.choices)
    title = forms.CharField(label=_("事项名称"), max_length=120)
    document_name = forms.CharField(label=_("依据文件"), max_length=200, required=False)
    document_number = forms.CharField(label=_("文号"), max_length=80, required=False)
    plan = forms.CharField(
        label=_("实施方案"), required=False, widget=_area(4), help_text=_("谁来做、怎么做、做到什么程度。")
    )
    places = forms.CharField(
        label=_("涉及地点"),
        required=False,
        widget=_area(3),
        help_text=_("每行一个区划代码：6 位是全区，9 位是一个街道，12 位是一个社区。"),
    )
    starts_date = forms.DateField(label=_("开始日期"), required=False, widget=Day())
    ends_date = forms.DateField(label=_("结束日期（不含）"), required=False, widget=Day())
    frequency = forms.ChoiceField(label=_("频次"), choices=Frequencies.choices)
    due_days = forms.IntegerField(
        label=_("期末后几天报送"), required=False, min_value=0, max_value=MOST_DUE_DAYS, initial=0
    )
    unit_kind = forms.ChoiceField(label=_("按什么计算"), choices=UnitKinds.choices)
    unit_count = forms.IntegerField(
        label=_("涉及多少户或人"), required=False, min_value=0, max_value=10_000_000,
        help_text=_("按社区计算的不用填；留空时按范围在册的数填写。"),
    )  # fmt: skip
    minutes_per_unit = forms.DecimalField(
        label=_("每个单位要几分钟"), required=False, min_value=0, max_value=100_000, decimal_places=1
    )
    scope_words = forms.CharField(
        label=_("填哪些人、哪些户"),
        required=False,
        widget=_area(2),
        help_text=_("先写一行是什么，再写条件，用逗号隔开。例如：人员，年龄不小于80，是否独居为是。"),
    )
    fields_asked = forms.CharField(
        label=_("表上的字段"), required=False, widget=_area(6), help_text=_("每行一个，照表上的写法。")
    )
    money_offered = forms.DecimalField(
        label=_("随事项经费（元）"), required=False, min_value=0, max_value=1_000_000_000, decimal_places=2
    )
    people_days = forms.DecimalField(
        label=_("派出人员（人·天）"), required=False, min_value=0, max_value=100_000, decimal_places=1
    )
    duty = forms.ChoiceField(label=_("职责清单条目"), choices=DUTY, required=False)
    form_id = forms.UUIDField(required=False, widget=forms.HiddenInput())
    short_notice_reason = forms.CharField(
        label=_("临期申请的理由"),
        required=False,
        widget=_area(2),
        help_text=_("距开始不足30个工作日时填写。"),
    )

    read: ScopeRead | None = None

    def __init__(self, *args: Any, today: date, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        english = not language().startswith("zh")
        listed = [(one.code, one.en if english else one.zh) for one in duties(district, today)]
        self.fields["duty"].choices = [DUTY[0], *listed, DUTY[1]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Reads the scope; what is not understood is told at its field."""
        data: dict[str, Any] = super().clean() or {}
        words = (data.get("scope_words") or "").strip()
        if words:
            places = lines(data.get("places") or "")
            self.read = read_scope(words, places, today=self.today, language=language())
            if self.read.fault is not None:
                self.add_error("scope_words", fault_in_words(self.read.fault))
        return data

    def application(self) -> Application:
        """What was said."""
        data = self.cleaned_data
        scope = self.read.scope if self.read else None
        places = lines(data["places"])
        return Application(
            kind=Kind(data["kind"]),
            title=data["title"].strip(),
            document_name=data["document_name"].strip(),
            document_number=data["document_number"].strip(),
            plan=data["plan"].strip(),
            places=places or ((scope.place,) if scope and scope.place else ()),
            starts_date=data["starts_date"],
            ends_date=data["ends_date"],
            frequency=Frequencies(data["frequency"]),
            due_days=data["due_days"] or 0,
            unit_kind=UnitKinds(data["unit_kind"]),
            unit_count=self._units(),
            minutes_per_unit=data["minutes_per_unit"],
            rows_asked=data["scope_words"].strip()[:200],
            scope=scope,
            fields=lines(data["fields_asked"]),
            money_offered=data["money_offered"] or Decimal(0),
            people_days=data["people_days"] or Decimal(0),
            short_notice_reason=data["short_notice_reason"].strip(),
            is_duty={"": None, OUTSIDE: False}.get(data["duty"], True),
            duty="" if data["duty"] == OUTSIDE else data["duty"],
            form_id=data["form_id"],
        )

    def _units(self) -> int | None:
        """The number given, else the one that the record counts for the scope."""
        said: int | None = self.cleaned_data["unit_count"]
        counted = self.read.count if self.read else None
        if said is not None or counted is None or self.cleaned_data["unit_kind"] == UnitKinds.COMMUNITY:
            return said
        return max(counted.subjects, FEW) if counted.subjects else 0


SAME_NAMES = (
    "kind", "title", "document_name", "document_number", "plan", "starts_date", "ends_date", "frequency", "unit_kind",
    "unit_count", "minutes_per_unit", "due_days", "money_offered", "people_days", "short_notice_reason", "form_id",
)  # fmt: skip


def initial_of(found: Mandate, today: date) -> dict[str, Any]:
    """The form filled with an application."""
    said = say_scope(found.row_scope, today=today, language=language()) or found.rows_asked
    return {name: getattr(found, name) for name in SAME_NAMES} | {
        "places": "\n".join(place.prefix for place in found.places.all()),
        "fields_asked": "\n".join(field.label for field in found.fields.all()),
        "scope_words": said,
        "duty": OUTSIDE if found.is_duty is False else found.duty,
    }


class DecisionForm(forms.Form):
    """The decision; which parts count depends on what is decided."""

    verdict = forms.ChoiceField(
        label=_("决定"),
        choices=[
            ("approve", _("准予准入")),
            ("suspend", _("退回补正")),
            ("extend", _("延长审核")),
            ("refuse", _("不予准入")),
        ],
    )
    version = forms.IntegerField(widget=forms.HiddenInput())
    places = forms.MultipleChoiceField(
        label=_("准入的地点"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    starts_date = forms.DateField(label=_("开始日期"), required=False, widget=Day())
    ends_date = forms.DateField(label=_("结束日期（不含）"), required=False, widget=Day())
    money_agreed = forms.DecimalField(
        label=_("商定经费（元）"), required=False, min_value=0, max_value=1_000_000_000, decimal_places=2
    )
    agreement = forms.CharField(label=_("协议要点"), required=False, widget=_area(2))
    days = forms.IntegerField(label=_("延长几个工作日"), required=False, min_value=1, max_value=60)
    why = forms.CharField(label=_("理由"), required=False, widget=_area(2), help_text=_("申请部门会看到。"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = places  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """The terms of an approval."""
        data = self.cleaned_data
        return Terms(
            money_agreed=data["money_agreed"] or Decimal(0),
            agreement=data["agreement"].strip(),
            places=tuple(data["places"]),
            starts_date=data["starts_date"],
            ends_date=data["ends_date"],
        )


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("理由"), widget=_area(2), max_length=1000)


class RefusalForm(forms.Form):
    """A refusal by a community."""

    department = forms.CharField(label=_("哪个部门"), max_length=128)
    ground = forms.ChoiceField(label=_("为什么拒绝"), choices=Ground.choices)
    number_shown = forms.CharField(label=_("出示的准入编号"), max_length=40, required=False)
    what = forms.CharField(label=_("要求了什么"), widget=_area(3), max_length=2000)
    on_date = forms.DateField(label=_("哪一天提出的"), widget=Day())
    was_done = forms.BooleanField(label=_("仍然照办了（违规记录）"), required=False)


class BurdenForm(forms.Form):
    """An entry of the one list."""

    kind = forms.ChoiceField(label=_("类别"), choices=BurdenKind.choices)
    title = forms.CharField(label=_("名称"), max_length=120)
    department = forms.CharField(label=_("部门"), max_length=128)
    times_per_year = forms.IntegerField(label=_("每年几次"), min_value=1, max_value=400, initial=1)
    since_date = forms.DateField(label=_("从哪一天起"), widget=Day())


class EndForm(forms.Form):
    """The first day on which a thing is gone."""

    until_date = forms.DateField(label=_("从哪一天起没有了"), widget=Day())


class EmergencyForm(forms.Form):
    """An emergency that the sub-district takes on."""

    place = forms.CharField(label=_("地点"), max_length=12, help_text=_("街道或社区的区划代码。"))
    title = forms.CharField(label=_("什么事"), max_length=120)
    plan = forms.CharField(label=_("怎样处置"), widget=_area(3))


class ReportForm(forms.Form):
    """What was done."""

    report = forms.CharField(label=_("事后报告"), widget=_area(4))


class DayForm(forms.Form):
    """A day that differs from the national calendar."""

    day = forms.DateField(label=_("哪一天"), widget=Day())
    works = forms.ChoiceField(
        label=_("这一天"),
        choices=[("off", _("不上班")), ("on", _("上班")), ("national", _("照全国安排"))],
    )
    document = forms.CharField(label=_("依据文件"), max_length=200)
