"""How long a cell takes, as it was measured in use."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7

ANY = "*"


class MeasuredMinutes(models.Model):
    """Seconds for one typed cell in a district, over a stretch of days. `element` is "*" for all elements together.

    The meter writes it, the decision pack reads it: nobody's work can be told from it.
    """

    scope_field = "district"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    element = models.CharField(_("数据元"), max_length=80, default=ANY)
    seconds = models.DecimalField(_("每格秒数"), max_digits=8, decimal_places=2)
    cells = models.PositiveIntegerField(_("格数"))
    from_date = models.DateField(_("从"))
    to_date = models.DateField(_("到（含）"))
    measured_at = models.DateTimeField(_("计算时间"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("实测用时")
        ordering = ["element", "-to_date", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "element", "from_date", "to_date"], name="measured_minutes_once"
            ),
            models.CheckConstraint(
                condition=Q(seconds__gt=0, cells__gt=0, to_date__gte=F("from_date")),
                name="measured_minutes_make_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.seconds} s"
