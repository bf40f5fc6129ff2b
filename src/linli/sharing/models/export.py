"""Exports of personal data: asked for with a purpose and an end, by two people when they are large."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.identity.states import Role
from linli.base.ids import CompactUUIDField, uuid7
from linli.sharing.states import Verdict

ALONE_MOST = 200
"""Up to so many people one person may export alone."""


class ExportOrder(AppendOnly):
    """Who wants to take which elements of whom out of the house, what for, until when. Nothing leaves by it alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("区划"), max_length=6)
    account_id = models.UUIDField(_("申请账号"))
    post_id = models.UUIDField(_("岗位"))
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    label = models.CharField(_("申请岗位"), max_length=200)
    place = models.CharField(_("管辖范围"), max_length=16)
    title = models.CharField(_("名称"), max_length=120)
    purpose = models.SlugField(_("用途"), max_length=60)
    reason = models.CharField(_("理由"), max_length=200)
    elements = models.JSONField(_("数据元"))
    people = models.PositiveIntegerField(_("人数"))
    asked_at = models.DateTimeField(_("申请时间"))
    expires_at = models.DateTimeField(_("到期"))

    objects = AppendOnlyQuerySet["ExportOrder"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who asks; a pseudonymous reference, never a name",
            "label": "the post that asks, printed on the export",
            "reason": "why, in the words of whoever asks; numbers of people are refused in it",
        }

    class Meta:
        verbose_name = _("导出申请")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="export_expires"),
            models.CheckConstraint(condition=~Q(purpose="") & ~Q(reason=""), name="export_says_what_for"),
            models.CheckConstraint(condition=Q(people__gte=1), name="export_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.people})"


class ExportSubject(AppendOnly):
    """One of the people an export is about, by pseudonym."""

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("区划"), max_length=6)
    order = models.ForeignKey(ExportOrder, on_delete=models.PROTECT, related_name="subjects")
    subject = CompactUUIDField(_("对象"))

    objects = AppendOnlyQuerySet["ExportSubject"].as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"subject": "whom the export is about; a pseudonym"}

    class Meta:
        verbose_name = _("导出对象")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["order", "subject"], name="export_subject_once")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.subject}"


class ExportDecision(AppendOnly):
    """The second person's answer; a trigger holds `asked_by` to the truth."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.OneToOneField(ExportOrder, on_delete=models.PROTECT, related_name="decision")
    asked_by = models.UUIDField(_("申请账号"))
    verdict = models.CharField(_("决定"), max_length=10, choices=Verdict.choices)
    why = models.CharField(_("理由"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("决定时间"))
    account_id = models.UUIDField(_("决定账号"))
    label = models.CharField(_("决定岗位"), max_length=200)

    objects = AppendOnlyQuerySet["ExportDecision"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "asked_by": "who asked, to keep the two people apart; a pseudonymous reference",
            "account_id": "who decided; a pseudonymous reference, never a name",
            "label": "the post that decided",
        }

    class Meta:
        verbose_name = _("导出决定")
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(account_id=F("asked_by")), name="export_by_a_second_person"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.GRANTED) | ~Q(why=""), name="export_refused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.verdict}"


class ExportCopy(AppendOnly):
    """One file that was handed out: how many people it held, by whom, with whose consent, and its digest.

    Above two hundred people the database wants a second account in `approved_by`; a trigger wants it to be the one
    that granted this very order.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(ExportOrder, on_delete=models.PROTECT, related_name="copies")
    people = models.PositiveIntegerField(_("人数"))
    asked_by = models.UUIDField(_("申请账号"))
    approved_by = models.UUIDField(_("同意账号"), null=True)
    sha256 = models.CharField(_("摘要"), max_length=64)
    made_at = models.DateTimeField(_("导出时间"))

    objects = AppendOnlyQuerySet["ExportCopy"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "asked_by": "who exported; a pseudonymous reference, never a name",
            "approved_by": "who consented; a pseudonymous reference, never a name",
        }

    class Meta:
        verbose_name = _("导出文件")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__lte=ALONE_MOST)
                | Q(approved_by__isnull=False) & ~Q(approved_by=F("asked_by")),
                name="export_of_many_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.made_at:%F %T}"
