"""A resident objects to a reading: a request with a clock, answered in words by somebody else than the reader."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7
from linli.base.reading.models.reading import Reading
from linli.base.reading.states import ObjectionVerdict


class Objection(AppendOnly):
    """What the resident says about one reading of their record. Due on `due_date`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="objections")
    subject = models.UUIDField(_("提出人"))
    place = models.CharField(_("所在地"), max_length=16)
    words = models.TextField(_("异议内容"), max_length=1000)
    made_at = models.DateTimeField(_("提出时间"))
    due_date = models.DateField(_("答复期限"))

    objects = AppendOnlyQuerySet["Objection"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject": "who objects; a pseudonym, which the answer has to reach",
            "words": "the objection in the resident's own words, read by whoever answers it",
        }

    class Meta:
        verbose_name = _("查阅异议")
        ordering = ["due_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "subject"], name="objection_once_a_reading"),
            models.CheckConstraint(condition=~Q(words=""), name="objection_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.due_date}"


class ObjectionAnswer(AppendOnly):
    """The answer. Nobody answers objections to what they read themselves; a trigger holds `read_by` to the truth."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="answer")
    read_by = models.UUIDField(_("查阅账号"))
    verdict = models.CharField(_("结论"), max_length=12, choices=ObjectionVerdict.choices)
    words = models.CharField(_("答复"), max_length=500)
    answered_at = models.DateTimeField(_("答复时间"))
    account_id = models.UUIDField(_("答复账号"))
    label = models.CharField(_("答复岗位"), max_length=200)

    objects = AppendOnlyQuerySet["ObjectionAnswer"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "read_by": "who read, to keep the two people apart; a pseudonymous reference",
            "account_id": "who answered; a pseudonymous reference, never a name",
            "label": "the post that answered, shown to the resident",
        }

    class Meta:
        verbose_name = _("查阅异议答复")
        ordering = ["answered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(account_id=F("read_by")), name="objection_answered_by_a_second_person"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="objection_answered_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.verdict}"
