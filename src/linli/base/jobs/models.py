"""Long work as a row: what, how far, how it ended."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("等待中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未成功")
    CANCELLED = "cancelled", _("已取消")


class Job(models.Model):
    """One piece of long work."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("类别"), max_length=64)
    title = models.CharField(_("名称"), max_length=200, blank=True)
    params = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=12, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    message = models.TextField(_("说明"), blank=True)
    result = models.JSONField(default=dict)
    cancel_requested = models.BooleanField(default=False)
    account_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True, db_index=True)
    actor_label = models.CharField(max_length=200)
    scope_prefix = models.CharField(max_length=16, blank=True)
    role = models.CharField(max_length=24, blank=True)
    language = models.CharField(max_length=12, default="zh-hans")
    created_at = models.DateTimeField(db_index=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"account_id": "who asked for the work; a pseudonymous reference"}

    class Meta:
        verbose_name = _("后台任务")

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
