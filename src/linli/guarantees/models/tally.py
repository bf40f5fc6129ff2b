"""Places above the communities, added up: one row per place and rule, so that a page reads them in one query."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.guarantees.models.finding import figure
from linli.guarantees.states import Guarantee
from linli.surveys.models import Campaign


def _sum(words: Any = "") -> Any:
    return models.DecimalField(words, max_digits=20, decimal_places=3, default=0)


class Tally(models.Model):
    """How the communities below `prefix` stand on a rule, or (rule "") on the guarantee as a whole.

    `prefix` has 0, 2, 4, 6 or 9 digits. Columns as in `linli.core.gaps.Tally`.
    """

    scope_field = "prefix"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+", db_index=False)
    district = models.CharField(max_length=6, blank=True)
    prefix = models.CharField(_("区划代码"), max_length=9, blank=True)
    guarantee = models.CharField(_("保障"), max_length=8, choices=Guarantee.choices)
    rule = models.CharField(_("规则"), max_length=40, blank=True)
    communities = models.PositiveIntegerField(_("社区数"))
    met = models.PositiveIntegerField(_("达标"))
    short = models.PositiveIntegerField(_("未达标"))
    unknown = models.PositiveIntegerField(_("未知数量"))
    not_applicable = models.PositiveIntegerField(_("不适用"))
    actual_sum = _sum(_("实际合计"))
    actual_count = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0)
    lowest = figure(_("最低"))
    short_sum = _sum(_("差额合计"))
    rows_short = models.PositiveIntegerField(default=0)
    cost_once = _sum(_("一次性费用"))
    cost_once_waived = _sum()
    cost_yearly = _sum(_("每年费用"))
    cost_offset = _sum(_("上级补助"))
    cost_unknown = models.PositiveIntegerField(default=0)
    objects = ScopedQuerySet["Tally"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("五个有汇总")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "prefix", "guarantee", "rule", "district"], name="tally_once_per_place"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    communities=models.F("met")
                    + models.F("short")
                    + models.F("unknown")
                    + models.F("not_applicable")
                ),
                name="tally_counts_everybody_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix} {self.guarantee} {self.rule}"
