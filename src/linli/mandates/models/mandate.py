"""What is asked: the application, its places, its fields, and each step it takes."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.identity.models import Body
from linli.base.ids import uuid7
from linli.base.scope import Scope, ScopedQuerySet, prefix_range
from linli.core import scopes
from linli.core.mandates import Frequency, ReportPeriod, periods_between
from linli.forms.models import Form, FormField
from linli.mandates.states import ADMITTED, Frequencies, Kind, State, Step, UnitKinds

MOST_DUE_DAYS = 366


class MandateQuerySet(ScopedQuerySet["Mandate"]):
    """Mandates by place: those that ask something inside a scope, or around it."""

    def touching(self, scope: Scope) -> Self:
        """Those whose places, as asked or as approved, lie inside `scope` or contain it."""
        if scope.is_everything:
            return self
        outer = [scope.prefix[:length] for length in range(2, len(scope.prefix))]
        places = MandatePlace.objects.filter(Q(**prefix_range("prefix", scope.prefix)) | Q(prefix__in=outer))
        return self.filter(pk__in=places.values("mandate_id"))


class Mandate(models.Model):
    """One thing that a department wants of communities, from its draft to its end.

    Money in yuan for the whole period; `people_value` is what the people offered are worth at the same rate.
    The clock of the office runs from `clock_from`; `days_used` are working days used up before a suspension.

    Which rows are asked for is `scope`, a record of `core.scopes` (kind of subject, conditions, as-of day); where, are
    its places. `row_scope` reads it. `frequency` is the period of a report, `due_days` how many days after its last
    day it is due; `periods()` lists them.
    """

    scope_field = "district"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请部门"))
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    title = models.CharField(_("事项名称"), max_length=120)
    document_name = models.CharField(_("依据文件"), max_length=200, blank=True)
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    plan = models.TextField(_("实施方案"), blank=True)
    starts_date = models.DateField(_("开始日期"), null=True)
    ends_date = models.DateField(_("结束日期（不含）"), null=True)
    frequency = models.CharField(
        _("频次"), max_length=12, choices=Frequencies.choices, default=Frequencies.ONCE
    )
    unit_kind = models.CharField(
        _("计量单位"), max_length=12, choices=UnitKinds.choices, default=UnitKinds.COMMUNITY
    )
    unit_count = models.PositiveIntegerField(_("涉及数量"), null=True)
    minutes_per_unit = models.DecimalField(_("每单位分钟数"), max_digits=8, decimal_places=1, null=True)
    rows_asked = models.CharField(_("填报对象"), max_length=200, blank=True)
    scope = models.JSONField(_("填报范围"), null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(_("期末后几天报送"), default=0)
    money_offered = models.DecimalField(_("随事项经费"), max_digits=12, decimal_places=2, default=0)
    people_days = models.DecimalField(_("派出人员（人·天）"), max_digits=8, decimal_places=1, default=0)
    short_notice_reason = models.TextField(_("临期申请的理由"), blank=True)
    form = models.ForeignKey(
        Form, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("所附表格")
    )
    is_duty = models.BooleanField(_("属于社区法定职责"), null=True)
    duty = models.CharField(_("职责清单条目"), max_length=40, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("起草时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    clock_from = models.DateField(null=True)
    days_used = models.PositiveSmallIntegerField(default=0)
    days_extra = models.PositiveSmallIntegerField(_("延长的工作日"), default=0)
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    running = models.PositiveIntegerField(null=True)
    control_number = models.CharField(_("准入编号"), max_length=24, null=True, unique=True)
    money_required = models.DecimalField(_("应随经费"), max_digits=12, decimal_places=2, default=0)
    money_agreed = models.DecimalField(_("商定经费"), max_digits=12, decimal_places=2, default=0)
    people_value = models.DecimalField(_("派员折合"), max_digits=12, decimal_places=2, default=0)
    agreement = models.TextField(_("协议"), blank=True)
    decision_why = models.TextField(_("决定理由"), blank=True)
    report = models.TextField(_("事后报告"), blank=True)

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("准入事项")
        indexes = [
            models.Index(fields=["district", "state", "submitted_at"], name="mandate_inbox"),
            models.Index(fields=["body", "state"], name="mandate_of_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True)
                | Q(starts_date__isnull=True)
                | Q(ends_date__gt=F("starts_date")),
                name="mandate_ends_after_it_begins",
            ),
            # "Fees follow the task": nobody can admit what is not paid for, whatever the pages do.
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ADMITTED))
                | Q(money_agreed__gte=F("money_required") - F("people_value")),
                name="mandate_is_funded_when_admitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ADMITTED))
                | Q(control_number__isnull=False, starts_date__isnull=False, ends_date__isnull=False),
                name="mandate_has_number_and_end_when_admitted",
            ),
            models.CheckConstraint(
                condition=Q(
                    money_required__gte=0, money_agreed__gte=0, people_value__gte=0, money_offered__gte=0
                ),
                name="mandate_money_not_negative",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="mandate_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.REFUSED]) | ~Q(decision_why=""),
                name="mandate_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_days__lte=MOST_DUE_DAYS), name="mandate_due_within_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def row_scope(self) -> scopes.Scope | None:
        """Which rows are asked for; None where that was not said. Its place is empty: see `places`."""
        return scopes.scope_of(self.scope) if self.scope else None

    def periods(self) -> tuple[ReportPeriod, ...]:
        """The periods it is asked for, each with the day it is due; empty without a beginning and an end."""
        if self.starts_date is None or self.ends_date is None:
            return ()
        return periods_between(Frequency(self.frequency), self.starts_date, self.ends_date, self.due_days)


class MandatePlace(models.Model):
    """A place that is asked: a prefix of the division code; `approved` once the office has admitted it there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="places")
    prefix = models.CharField(_("地点"), max_length=12, db_index=True)
    approved = models.BooleanField(_("准入"), default=False)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("涉及地点")
        ordering = ["prefix"]
        constraints = [models.UniqueConstraint(fields=["mandate", "prefix"], name="mandate_place_once")]

    def __str__(self) -> str:
        return self.prefix


class MandateField(models.Model):
    """A field that is asked: its label, the data element it was matched with, if any, and its place on the form."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField(_("次序"))
    label = models.CharField(_("表上的名称"), max_length=120)
    element = models.CharField(_("数据元"), max_length=80, blank=True, db_index=True)
    figure = models.JSONField(_("计数规则"), null=True, blank=True)
    form_field = models.ForeignKey(FormField, on_delete=models.PROTECT, null=True, related_name="+")

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("填报字段")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "position"], name="mandate_field_has_its_place")
        ]

    def __str__(self) -> str:
        return self.label


class MandateStepQuerySet(AppendOnlyQuerySet["MandateStep"]):
    """Steps: reads and appends only."""


class MandateStep(AppendOnly):
    """One step: from which state to which, by which post, when and why. Written once."""

    scope_field = "district"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("步骤"), max_length=16, choices=Step.choices)
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16)
    at = models.DateTimeField(_("时间"))
    post_id = models.UUIDField(null=True)
    label = models.CharField(_("经手岗位"), max_length=200)
    why = models.TextField(_("理由"), blank=True)

    objects = MandateStepQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "post_id": "which post acted; a pseudonymous reference",
            "label": "body and title of the post, as the audit trail shows it; never a name",
        }

    class Meta:
        verbose_name = _("办理步骤")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"
