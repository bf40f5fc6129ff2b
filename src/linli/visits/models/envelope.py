"""What phones sent: the entry with its receipt, its values, what a person has to decide, and photos."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.attachments.models import Attachment
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.visits.models.device import Device
from linli.visits.states import FATES, OUTCOMES, REASONS, AsideVerdict, ClashVerdict


class EnvelopeQuerySet(AppendOnlyQuerySet["Envelope"]):
    """Entries: reads and appends only."""


class CollectedValueQuerySet(AppendOnlyQuerySet["CollectedValue"]):
    """Values: reads and appends only."""


class Envelope(AppendOnly):
    """An entry that the server holds, and its receipt in the same row: both or neither. Written once.

    `made_at` is the moment of receipt minus the entry's age by the phone's own clock; empty where that is not
    believed. Nothing is ever ordered by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="envelopes")
    entry_id = models.UUIDField(_("记录编号"))
    digest = models.CharField(_("摘要"), max_length=64)
    seq = models.PositiveIntegerField(_("手机序号"))
    position = models.PositiveBigIntegerField(_("收件序号"))
    form = models.CharField(_("表"), max_length=40)
    form_version = models.PositiveIntegerField(_("表的版本"))
    household = models.UUIDField(null=True)
    made_at = models.DateTimeField(_("填写时间"), null=True)
    received_at = models.DateTimeField(_("收到时间"))
    outcome = models.CharField(_("结果"), max_length=5, choices=OUTCOMES)
    reason = models.CharField(_("原因"), max_length=20, choices=REASONS, blank=True)

    objects = EnvelopeQuerySet.as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "household": "which household was visited, as a pseudonymous id",
        }

    class Meta:
        verbose_name = _("走访记录")
        indexes = [
            models.Index(fields=["device", "seq"], name="envelope_by_device"),
            models.Index(fields=["place", "-received_at"], name="envelope_by_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry_id", "digest"], name="envelope_once"),
            models.UniqueConstraint(fields=["district", "position"], name="envelope_one_at_a_position"),
            models.CheckConstraint(
                condition=Q(outcome="aside") & ~Q(reason="") | ~Q(outcome="aside") & Q(reason=""),
                name="envelope_aside_says_why",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="envelope_has_a_digest"
            ),
            models.CheckConstraint(
                condition=Q(place__startswith=F("district")), name="envelope_in_its_district"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.position}"


class SetAside(models.Model):
    """An entry that a person has to look at, with its bytes as they came, sealed to the server's key.

    The bytes go when it is decided; that it came, when, and what was decided stays.
    """

    envelope = models.OneToOneField(
        Envelope, on_delete=models.PROTECT, primary_key=True, related_name="aside"
    )
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    content = models.BinaryField(null=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("收到时间"))
    decided_at = models.DateTimeField(_("处理时间"), null=True)
    verdict = models.CharField(_("处理"), max_length=10, choices=AsideVerdict.choices, blank=True)
    why = models.CharField(_("理由"), max_length=200, blank=True)
    account_id = models.UUIDField(null=True)

    objects = ScopedQuerySet["SetAside"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "content": "what an officer entered, sealed; removed when it is decided",
            "account_id": "who decided; a pseudonymous reference, never a name",
        }

    class Meta:
        verbose_name = _("待处理的走访记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, verdict="")
                | Q(decided_at__isnull=False, content=None) & ~Q(verdict="") & ~Q(why=""),
                name="aside_decided_with_why_keeps_no_content",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CollectedValue(AppendOnly):
    """One value of an entry: for whom, over which version it was entered, and what became of it.

    Personal values are sealed with the person's own key, so that they go when the person is forgotten.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="values")
    subject = models.UUIDField(_("对象"))
    element = models.CharField(_("数据元"), max_length=120)
    base = models.CharField(_("所依据的版本"), max_length=60, blank=True)
    fate = models.CharField(_("去向"), max_length=5, choices=FATES)
    value = models.CharField(_("值"), max_length=500, blank=True)
    sealed = models.BinaryField(null=True)
    fact = models.UUIDField(_("登记的事实"), null=True)

    objects = CollectedValueQuerySet.as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject": "whom the value is about, as a pseudonymous id",
            "sealed": "what was entered at the door, sealed with the person's own key",
            "value": "what was entered about a dwelling, which the catalogue calls not personal",
        }

    class Meta:
        verbose_name = _("采集的值")
        constraints = [
            models.UniqueConstraint(
                fields=["envelope", "subject", "element"], name="collected_once_in_an_entry"
            ),
            models.CheckConstraint(
                condition=~Q(fate="write") | Q(fact__isnull=False), name="collected_written_names_its_fact"
            ),
            models.CheckConstraint(condition=Q(value="") | Q(sealed=None), name="collected_is_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.fate}"


class Clash(models.Model):
    """Two values for one field, each entered without the other in sight: a person decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    brought = models.OneToOneField(CollectedValue, on_delete=models.PROTECT, related_name="clash")
    held_fact = models.UUIDField(_("当时的事实"), null=True)
    opened_at = models.DateTimeField(_("发现时间"))
    decided_at = models.DateTimeField(_("核对时间"), null=True)
    verdict = models.CharField(_("核对结果"), max_length=10, choices=ClashVerdict.choices, blank=True)
    why = models.CharField(_("理由"), max_length=200, blank=True)
    account_id = models.UUIDField(null=True)
    decided_label = models.CharField(_("核对岗位"), max_length=200, blank=True)

    objects = ScopedQuerySet["Clash"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who decided; a pseudonymous reference, never a name"
        }

    class Meta:
        verbose_name = _("待核对的值")
        indexes = [models.Index(fields=["place", "decided_at"], name="clash_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, verdict="")
                | Q(decided_at__isnull=False) & ~Q(verdict="") & ~Q(why=""),
                name="clash_decided_with_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Photo(models.Model):
    """A photo that an officer took for an entry. Drawn anew on the phone and again here: the pixels and no more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("网格"), max_length=16)
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="photo")
    for_entry = models.UUIDField(_("所属记录"), db_index=True)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet["Photo"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"attachment": "photos of homes and streets may show people"}

    class Meta:
        verbose_name = _("走访照片")

    def __str__(self) -> str:
        return str(self.pk)
