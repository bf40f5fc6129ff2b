"""The cells of a plan in one community as they stood at the end of a day."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.meter.models.plan import Plan


class PlanFigure(models.Model):
    """Counts of cells, of nobody in particular. `cells` is rows times fields and is what the four kinds and `typed` sum
    up to: `fresh` are filled without asking, `stale` and `conflict` are checked at the door, `missing` are asked there,
    `typed` belong to no element of the record and are typed by the community.
    """

    scope_field = "division_code"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    division_code = models.CharField(_("社区"), max_length=12)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="figures")
    on_date = models.DateField(_("日期"))
    rows = models.PositiveIntegerField(_("行"))
    cells = models.PositiveIntegerField(_("格"))
    fresh = models.PositiveIntegerField(_("直接填出"))
    stale = models.PositiveIntegerField(_("已陈旧"))
    conflict = models.PositiveIntegerField(_("有出入"))
    missing = models.PositiveIntegerField(_("没有"))
    typed = models.PositiveIntegerField(_("手工填写"))

    objects = ScopedQuerySet["PlanFigure"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("格数统计")
        indexes = [models.Index(fields=["division_code", "on_date"], name="figure_by_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "division_code", "on_date"], name="figure_once_a_day_and_place"
            ),
            models.CheckConstraint(
                condition=Q(cells=F("fresh") + F("stale") + F("conflict") + F("missing") + F("typed")),
                name="figure_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.on_date}"
