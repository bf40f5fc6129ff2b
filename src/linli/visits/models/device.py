"""Phones, and the counter that gives entries their place in the order of a district."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.visits.states import DeviceKind


class Device(models.Model):
    """A phone that one person uses in one post. Its token is kept as a digest; nothing here says where it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    kind = models.CharField(_("应用"), max_length=3, choices=DeviceKind.choices)
    name = models.CharField(_("名称"), max_length=60)
    post_id = models.UUIDField()
    account_id = models.UUIDField()
    post_label = models.CharField(_("岗位"), max_length=200)
    token_digest = models.CharField(max_length=64, unique=True)
    last_seq = models.PositiveIntegerField(default=0)
    enrolled_at = models.DateTimeField(_("启用时间"))
    last_contact_at = models.DateTimeField(_("最近联系"), null=True)
    lost_at = models.DateTimeField(_("挂失时间"), null=True)
    lost_why = models.CharField(_("挂失原因"), max_length=200, blank=True)
    wiped_at = models.DateTimeField(_("清除时间"), null=True)

    objects = ScopedQuerySet["Device"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "whose phone it is; a pseudonymous reference, never a name",
            "name": "what the officer calls the phone",
        }

    class Meta:
        verbose_name = _("走访手机")
        indexes = [models.Index(fields=["place", "-enrolled_at"], name="device_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__startswith=F("district")), name="device_in_its_district"
            ),
            models.CheckConstraint(
                condition=Q(lost_at=None, lost_why="") | Q(lost_at__isnull=False) & ~Q(lost_why=""),
                name="device_lost_says_why",
            ),
            models.CheckConstraint(
                condition=Q(wiped_at=None) | Q(lost_at__isnull=False), name="device_wiped_after_it_was_lost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_label} · {self.name}"


class Turn(models.Model):
    """The last position given in a district. Its row is locked while an entry takes the next one."""

    district = models.CharField(max_length=6, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("收件序号")

    def __str__(self) -> str:
        return f"{self.district} {self.last}"
