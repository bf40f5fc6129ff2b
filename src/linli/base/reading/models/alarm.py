"""Look-up alarms: numbers about staff for their supervisor. Nothing here is about a resident."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.states import AlarmKind, AlarmVerdict


class Alarm(AppendOnly):
    """Something unusual in one post's look-ups on one day: how many, against what is usual for that post."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("类别"), max_length=20, choices=AlarmKind.choices)
    day = models.DateField(_("日期"))
    account_id = models.UUIDField(_("账号"))
    post_id = models.UUIDField(_("岗位"))
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    label = models.CharField(_("岗位名称"), max_length=200)
    place = models.CharField(_("管辖范围"), max_length=16)
    looks = models.PositiveIntegerField(_("当日人次"))
    usual = models.PositiveIntegerField(_("平时"), null=True)
    raised_at = models.DateTimeField(_("发出时间"))

    objects = AppendOnlyQuerySet["Alarm"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "whose look-ups; a pseudonymous reference, never a name",
            "label": "the post whose look-ups they are, shown to the supervisor",
        }

    class Meta:
        verbose_name = _("查阅提醒")
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "day", "account_id", "post_id"], name="alarm_once_a_day"),
            models.CheckConstraint(condition=Q(looks__gte=0), name="alarm_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.label}"


class AlarmAnswer(AppendOnly):
    """What the supervisor found, who is not the one it is about."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    alarm = models.OneToOneField(Alarm, on_delete=models.PROTECT, related_name="answer")
    about = models.UUIDField(_("所涉账号"))
    verdict = models.CharField(_("结论"), max_length=12, choices=AlarmVerdict.choices)
    words = models.CharField(_("说明"), max_length=300)
    answered_at = models.DateTimeField(_("处理时间"))
    account_id = models.UUIDField(_("处理账号"))
    label = models.CharField(_("处理岗位"), max_length=200)

    objects = AppendOnlyQuerySet["AlarmAnswer"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "about": "whose alarm it is, to keep the two people apart; a pseudonymous reference",
            "account_id": "who answered; a pseudonymous reference, never a name",
            "label": "the post that answered",
        }

    class Meta:
        verbose_name = _("查阅提醒处理")
        ordering = ["answered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(account_id=F("about")), name="alarm_answered_by_a_second_person"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="alarm_answered_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.verdict}"
