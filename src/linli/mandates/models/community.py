"""What communities keep themselves: refusals and violations, and the one list of plaques, ledgers and the like."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.mandates.models.mandate import Mandate
from linli.mandates.states import BurdenKind, Ground


class CommunityRefusalQuerySet(AppendOnlyQuerySet["CommunityRefusal"]):
    """Refusals: reads and appends only."""


class CommunityRefusal(AppendOnly):
    """A community refused a demand, or reports one that broke the rules. Protected: nobody can change or remove it."""

    scope_field = "division_code"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True)
    division_code = models.CharField(_("社区"), max_length=12, db_index=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="refusals")
    department = models.CharField(_("提出要求的部门"), max_length=128)
    number_shown = models.CharField(_("出示的编号"), max_length=40, blank=True)
    ground = models.CharField(_("理由"), max_length=20, choices=Ground.choices)
    what = models.TextField(_("要求了什么"))
    was_done = models.BooleanField(_("是否仍然照办"), default=False)
    on_date = models.DateField(_("日期"))
    recorded_at = models.DateTimeField(_("记录时间"))
    post_id = models.UUIDField(null=True)

    objects = CommunityRefusalQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"post_id": "which post recorded it; a pseudonymous reference"}

    class Meta:
        verbose_name = _("拒绝与违规记录")
        ordering = ["-recorded_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="refusal_says_what_was_asked")]

    def __str__(self) -> str:
        return f"{self.department} {self.on_date}"


class BurdenItem(models.Model):
    """A plaque, ledger, insurance quota, activity or inspection that a community has to bear, day by day."""

    scope_field = "division_code"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True)
    division_code = models.CharField(_("社区"), max_length=12, db_index=True)
    kind = models.CharField(_("类别"), max_length=12, choices=BurdenKind.choices)
    title = models.CharField(_("名称"), max_length=120)
    department = models.CharField(_("部门"), max_length=128)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="burdens")
    times_per_year = models.PositiveSmallIntegerField(_("每年次数"), default=1)
    since_date = models.DateField(_("从"))
    until_date = models.DateField(_("到（不含）"), null=True)

    objects: ClassVar[ScopedQuerySet["BurdenItem"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("五多登记")
        ordering = ["division_code", "kind", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["division_code", "kind", "title", "department"],
                condition=Q(until_date__isnull=True),
                name="burden_item_once",
            ),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gt=F("since_date")),
                name="burden_item_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title
