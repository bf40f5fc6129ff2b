"""Pairs of records that may be about one person."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import PersonalQuerySet
from linli.rosters.models.roster import Roster
from linli.rosters.states import DoubtState


class Doubt(models.Model):
    """Two subjects of the record, how alike they are and why. Values are not kept here: the record has them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    division_code = models.CharField(max_length=12)
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, null=True, related_name="doubts")
    one = models.UUIDField()
    other = models.UUIDField()
    weight = models.FloatField(_("权重"))
    # [[comparison, level, weight], ...]
    evidence = models.JSONField(default=list)
    two_numbers = models.BooleanField(_("两个有效号码"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=DoubtState.choices, default=DoubtState.OPEN)
    made_at = models.DateTimeField()
    first_account_id = models.UUIDField(null=True)
    first_label = models.CharField(max_length=200, blank=True)
    first_at = models.DateTimeField(null=True)
    second_account_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    why = models.CharField(_("理由"), max_length=500, blank=True)
    merge_id = models.UUIDField(null=True)
    objects = PersonalQuerySet["Doubt"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "one": "a pseudonymous reference to a person of the record",
            "other": "a pseudonymous reference to a person of the record",
            "first_account_id": "who judged first; a pseudonymous reference",
            "second_account_id": "who judged second; a pseudonymous reference",
        }

    class Meta:
        verbose_name = _("存疑的一对")
        indexes = [
            models.Index(fields=["state", "division_code", "-weight"], name="doubt_queue"),
            models.Index(fields=["roster"], name="doubt_by_roster"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="doubt_is_asked_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="doubt_sides_are_ordered"),
            models.CheckConstraint(
                condition=~Q(state=DoubtState.SEEN_ONCE) | Q(two_numbers=True),
                name="doubt_seen_once_has_numbers",
            ),
            # Two valid numbers: whoever judges second is somebody else than whoever judged first.
            models.CheckConstraint(
                condition=~Q(state=DoubtState.SAME, two_numbers=True)
                | (
                    Q(first_account_id__isnull=False, second_account_id__isnull=False)
                    & ~Q(first_account_id=F("second_account_id"))
                ),
                name="doubt_two_numbers_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state=DoubtState.SAME) | Q(merge_id__isnull=False),
                name="doubt_same_has_its_merge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.other}"
