"""Who serves a grid from when to when, who stands in, and what is handed over."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.grids.models.once import OnceQuerySet


class Assignment(models.Model):
    """A post serves a grid. One at a time: triggers refuse a second one on any day, and any change but an end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    grid_code = models.CharField(_("网格编码"), max_length=15)
    post_id = models.UUIDField(_("岗位"))
    officer = models.CharField(_("网格员岗位"), max_length=200)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（不含）"), null=True)
    assigned_at = models.DateTimeField(_("安排时间"))
    assigned_by = models.CharField(_("安排岗位"), max_length=200)

    objects = ScopedQuerySet["Assignment"].as_manager()
    scope_field = "grid_code"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "post_id": "the post that serves the grid; who holds it stands with the post",
            "assigned_by": "which post decided; an office, not a resident",
        }

    class Meta:
        verbose_name = _("网格员安排")
        ordering = ["grid_code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["grid_code"], condition=Q(valid_to=None), name="one_officer_for_a_grid"
            ),
            models.UniqueConstraint(fields=["grid_code", "valid_from"], name="one_officer_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="assignment_period_not_empty",
            ),
            models.CheckConstraint(condition=Q(grid_code__regex=r"^[0-9]{15}$"), name="assignment_to_a_grid"),
        ]
        indexes = [models.Index(fields=["post_id", "valid_from"], name="assignment_by_post")]

    def __str__(self) -> str:
        return f"{self.grid_code} {self.officer}"


class Deputy(AppendOnly):
    """Another post stands in for an absent officer, from a day until a day; two never stand in at once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    grid_code = models.CharField(_("网格编码"), max_length=15)
    post_id = models.UUIDField(_("岗位"))
    officer = models.CharField(_("代理岗位"), max_length=200)
    why = models.CharField(_("事由"), max_length=200)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（不含）"))
    assigned_at = models.DateTimeField(_("安排时间"))
    assigned_by = models.CharField(_("安排岗位"), max_length=200)

    objects = OnceQuerySet["Deputy"].as_manager()
    scope_field = "grid_code"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "post_id": "the post that stands in; who holds it stands with the post",
            "assigned_by": "which post decided; an office, not a resident",
        }

    class Meta:
        verbose_name = _("代理网格员")
        ordering = ["grid_code", "-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="deputy_period_not_empty"),
            models.CheckConstraint(condition=~Q(why=""), name="deputy_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.grid_code} {self.officer}"


class Handover(models.Model):
    """Open work that goes from one officer to the next, as it stood, until the next one has taken it over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    grid_code = models.CharField(_("网格编码"), max_length=15)
    giver = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    taker = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="taken_over")
    homes = models.PositiveIntegerField(_("户数"))
    open_tasks = models.PositiveIntegerField(_("未办任务"))
    minutes = models.PositiveIntegerField(_("预计分钟"))
    note = models.CharField(_("交接说明"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("交出时间"))
    taken_at = models.DateTimeField(_("接收时间"), null=True)

    objects = ScopedQuerySet["Handover"].as_manager()
    scope_field = "grid_code"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"note": "words between two officers about open work"}

    class Meta:
        verbose_name = _("工作交接")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="handover_between_two"),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(taken_at__gte=F("made_at")), name="handover_taken_after_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grid_code} {self.made_at:%F}"
