"""What is said about a plan while it is consulted on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.grids.models.plan import GridPlan


class PlanComment(models.Model):
    """A comment at a place of a plan, and its answer. `unit` is where on the map; None for a whole grid or plan."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(GridPlan, on_delete=models.PROTECT, related_name="comments")
    community = models.CharField(_("社区"), max_length=12)
    grid_code = models.CharField(_("网格编码"), max_length=15, blank=True)
    unit = models.PositiveIntegerField(_("单元"), null=True)
    text = models.CharField(_("意见"), max_length=500)
    said_at = models.DateTimeField(_("提出时间"))
    said_by = models.CharField(_("提出岗位"), max_length=200)
    post_id = models.UUIDField(null=True)
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    taken = models.BooleanField(_("是否采纳"), null=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.CharField(_("答复岗位"), max_length=200, blank=True)

    objects = ScopedQuerySet["PlanComment"].as_manager()
    scope_field = "community"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "text": "free words about boundaries; the form asks not to name residents",
            "said_by": "which post says so; an office, not a resident",
            "answered_by": "which post answers; an office, not a resident",
        }

    class Meta:
        verbose_name = _("方案意见")
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plan_comment_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", taken=None)
                | Q(answered_at__isnull=False, taken__isnull=False) & ~Q(answer=""),
                name="plan_comment_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.text[:20]}"
