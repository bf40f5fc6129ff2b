"""How the answer of a field came about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.scopes import Unit

NONE = "NONE"  # the catalogue has no such element: a local indicator of the department


class Answer(models.TextChoices):
    """Whether a field has been settled, and by whom."""

    OPEN = "open", _("待确认")
    AUTOMATIC = "automatic", _("自动认定")
    CONFIRMED = "confirmed", _("已确认")
    LOCAL = "local", _("本部门指标")
    FIGURE = "figure", _("按登记计数")


class RowUnit(models.TextChoices):
    """What one row of a form is about."""

    PERSON = Unit.PERSON.value, _("一位居民")
    HOUSEHOLD = Unit.HOUSEHOLD.value, _("一户")
    HOUSE = Unit.HOUSE.value, _("一处房屋")
    ORGANISATION = Unit.ORGANISATION.value, _("一个单位")
    PLACE = Unit.PLACE.value, _("一个社区")
    THING = Unit.THING.value, _("一处设施")
