"""Changes in people's lives that a source reports and a person accepts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import PersonalQuerySet
from linli.rosters.models.roster import Roster
from linli.rosters.states import ChangeKind, ChangeState


class LifeChange(models.Model):
    """A source says of a person something else than it said before: moved, died, married, renamed, heads a household.

    `other` is the person married, or the household that the change is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    division_code = models.CharField(max_length=12)
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="life_changes")
    subject = models.UUIDField()
    kind = models.CharField(_("变化"), max_length=12, choices=ChangeKind.choices)
    element = models.CharField(max_length=120)
    # Sealed with the person's own key: what the source says now.
    after_sealed = models.BinaryField()
    # Who else is concerned, and how: JSON {person: code}, sealed with the same key.
    people_sealed = models.BinaryField(null=True)
    other = models.UUIDField(null=True)
    before_mask = models.CharField(max_length=200, blank=True)
    after_mask = models.CharField(max_length=200, blank=True)
    # Names this change, so that the same roster does not propose again what was declined.
    digest = models.CharField(max_length=64)
    since = models.DateField(_("自"))
    state = models.CharField(_("状态"), max_length=12, choices=ChangeState.choices, default=ChangeState.OPEN)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    why = models.CharField(max_length=500, blank=True)
    entry_id = models.UUIDField(null=True)
    objects = PersonalQuerySet["LifeChange"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject": "a pseudonymous reference to a person of the record",
            "after_sealed": "what the source says now; sealed with the person's own key",
            "people_sealed": "who else of a household is concerned and how; sealed with the person's own key",
            "other": "a pseudonymous reference to the person married or the household",
            "before_mask": "the value held, masked by the catalogue's rule",
            "after_mask": "the new value, masked by the catalogue's rule",
            "decided_by": "who decided; a pseudonymous reference",
        }

    class Meta:
        verbose_name = _("待确认的变化")
        indexes = [
            models.Index(fields=["state", "division_code", "made_at"], name="life_change_queue"),
            models.Index(fields=["roster"], name="life_change_by_roster"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subject", "digest"], name="life_change_is_proposed_once"),
            models.CheckConstraint(
                condition=Q(state=ChangeState.OPEN, decided_at=None)
                | (~Q(state=ChangeState.OPEN) & Q(decided_at__isnull=False)),
                name="life_change_decided_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
