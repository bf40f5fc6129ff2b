"""The reading log: one row for each act of reading, one for each subject whose values were shown."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.identity.states import Role
from linli.base.ids import CompactUUIDField, uuid7
from linli.base.reading.models.approval import Approval
from linli.base.reading.models.break_glass import BreakGlass
from linli.base.reading.states import Act


class Reading(AppendOnly):
    """Who, in which post, read which elements of whom, when, for what purpose and why.

    Written in the transaction of the read itself. `place` is the reader's scope. `digest` covers the row and its
    subjects; the audit trail repeats it, so that the day's root answers for the reading log too.
    """

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("区划"), max_length=6, db_index=True)
    at = models.DateTimeField(_("时间"))
    account_id = models.UUIDField(_("账号"))
    post_id = models.UUIDField(_("岗位"))
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    label = models.CharField(_("以何身份"), max_length=200)
    place = models.CharField(_("管辖范围"), max_length=16)
    purpose = models.SlugField(_("用途"), max_length=60)
    reason = models.CharField(_("理由"), max_length=200)
    act = models.CharField(_("方式"), max_length=10, choices=Act.choices)
    elements = models.JSONField(_("数据元"))
    subjects = models.PositiveIntegerField(_("人数"))
    told_from = models.DateField(_("向本人显示之日"))
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, null=True, related_name="readings")
    break_glass = models.ForeignKey(BreakGlass, on_delete=models.PROTECT, null=True, related_name="readings")
    agreement_id = models.UUIDField(_("共享协议"), null=True)
    digest = models.CharField(_("摘要"), max_length=64)

    objects = AppendOnlyQuerySet["Reading"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who read; a pseudonymous reference, never a name",
            "label": "the post that read, shown to the resident",
            "reason": "why, in the reader's words, shown to the resident; numbers of people are refused in it",
        }

    class Meta:
        verbose_name = _("查阅记录")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(purpose=""), name="reading_has_purpose_and_reason"
            ),
            models.CheckConstraint(condition=Q(subjects__gte=1), name="reading_is_of_somebody"),
            models.CheckConstraint(
                condition=Q(act=Act.SHARED, agreement_id__isnull=False)
                | ~Q(act=Act.SHARED) & Q(agreement_id__isnull=True),
                name="reading_shared_under_an_agreement",
            ),
        ]
        indexes = [
            models.Index(fields=["account_id", "at"], name="reading_by_account"),
            models.Index(fields=["post_id", "at"], name="reading_by_post"),
            models.Index(fields=["at"], name="reading_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.purpose} ({self.subjects})"


class ReadingSubject(AppendOnly):
    """One subject of a reading, by its pseudonym, and the place it belonged to at that moment."""

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("区划"), max_length=6)
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="of")
    subject = CompactUUIDField(_("对象"))
    place = models.CharField(_("所在地"), max_length=16)

    objects = AppendOnlyQuerySet["ReadingSubject"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject": "whose values were shown; a pseudonym that leads nowhere once the person is deleted",
            "place": "the community and grid of the person at that moment, for alarms about staff",
        }

    class Meta:
        verbose_name = _("被查阅对象")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "subject"], name="reading_subject_once"),
        ]
        indexes = [models.Index(fields=["subject", "id"], name="reading_by_subject")]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.subject}"
