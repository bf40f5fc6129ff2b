"""Who or what the record is about, and the acts by which two of them were found to be one."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField, uuid7
from linli.base.scope import PersonalQuerySet
from linli.register.models.projected import PlacedQuerySet
from linli.register.states import SubjectKind


class Subject(models.Model):
    """A person, household, dwelling, organisation or thing, by a pseudonymous id. What is known of it are facts.

    `canonical` names the subject under which it is shown: itself, or the one it was merged into. It can be worked
    out from the merges. `division_code` and `grid` say where it was when it was first recorded. `left_date` is kept of
    a household whose last person was deleted while its own values may be kept longer: since when nobody lives there.
    """

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("类别"), max_length=12, choices=SubjectKind.choices)
    district = models.CharField(max_length=6)
    division_code = models.CharField(_("区划代码"), max_length=12)
    grid = models.CharField(_("网格"), max_length=3, blank=True)
    canonical = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="known_as", db_index=False, default=None
    )
    made_by = models.ForeignKey("Entry", on_delete=models.PROTECT, related_name="+", db_index=False)
    forgotten_at = models.DateTimeField(_("删除时间"), null=True)
    left_date = models.DateField(_("无人居住之日"), null=True)

    objects = PlacedQuerySet["Subject"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "division_code": "where somebody lives or lived, beside a pseudonymous id",
            "grid": "where somebody lives or lived, beside a pseudonymous id",
            "left_date": "since when nobody lives in a household, beside a pseudonymous id",
        }

    class Meta:
        verbose_name = _("登记对象")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SubjectKind.values), name="subject_kind_known"),
            models.CheckConstraint(
                condition=Q(left_date=None) | Q(kind=SubjectKind.HOUSEHOLD),
                name="subject_left_is_a_household",
            ),
        ]
        indexes = [
            models.Index(fields=["canonical"], condition=~Q(canonical=F("id")), name="subject_merged_into"),
            models.Index(
                fields=["left_date"], condition=Q(left_date__isnull=False), name="subject_left_behind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new subject stands for itself."""
        if self.canonical_id is None:
            self.canonical_id = self.id
        super().save(*args, **kwargs)


class Merge(models.Model):
    """Two subjects found to be one: `gone` is shown under `kept` until somebody takes that back.

    Facts stay with the subject they were recorded for, which is what makes taking back complete.
    """

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    division_code = models.CharField(_("区划代码"), max_length=12)
    kept = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="merges_gone")
    weight = models.FloatField(_("匹配分值"), null=True)
    reasons = models.JSONField(_("依据"), default=list)
    # Both sides hold an identity number that is sound by itself: nobody merges such a pair alone.
    both_numbered = models.BooleanField(default=False)
    merged_at = models.DateTimeField(_("合并时间"))
    account_id = models.UUIDField(_("合并账号"), null=True)
    second_account_id = models.UUIDField(_("复核账号"), null=True)
    merged_label = models.CharField(_("合并岗位"), max_length=200)
    ended_at = models.DateTimeField(_("拆分时间"), null=True)
    ended_account_id = models.UUIDField(_("拆分账号"), null=True)
    ended_label = models.CharField(_("拆分岗位"), max_length=200, blank=True)
    ended_why = models.TextField(_("拆分理由"), blank=True)

    objects = PersonalQuerySet["Merge"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "reasons": "which fields agreed, never their values",
            "account_id": "who merged; a pseudonymous reference, never a name",
        }

    class Meta:
        verbose_name = _("合并")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(ended_at=None), name="merge_gone_under_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(both_numbered=False)
                | Q(account_id__isnull=False, second_account_id__isnull=False)
                & ~Q(account_id=F("second_account_id")),
                name="merge_of_two_numbers_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | Q(ended_at__gte=F("merged_at")) & ~Q(ended_why=""),
                name="merge_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} -> {self.kept_id}"
