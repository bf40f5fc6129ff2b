"""A filled file that a community handed in, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.returns.models.report import Report
from linli.returns.states import HandingState


class HandedIn(models.Model):
    """The file waits sealed under a key of its own until it has been gone through; then both are gone.

    `report_version` is what the community had seen. `troubles` say why nothing was taken, `left` which cells say
    something else than the record and were left: places and reasons, never values. `values` were recorded in `rows`.
    """

    scope_field = "community"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="handed_in")
    community = models.CharField(max_length=12)
    report_version = models.PositiveIntegerField()
    sealed = models.BinaryField(null=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=HandingState.choices, default=HandingState.WAITING
    )
    values = models.PositiveIntegerField(_("登记的值"), default=0)
    rows = models.PositiveIntegerField(_("涉及的行"), default=0)
    troubles = models.JSONField(_("要改的地方"), default=list)
    left = models.JSONField(_("没有改的格"), default=list)
    at = models.DateTimeField(_("交回时间"))
    label = models.CharField(_("岗位"), max_length=200)

    objects: ClassVar[ScopedQuerySet["HandedIn"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "sealed": "the file as it was handed in, sealed with a key of its own until it has been gone through",
            "label": "the post that handed it in, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("交回的文件")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=HandingState.WAITING) | Q(sealed__isnull=True),
                name="handed_in_file_goes_with_the_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=HandingState.REFUSED) | Q(values=0), name="handed_in_all_or_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.at:%Y-%m-%d}"
