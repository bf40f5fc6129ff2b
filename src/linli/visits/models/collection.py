"""What is to be asked, of which households, until when; and notices to officers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import PersonalQuerySet, ScopedQuerySet
from linli.visits.states import TaskState


class Collection(models.Model):
    """One department's wish to know some elements of the households of a place, for one purpose.

    `request` is the admitted request behind it (a mandate, which a higher room knows) with its control number, so that
    an officer can say at the door by what right it is asked. Once it has ended it asks nobody any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("范围"), max_length=16)
    department = models.CharField(_("部门"), max_length=40)
    title_zh = models.CharField(_("名称"), max_length=80)
    title_en = models.CharField(_("英文名称"), max_length=120)
    purpose = models.CharField(_("用途"), max_length=40)
    elements = models.JSONField(_("要采集的数据元"))
    opens_date = models.DateField(_("开始日"))
    closes_date = models.DateField(_("截止日"))
    created_at = models.DateTimeField(_("建立时间"))
    request = models.UUIDField(_("准入事项"), null=True, db_index=True)
    control_number = models.CharField(_("准入编号"), max_length=24, blank=True)
    ended_date = models.DateField(_("停止日"), null=True)
    ended_why = models.CharField(_("停止原因"), max_length=120, blank=True)

    objects = ScopedQuerySet["Collection"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("采集任务")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_date__gte=F("opens_date")), name="collection_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="") & ~Q(title_zh=""), name="collection_says_what_for"
            ),
            models.CheckConstraint(
                condition=Q(place__startswith=F("district")), name="collection_in_its_district"
            ),
            models.CheckConstraint(
                condition=Q(ended_date=None, ended_why="") | Q(ended_date__isnull=False) & ~Q(ended_why=""),
                name="collection_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh


class CollectionTask(models.Model):
    """A collection at one household.

    `asks` is what is still to be asked there, {element: [ids of subjects]}; None asks every element of everybody.
    What is answered, or is known by other ways, leaves it; with nothing left the task is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="tasks")
    household = models.UUIDField(_("户"))
    state = models.CharField(_("状态"), max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    changed_at = models.DateTimeField(_("变动时间"))
    asks = models.JSONField(_("还要问的"), null=True)

    objects = PersonalQuerySet["CollectionTask"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "household": "which household is to be visited, as a pseudonymous id",
            "state": "whether the household did not wish to answer",
            "asks": "what is not known of whom, as pseudonymous ids; no value",
        }

    class Meta:
        verbose_name = _("入户任务")
        indexes = [
            models.Index(fields=["place", "state", "household"], name="task_by_place"),
            # Counts by grid and collection never touch the rows, which are long.
            models.Index(fields=["place", "collection", "state"], name="task_by_collection"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["collection", "household"], name="task_once_in_a_household"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.state}"


class Notice(models.Model):
    """A message to the officers of a place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("范围"), max_length=16)
    title = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("内容"), max_length=2000)
    from_date = models.DateField(_("起"))
    until_date = models.DateField(_("止"))
    created_at = models.DateTimeField()

    objects = ScopedQuerySet["Notice"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("工作通知")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="notice_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title
