"""Decisions on agreements and exports, and how far they have come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """The second person's answer."""

    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")


class Stage(models.TextChoices):
    """How far an agreement has come; worked out from the rows, never stored."""

    ASKED = "asked", _("待批准")
    COMING = "coming", _("尚未开始")
    IN_FORCE = "in_force", _("在有效期内")
    REFUSED = "refused", _("未批准")
    ENDED = "ended", _("已终止")
    EXPIRED = "expired", _("已到期")


class OrderStage(models.TextChoices):
    """How far an export has come; worked out from the rows, never stored."""

    WAITING = "waiting", _("待第二人同意")
    READY = "ready", _("可以导出")
    REFUSED = "refused", _("未同意")
    EXPIRED = "expired", _("已过期")
