"""The projection of dwellings."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.register.models.projected import Projected


class Dwelling(Projected):
    """A home with a door of its own: where it stands in its building, and how many people live in it."""

    estate = models.CharField(_("小区"), max_length=80, blank=True)
    road = models.CharField(_("道路门牌"), max_length=120, blank=True)
    building = models.CharField(_("楼栋"), max_length=40, blank=True)
    unit = models.CharField(_("单元"), max_length=20, blank=True)
    floor = models.SmallIntegerField(_("楼层"), null=True)
    room = models.CharField(_("房号"), max_length=20, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    address_key = models.CharField(_("地址键"), max_length=120, blank=True)
    floor_area = models.DecimalField(_("建筑面积"), max_digits=10, decimal_places=2, null=True)
    tenure = models.CharField(_("产权性质"), max_length=4, blank=True)
    occupancy = models.CharField(_("使用情况"), max_length=4, blank=True)
    lease_use = models.CharField(_("出租用途"), max_length=4, blank=True)
    people_count = models.PositiveIntegerField(_("居住人数"), default=0)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "people_count": "how many people live in one dwelling, without saying who"
        }

    class Meta:
        verbose_name = _("住房")
        indexes = [
            models.Index(
                fields=["division_code", "estate", "building", "unit", "floor"], name="dwelling_by_building"
            ),
            models.Index(fields=["address_key"], name="dwelling_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.id}"
