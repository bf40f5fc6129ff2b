"""Homes of buildings as a draft corrects them; what the map said stays where it is."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly
from linli.base.ids import uuid7
from linli.grids.models.once import OnceQuerySet
from linli.grids.models.plan import GridPlan


class HomesCorrection(AppendOnly):
    """A draft counts `homes` households in a building instead of `was`. The latest of a building holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(GridPlan, on_delete=models.PROTECT, related_name="corrections")
    # The building's number on the plan's ground, and the unit it lies in.
    building = models.PositiveIntegerField(_("楼栋"))
    unit = models.PositiveIntegerField(_("单元"))
    was = models.PositiveIntegerField(_("原户数"))
    homes = models.PositiveIntegerField(_("更正后户数"))
    reason = models.CharField(_("理由"), max_length=200)
    corrected_at = models.DateTimeField(_("更正时间"))
    corrected_by = models.CharField(_("更正岗位"), max_length=200)

    objects = OnceQuerySet["HomesCorrection"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "corrected_by": "which post corrected the count; an office, not a resident"
        }

    class Meta:
        verbose_name = _("户数更正")
        ordering = ["corrected_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="homes_correction_says_why"),
            models.CheckConstraint(condition=~Q(homes=F("was")), name="homes_correction_corrects"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.building} {self.homes}"
