"""A district's own working days and days off."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7


class DistrictDay(models.Model):
    """A day on which a district works, or does not, other than the national calendar says; with its document."""

    scope_field = "district"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    day = models.DateField(_("日期"))
    works = models.BooleanField(_("上班"))
    document = models.CharField(_("依据文件"), max_length=200)
    recorded_at = models.DateTimeField(_("登记时间"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("本区工作日")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["district", "day"], name="district_day_once"),
            models.CheckConstraint(condition=~Q(document=""), name="district_day_has_its_document"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.works}"
