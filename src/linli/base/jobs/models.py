"""Long work as a row: what, how far, how it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("等待中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未成功")
    CANCELLED = "cancelled", _("已取消")


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """One piece of long work. While it runs, see `pulse`: SQLite keeps its progress beside the database."""

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
    post_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    scope_prefix = models.CharField(max_length=16, blank=True)
    role = models.CharField(max_length=24, blank=True)
    language = models.CharField(max_length=12, default="zh-hans")
    attempts = models.PositiveSmallIntegerField(_("第几次"), default=0)
    worker = models.CharField(_("执行进程"), max_length=64, blank=True)
    queue_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(_("提出时间"))
    started_at = models.DateTimeField(_("开始时间"), null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"account_id": "who asked for the work; a pseudonymous reference"}

    class Meta:
        verbose_name = _("后台任务")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, ended_at=None)
                | (~Q(state__in=OPEN_STATES) & Q(ended_at__isnull=False)),
                name="job_has_ended_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | Q(started_at__isnull=False, heartbeat_at__isnull=False),
                name="job_that_runs_has_started",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="job_by_time"),
            models.Index(fields=["state", "created_at"], name="job_by_state"),
            models.Index(fields=["post_id", "created_at"], name="job_by_post"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
