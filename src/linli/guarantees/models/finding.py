"""One community held against one rule, and the values in force it was held against."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.guarantees.states import CostKind, FindingState, Guarantee
from linli.surveys.models import Campaign


def amount(words: Any = "") -> Any:
    """An amount of yuan that may be unknown."""
    return models.DecimalField(words, max_digits=18, decimal_places=3, null=True)


def figure(words: Any = "") -> Any:
    """A figure in the unit of its rule, with as many decimals as the survey takes; it may be unknown."""
    return models.DecimalField(words, max_digits=20, decimal_places=6, null=True)


class Standard(models.Model):
    """A value in force that findings of a campaign were held against, with its document, kept as it was then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(_("规则"), max_length=80)
    pack = models.CharField(_("政策包"), max_length=40)
    scope = models.CharField(_("适用范围"), max_length=12, blank=True)
    valid_from = models.DateField(_("生效日"))
    minimum = models.DecimalField(_("数值"), max_digits=20, decimal_places=6)
    maximum = models.DecimalField(max_digits=20, decimal_places=6)
    unit = models.CharField(_("单位"), max_length=20)
    document_name = models.CharField(_("文件"), max_length=200)
    document_name_en = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    document_article = models.CharField(_("条款"), max_length=80, blank=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("所依规定")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "campaign",
                    "rule",
                    "pack",
                    "scope",
                    "valid_from",
                    "document_name",
                    "minimum",
                    "maximum",
                ],
                name="standard_once_per_campaign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.document_name}"


class Finding(models.Model):
    """One community, one rule. Columns as in `linli.core.gaps.Finding`.

    `parts` are the cost's parts; `inputs` the single answers it rests on; `rows` the rows of a group held against
    the rule, as [row number from 0, state, short by]. Communities that have not handed in have no findings.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+", db_index=False)
    district = models.CharField(max_length=6)
    division_code = models.CharField(_("社区代码"), max_length=12)
    guarantee = models.CharField(_("保障"), max_length=8, choices=Guarantee.choices)
    rule = models.CharField(_("规则"), max_length=40)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(_("状态"), max_length=16, choices=FindingState.choices)
    sense = models.CharField(max_length=10)
    unit = models.CharField(_("单位"), max_length=20)
    actual = figure(_("实际"))
    required = figure(_("应达到"))
    required_max = figure()
    short_by = figure(_("差额"))
    over_by = figure()
    standard = models.ForeignKey(
        Standard, on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    cost_kind = models.CharField(_("费用类别"), max_length=8, choices=CostKind.choices, blank=True)
    cost = amount(_("补齐费用"))
    cost_waived = amount(_("减免规费后的费用"))
    cost_known = amount()
    cost_offset = amount(_("上级补助"))
    rows_short = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=list)
    inputs = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    objects = ScopedQuerySet["Finding"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("差距")
        indexes = [
            models.Index(fields=["campaign", "rule", "division_code"], name="finding_by_rule"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "division_code", "rule", "district"], name="finding_once_per_rule"
            ),
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="finding_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=FindingState.MET) | Q(actual__isnull=False),
                name="finding_unknown_is_never_met",
            ),
            models.CheckConstraint(
                condition=Q(state=FindingState.SHORT, short_by__isnull=False, short_by__gt=0)
                | (~Q(state=FindingState.SHORT) & Q(short_by=None)),
                name="finding_short_by_something",
            ),
            models.CheckConstraint(
                condition=~Q(cost_kind="") | Q(cost=None, cost_waived=None), name="finding_cost_has_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.rule} {self.state}"
