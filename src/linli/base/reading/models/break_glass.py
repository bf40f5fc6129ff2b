"""Break-glass: reading without an approval for fifteen minutes, told at once and reviewed afterwards."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.states import ReviewVerdict


class BreakGlass(AppendOnly):
    """One session. `reach` is where it reaches: the post's own place, for a grid officer the whole community."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField(_("账号"))
    post_id = models.UUIDField(_("岗位"))
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    label = models.CharField(_("以何身份"), max_length=200)
    place = models.CharField(_("管辖范围"), max_length=16)
    reach = models.CharField(_("查阅范围"), max_length=16)
    reason = models.CharField(_("理由"), max_length=200)
    opened_at = models.DateTimeField(_("开始"))
    expires_at = models.DateTimeField(_("到期"))

    objects = AppendOnlyQuerySet["BreakGlass"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who opened it; a pseudonymous reference, never a name",
            "label": "the post that opened it, shown to the supervisor and the resident",
            "reason": "why, in the reader's words; numbers of people are refused in it",
        }

    class Meta:
        verbose_name = _("紧急查阅")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_says_why"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("opened_at")), name="break_glass_ends"),
        ]
        indexes = [models.Index(fields=["account_id", "expires_at"], name="break_glass_open")]

    def __str__(self) -> str:
        return f"{self.label} {self.opened_at:%F %T}"


class BreakGlassReview(AppendOnly):
    """The review by a supervisor, who is somebody else; a trigger holds `opened_by` to the truth."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.OneToOneField(BreakGlass, on_delete=models.PROTECT, related_name="review")
    opened_by = models.UUIDField(_("启用账号"))
    verdict = models.CharField(_("结论"), max_length=16, choices=ReviewVerdict.choices)
    words = models.CharField(_("说明"), max_length=300)
    reviewed_at = models.DateTimeField(_("复核时间"))
    account_id = models.UUIDField(_("复核账号"))
    label = models.CharField(_("复核岗位"), max_length=200)

    objects = AppendOnlyQuerySet["BreakGlassReview"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "opened_by": "who opened the session, to keep the two people apart; a pseudonymous reference",
            "account_id": "who reviewed; a pseudonymous reference, never a name",
            "label": "the post that reviewed",
        }

    class Meta:
        verbose_name = _("紧急查阅复核")
        ordering = ["reviewed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(account_id=F("opened_by")), name="review_by_a_second_person"),
            models.CheckConstraint(condition=~Q(words=""), name="review_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.verdict}"
