"""How the answer of a field came about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

NONE = "NONE"  # the catalogue has no such element: a local indicator of the department


class Answer(models.TextChoices):
    """Whether a field has been settled, and by whom."""

    OPEN = "open", _("待确认")
    AUTOMATIC = "automatic", _("自动认定")
    CONFIRMED = "confirmed", _("已确认")
    LOCAL = "local", _("本部门指标")
