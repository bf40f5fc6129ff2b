"""How things were found out: records read, sites visited, talks held."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.attachments.models import Attachment
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.surveys.models.campaign import Campaign
from linli.surveys.models.value import WAYS


class Evidence(models.Model):
    """A note of records read, a visit or a talk: where, when, who by role and number, what was found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="evidence")
    division_code = models.CharField(_("社区代码"), max_length=12)
    way = models.CharField(_("方式"), max_length=8, choices=WAYS)
    place = models.CharField(_("地点"), max_length=100)
    day = models.DateField(_("日期"))
    # {role: number of people}; roles of states.PresentRole. There is no column for names.
    present = models.JSONField(_("参加人员"), default=dict)
    text = models.TextField(_("记录"), max_length=10_000)
    recorded_at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    label = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    objects = ScopedQuerySet["Evidence"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"text": "notes of a talk may mention people's circumstances"}

    class Meta:
        verbose_name = _("调查记录")
        indexes = [models.Index(fields=["campaign", "division_code", "-day"], name="evidence_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(place=models.Value("")) & ~models.Q(text=models.Value("")),
                name="evidence_says_where_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.place} {self.day}"


class EvidencePhoto(models.Model):
    """A photo that goes with a note; its metadata (place, device, time) is stripped when it is stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="photos")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"attachment": "photos of visits may show people"}

    class Meta:
        verbose_name = _("调查照片")
        constraints = [
            models.UniqueConstraint(fields=["evidence", "attachment"], name="photo_once_in_a_note"),
        ]

    def __str__(self) -> str:
        return str(self.attachment_id)
