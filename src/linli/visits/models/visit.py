"""Visits, what was reported from the street, and the second look at them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import PersonalQuerySet, ScopedQuerySet
from linli.visits.models.envelope import Envelope
from linli.visits.states import CallBackResult, ReportKind, SignalKind, VisitOutcome


class Visit(models.Model):
    """An officer was at a household's door. `seconds` is how long the form was open; there is no position."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="visit")
    account_id = models.UUIDField()
    household = models.UUIDField(_("户"))
    outcome = models.CharField(_("结果"), max_length=8, choices=VisitOutcome.choices)
    day = models.DateField(_("日期"))
    made_at = models.DateTimeField(_("时间"), null=True)
    seconds = models.PositiveIntegerField(_("填写用时（秒）"), default=0)
    answers = models.PositiveSmallIntegerField(_("采集项数"), default=0)

    objects = PersonalQuerySet["Visit"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "household": "which household was visited, as a pseudonymous id",
            "account_id": "who made the visit; a pseudonymous reference, never a name",
        }

    class Meta:
        verbose_name = _("走访")
        indexes = [
            models.Index(fields=["place", "-day"], name="visit_by_place"),
            models.Index(fields=["account_id", "made_at"], name="visit_by_officer"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=VisitOutcome.values), name="visit_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.outcome}"


class FieldReport(models.Model):
    """Something an officer saw and reported: what, where in words, and what is to be done."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="report")
    kind = models.CharField(_("类别"), max_length=10, choices=ReportKind.choices)
    spot = models.CharField(_("地点"), max_length=100)
    text = models.TextField(_("情况"), max_length=1000)
    seen_at = models.DateTimeField(_("处理时间"), null=True)

    objects = ScopedQuerySet["FieldReport"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "text": "what an officer saw may mention people's circumstances",
        }

    class Meta:
        verbose_name = _("网格上报")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="report_kind_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(spot=""), name="report_says_what_and_where"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.spot}"


class Signal(models.Model):
    """A submission that is worth a second look, and why. It says something of the submission, never of residents."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="signals")
    account_id = models.UUIDField()
    kind = models.CharField(_("情形"), max_length=14, choices=SignalKind.choices)
    detail = models.JSONField(_("数字"))
    found_at = models.DateTimeField(_("发现时间"))
    answered_at = models.DateTimeField(_("说明时间"), null=True)
    answer = models.CharField(_("说明"), max_length=200, blank=True)

    objects = ScopedQuerySet["Signal"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "whose submission it is; a pseudonymous reference, never a name"
        }

    class Meta:
        verbose_name = _("走访复核提示")
        constraints = [
            models.UniqueConstraint(fields=["envelope", "kind"], name="signal_once_for_an_entry"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="signal_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class CallBack(models.Model):
    """A visit drawn by lot: the committee asks the household whether it took place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="call_back")
    drawn_at = models.DateTimeField(_("抽取时间"))
    done_at = models.DateTimeField(_("回访时间"), null=True)
    result = models.CharField(_("回访结果"), max_length=12, choices=CallBackResult.choices, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    account_id = models.UUIDField(null=True)

    objects = ScopedQuerySet["CallBack"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who called back; a pseudonymous reference, never a name"
        }

    class Meta:
        verbose_name = _("走访回访")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, result="") | Q(done_at__isnull=False) & ~Q(result=""),
                name="call_back_done_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
