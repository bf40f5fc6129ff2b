"""Sharing agreements between departments: who gives what to whom, for which purpose, where, until when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7
from linli.sharing.states import Verdict


class Agreement(AppendOnly):
    """One agreement as it was asked for. `provider` and `receiver` are department codes of the catalogue."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("协议编号"), max_length=60, unique=True)
    provider = models.SlugField(_("提供部门"), max_length=60)
    receiver = models.SlugField(_("使用部门"), max_length=60)
    place = models.CharField(_("范围"), max_length=16)
    purpose = models.SlugField(_("用途"), max_length=60)
    elements = models.JSONField(_("数据元"))
    basis = models.CharField(_("依据"), max_length=300)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（不含）"))
    asked_at = models.DateTimeField(_("提出时间"))
    account_id = models.UUIDField(_("提出账号"))
    label = models.CharField(_("提出岗位"), max_length=200)

    objects = AppendOnlyQuerySet["Agreement"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who asked; a pseudonymous reference, never a name",
            "label": "the post that asked, shown to whoever decides",
        }

    class Meta:
        verbose_name = _("共享协议")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(provider=F("receiver")), name="agreement_of_two_parties"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="agreement_ends"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(basis="") & ~Q(purpose=""), name="agreement_says_on_what_grounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.provider} -> {self.receiver}"


class AgreementDecision(AppendOnly):
    """Granted or not by somebody else; a trigger holds `asked_by` to the truth."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="decision")
    asked_by = models.UUIDField(_("提出账号"))
    verdict = models.CharField(_("决定"), max_length=10, choices=Verdict.choices)
    why = models.CharField(_("理由"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("决定时间"))
    account_id = models.UUIDField(_("决定账号"))
    label = models.CharField(_("决定岗位"), max_length=200)

    objects = AppendOnlyQuerySet["AgreementDecision"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "asked_by": "who asked, to keep the two people apart; a pseudonymous reference",
            "account_id": "who decided; a pseudonymous reference, never a name",
            "label": "the post that decided",
        }

    class Meta:
        verbose_name = _("共享协议决定")
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(account_id=F("asked_by")), name="agreement_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.GRANTED) | ~Q(why=""), name="agreement_refused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.verdict}"


class AgreementEnd(AppendOnly):
    """An agreement ended before its day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="end")
    ended_at = models.DateTimeField(_("终止时间"))
    why = models.CharField(_("理由"), max_length=300)
    account_id = models.UUIDField(_("终止账号"))
    label = models.CharField(_("终止岗位"), max_length=200)

    objects = AppendOnlyQuerySet["AgreementEnd"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who ended it; a pseudonymous reference, never a name",
            "label": "the post that ended it",
        }

    class Meta:
        verbose_name = _("共享协议终止")
        ordering = ["ended_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="agreement_end_says_why")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.ended_at:%F}"
