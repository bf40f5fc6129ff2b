"""Purposes for which personal data may be read, each with its legal basis and its end."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7
from linli.base.reading.states import Origin

MOST_DELAY_DAYS = 365


class Purpose(AppendOnly):
    """One version of one purpose; the highest number holds. Ending or prolonging it is a further version.

    `delay_days` puts off showing a reading to the resident (it is counted there all the same); a delay needs its
    own legal basis (Personal Information Protection Law, articles 18 and 35).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("用途代码"), max_length=60)
    number = models.PositiveIntegerField(_("版本"))
    name_zh = models.CharField(_("中文名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=200)
    basis_zh = models.CharField(_("法律依据"), max_length=600)
    basis_en = models.CharField(_("法律依据（英文）"), max_length=1000)
    valid_from = models.DateField(_("起用日"))
    valid_to = models.DateField(_("终止日（不含）"))
    delay_days = models.PositiveSmallIntegerField(_("延后告知天数"), default=0)
    delay_basis = models.CharField(_("延后告知的法律依据"), max_length=300, blank=True)
    why = models.CharField(_("理由"), max_length=300, blank=True)
    origin = models.CharField(_("来历"), max_length=10, choices=Origin.choices)
    recorded_at = models.DateTimeField(_("录入时间"))
    account_id = models.UUIDField(_("录入账号"), null=True)
    recorded_label = models.CharField(_("录入岗位"), max_length=200)

    objects = AppendOnlyQuerySet["Purpose"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who entered it; a pseudonymous reference, never a name",
            "recorded_label": "the post that entered it, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("查阅用途")
        ordering = ["code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="purpose_version_once"),
            models.CheckConstraint(condition=~Q(basis_zh="") & ~Q(name_zh=""), name="purpose_has_a_basis"),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="purpose_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(delay_days=0) | Q(delay_days__lte=MOST_DELAY_DAYS) & ~Q(delay_basis=""),
                name="purpose_delay_has_a_basis",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.SEED) | Q(account_id__isnull=False) & ~Q(why=""),
                name="purpose_entered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} #{self.number}"
