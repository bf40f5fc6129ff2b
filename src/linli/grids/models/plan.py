"""Plans (划分方案): which unit belongs to which grid, in every version from the first draft on."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.grids.models.ground import Ground
from linli.grids.models.once import OnceQuerySet
from linli.grids.states import ChangeKind, Effort, PlanState


class GridPlan(models.Model):
    """A plan for a place. `version` counts the changes of its labels: who edits says which one they saw.

    `dedicated` names the grids for a school, a hospital or a market: label as text -> [kind, name].
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("范围"), max_length=12)
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="plans")
    # The plan in force that this one was made from, and is compared with.
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    name = models.CharField(_("名称"), max_length=80)
    state = models.CharField(_("状态"), max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    version = models.PositiveIntegerField(_("版本"), default=0)
    tolerance = models.FloatField(_("允许偏差"), default=0.10)
    seed = models.PositiveBigIntegerField(_("随机种子"), default=1)
    effort = models.CharField(_("计算工夫"), max_length=10, choices=Effort.choices, default=Effort.STANDARD)
    dedicated = models.JSONField(default=dict)
    grid_count = models.PositiveIntegerField(_("网格数"), default=0)
    valid_from = models.DateField(_("起"), null=True)
    valid_to = models.DateField(_("止（不含）"), null=True)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(_("建立时间"))
    created_by = models.CharField(_("建立岗位"), max_length=200)
    consulted_until = models.DateField(_("征求意见截止日"), null=True)
    adopted_at = models.DateTimeField(_("采用时间"), null=True)
    adopted_by = models.CharField(_("采用岗位"), max_length=200, blank=True)
    why = models.CharField(_("理由"), max_length=300, blank=True)

    objects = ScopedQuerySet["GridPlan"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "created_by": "which post made the plan; an office, not a resident",
            "adopted_by": "which post adopted the plan; an office, not a resident",
        }

    class Meta:
        verbose_name = _("划分方案")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(condition=Q(place__startswith=F("district")), name="plan_in_its_district"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["adopted", "closed"], valid_from__isnull=False, adopted_at__isnull=False
                )
                | ~Q(state__in=["adopted", "closed"]) & Q(valid_from=None, valid_to=None),
                name="plan_has_a_period_when_adopted",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", valid_to__gt=F("valid_from"))
                | ~Q(state="closed") & Q(valid_to=None),
                name="plan_closed_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0.01, tolerance__lte=0.5), name="plan_tolerance_sensible"
            ),
        ]
        indexes = [models.Index(fields=["place", "-created_at"], name="plan_by_place")]

    def __str__(self) -> str:
        return self.name


class PlanLabels(models.Model):
    """The grid of each unit, in the units' order: packed 32-bit numbers (see `arrays`). Written with each version."""

    plan = models.OneToOneField(GridPlan, on_delete=models.CASCADE, primary_key=True, related_name="labels")
    version = models.PositiveIntegerField()
    content = models.BinaryField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("划分方案标签")

    def __str__(self) -> str:
        return f"{self.plan_id} {self.version}"


class PlanChange(AppendOnly):
    """One version of a plan: which units went from which grid to which, [[unit, from, to], ...].

    A change of the whole plan (proposed, imported) keeps the labels it replaced instead, packed in `before`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(GridPlan, on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField(_("版本"))
    kind = models.CharField(_("变动"), max_length=10, choices=ChangeKind.choices)
    moves = models.JSONField(default=list)
    before = models.BinaryField(null=True)
    # The version that an undo went back over; it is not undone twice.
    undoes = models.PositiveIntegerField(null=True)
    units = models.PositiveIntegerField(_("单元数"))
    households = models.PositiveIntegerField(_("户数"))
    changed_at = models.DateTimeField(_("时间"))
    changed_by = models.CharField(_("岗位"), max_length=200)

    objects = OnceQuerySet["PlanChange"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "changed_by": "which post changed the plan; an office, not a resident"
        }

    class Meta:
        verbose_name = _("方案变动")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "version"], name="plan_change_once_a_version"),
            models.UniqueConstraint(
                fields=["plan", "undoes"], condition=Q(undoes__isnull=False), name="plan_change_undone_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="plan_change_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.version} {self.kind}"
