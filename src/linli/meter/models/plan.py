"""One period of an admitted request, and the collections opened for it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.mandates.models import Mandate
from linli.meter.states import PlanState
from linli.visits.models import Collection


class Plan(models.Model):
    """What one period of a request needs asked. `covered_by` is the request that serves it."""

    scope_field = "district"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="plans")
    first_date = models.DateField(_("期初"))
    last_date = models.DateField(_("期末"))
    due_date = models.DateField(_("报送日"))
    state = models.CharField(_("状态"), max_length=8, choices=PlanState.choices)
    covered_by = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    why_ended = models.CharField(_("结束原因"), max_length=120, blank=True)
    planned_at = models.DateTimeField(_("核对时间"))

    objects = ScopedQuerySet["Plan"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("补采计划")
        indexes = [models.Index(fields=["district", "state", "due_date"], name="plan_running")]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "first_date"], name="plan_once_a_period"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="meter_plan_state_known"),
            models.CheckConstraint(condition=Q(last_date__gte=F("first_date")), name="plan_period_not_empty"),
            models.CheckConstraint(
                condition=~Q(state=PlanState.COVERED) | Q(covered_by__isnull=False),
                name="plan_covered_names_by_what",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.ENDED) | ~Q(why_ended=""), name="plan_ended_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.first_date}"


class PlanCollection(models.Model):
    """A collection opened for a plan: one for each purpose that its elements are asked for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="collections")
    purpose = models.CharField(_("用途"), max_length=40)
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("计划的采集任务")
        constraints = [
            models.UniqueConstraint(fields=["plan", "purpose"], name="plan_collects_once_for_a_purpose")
        ]

    def __str__(self) -> str:
        return self.purpose
