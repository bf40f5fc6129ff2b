"""Kinds of rows in a district's record of its own values."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OverrideKind(models.TextChoices):
    """A value, or the end of one. There is no third: nothing is edited."""

    VALUE = "value", _("本地数值")
    WITHDRAWAL = "withdrawal", _("撤回")
