"""One community in one campaign: the five states and the figures lists are sorted by."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.guarantees.models.finding import figure
from linli.guarantees.states import FindingState, Guarantee
from linli.surveys.models import Campaign


def _state() -> Any:
    return models.CharField(max_length=16, choices=FindingState.choices)


def _count() -> Any:
    return models.PositiveSmallIntegerField(default=0)


def _rule() -> Any:
    return models.CharField(max_length=40, blank=True)


class Standing(models.Model):
    """A row of the scoreboard. For each guarantee: its state, how many rules are met, short, unknown, and the
    headline: the first rule that falls short, by how much and in which unit.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+", db_index=False)
    district = models.CharField(max_length=6)
    division_code = models.CharField(_("社区代码"), max_length=12)
    name = models.CharField(_("社区"), max_length=100)
    sub_district_code = models.CharField(max_length=9)
    sub_district_name = models.CharField(_("街道（镇）"), max_length=100, blank=True)
    handed_in = models.BooleanField(_("已提交"))

    people_state, place_state, money_state, network_state, rules_state = (_state() for _n in range(5))
    people_met, place_met, money_met, network_met, rules_met = (_count() for _n in range(5))
    people_short, place_short, money_short, network_short, rules_short = (_count() for _n in range(5))
    people_unknown, place_unknown, money_unknown, network_unknown, rules_unknown = (
        _count() for _n in range(5)
    )
    people_gap, place_gap, money_gap, network_gap, rules_gap = (figure() for _n in range(5))
    people_rule, place_rule, money_rule, network_rule, rules_rule = (_rule() for _n in range(5))

    short = models.PositiveSmallIntegerField(_("未达标项数"))
    unknown = models.PositiveSmallIntegerField(_("未知项数"))
    cost_once = models.DecimalField(_("一次性费用"), max_digits=18, decimal_places=3)
    cost_yearly = models.DecimalField(_("每年费用"), max_digits=18, decimal_places=3)
    cost_unknown = models.PositiveSmallIntegerField(_("费用未知项数"))
    revision = models.PositiveIntegerField()
    objects = ScopedQuerySet["Standing"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("社区五个有")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "division_code", "district"], name="standing_once_per_community"
            ),
            models.CheckConstraint(
                condition=Q(division_code__startswith=F("district")), name="standing_inside_its_district"
            ),
            *[
                models.CheckConstraint(
                    condition=~Q(**{f"{guarantee}_state": FindingState.MET})
                    | Q(**{f"{guarantee}_short": 0, f"{guarantee}_unknown": 0, "handed_in": True}),
                    name=f"standing_{guarantee}_met_in_full",
                )
                for guarantee in Guarantee.values
            ],
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.campaign_id}"
