"""A return of one community for one period of a mandate, its steps, and periods that are closed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.mandates.models import Mandate
from linli.returns.states import State, Step


class ReportQuerySet(ScopedQuerySet["Report"]):
    """Returns by the community they are about."""


class Report(models.Model):
    """One return. `period_last` belongs to the period; `due` is the last day in time. `version` counts every change.

    `sent_number` is the filling that was sent last, `first_sent_at` when the first one was: that is in time or late.
    """

    scope_field = "community"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="returns")
    community = models.CharField(_("社区"), max_length=12)
    period_first = models.DateField(_("期初"))
    period_last = models.DateField(_("期末"))
    due = models.DateField(_("报送期限"))
    state = models.CharField(_("状态"), max_length=12, choices=State.choices)
    version = models.PositiveIntegerField(default=1)
    number = models.PositiveIntegerField(_("填写次数"), default=0)
    sent_number = models.PositiveIntegerField(_("报送版本"), default=0)
    made_at = models.DateTimeField(_("建立时间"))
    first_sent_at = models.DateTimeField(_("首次报送时间"), null=True)

    objects = ReportQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("填报")
        ordering = ["due", "community", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "community", "period_first"], name="return_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(period_last__gte=F("period_first"), due__gte=F("period_last")),
                name="return_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(sent_number__lte=F("number")), name="return_sends_what_was_filled"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SENT, State.APPROVED, State.ACCEPTED])
                | Q(sent_number__gt=0, first_sent_at__isnull=False),
                name="return_with_others_was_sent",
            ),
        ]
        indexes = [models.Index(fields=["community", "due"], name="return_by_due_day")]

    def __str__(self) -> str:
        return f"{self.community} {self.period_first}"


class ReportStep(AppendOnly):
    """A step of a return's history: who, when, from which state to which, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("步骤"), max_length=12, choices=Step.choices)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    number = models.PositiveIntegerField(_("版本"), default=0)
    at = models.DateTimeField(_("时间"))
    label = models.CharField(_("岗位"), max_length=200)
    why = models.CharField(_("理由"), max_length=300, blank=True)

    objects = AppendOnlyQuerySet["ReportStep"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"label": "the post that acted, as the audit trail shows it"}

    class Meta:
        verbose_name = _("填报步骤")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step=Step.SEND_BACK) | ~Q(why=""), name="return_sent_back_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"


class ClosedPeriod(AppendOnly):
    """A period for which a department takes nothing more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="closed_periods")
    period_first = models.DateField(_("期初"))
    at = models.DateTimeField(_("时间"))
    label = models.CharField(_("岗位"), max_length=200)

    objects = AppendOnlyQuerySet["ClosedPeriod"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"label": "the post that closed it, as the audit trail shows it"}

    class Meta:
        verbose_name = _("已截止的报送期")
        ordering = ["period_first", "id"]
        constraints = [models.UniqueConstraint(fields=["mandate", "period_first"], name="period_closed_once")]

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.period_first}"
