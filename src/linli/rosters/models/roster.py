"""One roster that somebody brought: its file (sealed), its columns, what the dry run found, what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.rosters.states import WITH_FILE, ImportState, RosterKind


class Roster(models.Model):
    """An import from upload to undo. Personal values stand in it sealed only, with a key that is removed at the end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    # The place of the post that brought it: every row must lie inside.
    division_code = models.CharField(_("范围"), max_length=12)
    kind = models.CharField(_("种类"), max_length=16, choices=RosterKind.choices, default=RosterKind.PEOPLE)
    source = models.CharField(_("来源"), max_length=40)
    name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(_("文件摘要"), max_length=64)
    state = models.CharField(
        _("状态"), max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    heading_first = models.PositiveIntegerField(default=0)
    heading_last = models.PositiveIntegerField(default=0)
    row_count = models.PositiveIntegerField(_("行数"), default=0)
    # [[index, heading, element code, reason, sure], ...]
    columns = models.JSONField(default=list)
    # The first rows as read, and the differences that the dry run found: sealed JSON.
    head_sealed = models.BinaryField(null=True)
    outcome_sealed = models.BinaryField(null=True)
    counts = models.JSONField(default=dict)
    as_of = models.DateField(_("数据日期"))
    leave_out = models.BooleanField(_("跳过有问题的行"), default=False)
    # What the record was like when the dry run looked at it.
    record_state = models.CharField(max_length=120, blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)
    job_id = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    label = models.CharField(max_length=200)
    created_at = models.DateTimeField(_("上传时间"))
    checked_at = models.DateTimeField(null=True)
    ran_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=500, blank=True)
    objects = ScopedQuerySet["Roster"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "head_sealed": "the first rows of the file, for the preview; sealed, emptied at the end",
            "outcome_sealed": "what the dry run found, row by row; sealed, emptied at the end",
            "account_id": "who brought the roster; a pseudonymous reference",
        }

    class Meta:
        verbose_name = _("名册导入")
        indexes = [
            models.Index(fields=["division_code", "-created_at"], name="roster_by_place"),
            models.Index(fields=["source", "state", "-ran_at"], name="roster_by_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="roster_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=WITH_FILE) | Q(head_sealed=None, outcome_sealed=None),
                name="roster_holds_no_values_when_over",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ImportState.DONE, ImportState.UNDONE), ran_at__isnull=False)
                | ~Q(state__in=(ImportState.DONE, ImportState.UNDONE)),
                name="roster_done_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.UNDONE, undone_at__isnull=False)
                | (~Q(state=ImportState.UNDONE) & Q(undone_at=None)),
                name="roster_undone_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.name}"


class RosterFile(models.Model):
    """The file between upload and end, sealed; removed with its key when the import is done or given up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.OneToOneField(Roster, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "content": "the roster as it was sent, sealed with the import's own key"
        }

    class Meta:
        verbose_name = _("名册文件")

    def __str__(self) -> str:
        return str(self.roster_id)
