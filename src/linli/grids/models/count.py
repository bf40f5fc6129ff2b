"""What was counted on a day, kept as it was counted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly
from linli.base.ids import uuid7
from linli.grids.models.ground import Ground
from linli.grids.models.once import OnceQuerySet


class DayCount(AppendOnly):
    """The homes, households and people of a community on a day, by unit of a ground: packed numbers (see `counting`).

    A unit lies in one grid of every plan of its ground, so the figures of a day can be told on the boundaries of any
    plan, of those too that are drawn later.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    community = models.CharField(_("社区"), max_length=12)
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField(_("日期"))
    homes = models.PositiveIntegerField(_("住房"))
    households = models.PositiveIntegerField(_("户数"))
    people = models.PositiveIntegerField(_("人数"))
    content = models.BinaryField()
    counted_at = models.DateTimeField(_("清点时间"))
    counted_by = models.CharField(_("清点岗位"), max_length=200)

    objects = OnceQuerySet["DayCount"].as_manager()
    scope_field = "community"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "content": "how many live in a building and of which age band; no name, number or id of anybody",
            "counted_by": "which post asked for the count; an office, not a resident",
        }

    class Meta:
        verbose_name = _("某日清点")
        ordering = ["community", "-day"]
        constraints = [
            models.UniqueConstraint(fields=["community", "day"], name="community_counted_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.day}"
