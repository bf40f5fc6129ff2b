"""What becomes of the period of a request."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """Where the tasks of one period of a request stand."""

    ASKING = "asking", _("采集中")
    COVERED = "covered", _("已有事项问过，直接取用")
    COUNTED = "counted", _("按登记计数，不用上门")
    UNSAID = "unsaid", _("没有说明填报对象，不能派任务")
    ENDED = "ended", _("已结束")
