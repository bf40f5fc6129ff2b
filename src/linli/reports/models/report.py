"""A report on one place from one survey, in both languages at once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.reports.states import ReportState
from linli.surveys.models import Campaign


class Report(models.Model):
    """`payload` is the composed report as compressed canonical JSON (`linli.core.tabulate.payload`), without edits.

    `digest` is the SHA-256 of the uncompressed payload. `as_of` is the day the report is true for. `standards` are
    the values in force that communities were held against, `engine_digest` names the code that composed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True)
    division_code = models.CharField(_("区划代码"), max_length=12, db_index=True)
    place_name = models.CharField(_("地方"), max_length=100)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("数据日期"))
    state = models.CharField(_("状态"), max_length=8, choices=ReportState.choices, default=ReportState.DRAFT)
    communities = models.PositiveIntegerField(_("社区数"), default=0)
    flagged = models.PositiveIntegerField(_("核对提示"), default=0)
    payload = models.BinaryField()
    digest = models.CharField(max_length=64)
    standards = models.JSONField(default=list)
    engine_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("编制时间"))
    composed_at = models.DateTimeField(_("数据更新时间"))
    composed_by = models.CharField(_("编制人"), max_length=200)
    objects = ScopedQuerySet["Report"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "composed_by": "the post that composed the report, with its holder's name"
        }

    class Meta:
        verbose_name = _("调查报告")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_is_known"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="report_digest_is_a_digest"
            ),
            models.UniqueConstraint(
                fields=["campaign", "division_code", "as_of", "district"],
                condition=Q(state=ReportState.DRAFT),
                name="report_one_draft_per_place_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_name} {self.as_of}"
