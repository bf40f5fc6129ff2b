"""Approvals for reading minors and sensitive values: asked for by one person, decided by another, with an end."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.states import ApprovalKind, Verdict


class Approval(AppendOnly):
    """What somebody in a post asks leave to read.

    STANDING: everybody of `classes` in the post's own `place`. SINGLE: the people of its `ApprovalSubject` rows,
    and only `elements`. Days are those asked for; the decision may shorten them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("类别"), max_length=10, choices=ApprovalKind.choices)
    account_id = models.UUIDField(_("申请账号"))
    post_id = models.UUIDField(_("岗位"))
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    label = models.CharField(_("申请岗位"), max_length=200)
    place = models.CharField(_("范围"), max_length=16)
    purpose = models.SlugField(_("用途"), max_length=60)
    classes = models.JSONField(_("类别范围"))
    elements = models.JSONField(_("数据元"), default=list)
    reason = models.CharField(_("理由"), max_length=200)
    asked_at = models.DateTimeField(_("申请时间"))
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（不含）"))

    objects = AppendOnlyQuerySet["Approval"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who asks; a pseudonymous reference, never a name",
            "label": "the post that asks, shown to whoever decides",
            "reason": "why, in the reader's words; numbers of people are refused in it",
        }

    class Meta:
        verbose_name = _("查阅审批")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="approval_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="approval_says_why"),
        ]
        indexes = [models.Index(fields=["account_id", "post_id", "purpose"], name="approval_of_reader")]

    def __str__(self) -> str:
        return f"{self.label} {self.purpose} {self.valid_from}–{self.valid_to}"


class ApprovalSubject(AppendOnly):
    """One of the people whom a SINGLE approval is about."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="people")
    subject = models.UUIDField(_("对象"))

    objects = AppendOnlyQuerySet["ApprovalSubject"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"subject": "whom the approval is about; a pseudonym"}

    class Meta:
        verbose_name = _("审批所涉对象")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["approval", "subject"], name="approval_subject_once")]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.subject}"


class ApprovalDecision(AppendOnly):
    """Granted or not, by somebody else. `asked_by` repeats the approval's account; a trigger holds it to the truth."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="decision")
    asked_by = models.UUIDField(_("申请账号"))
    verdict = models.CharField(_("决定"), max_length=10, choices=Verdict.choices)
    valid_to = models.DateField(_("止（不含）"), null=True)
    why = models.CharField(_("理由"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("决定时间"))
    account_id = models.UUIDField(_("决定账号"))
    label = models.CharField(_("决定岗位"), max_length=200)

    objects = AppendOnlyQuerySet["ApprovalDecision"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "asked_by": "who asked, to keep the two people apart; a pseudonymous reference",
            "account_id": "who decided; a pseudonymous reference, never a name",
            "label": "the post that decided",
        }

    class Meta:
        verbose_name = _("查阅审批决定")
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(account_id=F("asked_by")), name="approval_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.GRANTED, valid_to__isnull=False)
                | Q(verdict=Verdict.REFUSED, valid_to__isnull=True) & ~Q(why=""),
                name="approval_says_until_when_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.verdict}"


class ApprovalEnd(AppendOnly):
    """An approval taken back before its day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="end")
    ended_at = models.DateTimeField(_("终止时间"))
    why = models.CharField(_("理由"), max_length=200)
    account_id = models.UUIDField(_("终止账号"))
    label = models.CharField(_("终止岗位"), max_length=200)

    objects = AppendOnlyQuerySet["ApprovalEnd"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who ended it; a pseudonymous reference, never a name",
            "label": "the post that ended it",
        }

    class Meta:
        verbose_name = _("查阅审批终止")
        ordering = ["ended_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="approval_end_says_why")]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.ended_at:%F}"
