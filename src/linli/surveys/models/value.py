"""Answers one by one, with their history."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.core.questionnaire import Way
from linli.surveys.models.returns import Return
from linli.surveys.states import Means

WAYS = [(Way.RECORDS, _("查阅记录")), (Way.VISIT, _("实地察看")), (Way.TALK, _("座谈了解"))]


class Value(models.Model):
    """One answer as it was recorded. A change adds a row and closes the one before it (`superseded_at`).

    The rows without `superseded_at` are what holds now; a row whose three value columns are empty records that an
    answer was taken out. Numbers stand in `number`, text and codes (yes, no and choices too) in `text`, days and
    months (their first day) in `day`. `version` is the version of the return that the write made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    community_return = models.ForeignKey(
        Return, on_delete=models.CASCADE, related_name="values", db_index=False
    )
    group = models.CharField(max_length=40, blank=True)
    row = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(_("问题"), max_length=40)
    version = models.PositiveIntegerField()
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    text = models.TextField(blank=True)
    day = models.DateField(null=True)
    way = models.CharField(_("取得方式"), max_length=8, choices=WAYS)
    note = models.CharField(_("来源说明"), max_length=200, blank=True)
    means = models.CharField(max_length=8, choices=Means.choices)
    recorded_at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "number": "age of committee members, without names",
            "text": "sex and education of committee members, without names",
        }

    class Meta:
        verbose_name = _("答案")
        constraints = [
            # Also the index for the history of a question, and for all values of a return.
            models.UniqueConstraint(
                fields=["community_return", "group", "row", "question", "version", "district"],
                name="value_one_per_version",
            ),
            models.UniqueConstraint(
                fields=["community_return", "group", "row", "question", "district"],
                condition=Q(superseded_at=None),
                name="value_one_holds_now",
            ),
            models.CheckConstraint(
                condition=Q(number=None, day=None) | Q(text="", day=None) | Q(text="", number=None),
                name="value_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(group="", row=0) | (~Q(group="") & Q(row__gt=0)), name="value_row_in_a_group"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="value_superseded_after_it_was_recorded",
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="value_has_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.question} v{self.version}"
