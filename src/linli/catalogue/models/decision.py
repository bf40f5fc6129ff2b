"""The second person's decision on a version, and the end of an element."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7
from linli.catalogue.models.version import ElementVersion
from linli.catalogue.states import Origin, Verdict


class DecisionQuerySet(AppendOnlyQuerySet["Decision"]):
    """Decisions: reads and appends only."""


class RetirementQuerySet(AppendOnlyQuerySet["Retirement"]):
    """Retirements: reads and appends only."""


class Decision(AppendOnly):
    """Admitted or not, by somebody other than who proposed it.

    `proposed_by` repeats the version's account so that the table's own constraint can hold the two apart; a trigger
    sees to it that it is the version's (see `linli.catalogue.triggers`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.OneToOneField(ElementVersion, on_delete=models.PROTECT, related_name="decision")
    origin = models.CharField(_("来历"), max_length=10, choices=Origin.choices)
    verdict = models.CharField(_("决定"), max_length=10, choices=Verdict.choices)
    holds_from = models.DateField(_("起用日"), null=True)
    why = models.TextField(_("理由"), blank=True)
    proposed_by = models.UUIDField(_("提出账号"), null=True)
    decided_at = models.DateTimeField(_("决定时间"))
    account_id = models.UUIDField(_("决定账号"), null=True)
    decided_label = models.CharField(_("决定岗位"), max_length=200)

    objects = DecisionQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "proposed_by": "who proposed it, to keep the two people apart; a pseudonymous reference",
            "account_id": "who decided; a pseudonymous reference, never a name",
            "decided_label": "the post that decided, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("准入决定")
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin=Origin.SEED, account_id__isnull=True)
                | Q(origin=Origin.PERSON, account_id__isnull=False, proposed_by__isnull=False)
                & ~Q(account_id=F("proposed_by")),
                name="decision_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.ADMITTED, holds_from__isnull=False)
                | Q(verdict=Verdict.REJECTED, holds_from__isnull=True) & ~Q(why=""),
                name="decision_says_from_when_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.verdict}"


class Retirement(AppendOnly):
    """From `valid_to` on the element is no longer asked for, shown or shared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.OneToOneField(ElementVersion, on_delete=models.PROTECT, related_name="retirement")
    valid_to = models.DateField(_("停用日"))
    why = models.TextField(_("理由"))
    retired_at = models.DateTimeField(_("录入时间"))
    account_id = models.UUIDField(_("录入账号"), null=True)
    retired_label = models.CharField(_("录入岗位"), max_length=200)

    objects = RetirementQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who retired it; a pseudonymous reference, never a name",
            "retired_label": "the post that retired it, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("停用")
        ordering = ["retired_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="retirement_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.valid_to}"
