"""What is known of a community: appended, never edited."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet


class AppendOnly(TypeError):
    """A row of a ledger was about to be changed or removed."""


class FigureQuerySet(ScopedQuerySet["CommunityFigure"]):
    """Figures may be added and read."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse: a correction is a new row."""
        raise AppendOnly("figures are appended: record a new one")

    def delete(self) -> NoReturn:
        """Refuse: what was recorded stays."""
        raise AppendOnly("figures stay")


class CommunityFigure(models.Model):
    """One figure of a community with its source and the days it is true for.

    `value` is written in one way per element (see `states.ELEMENTS`): a decimal number, an ISO day, a kind, or
    "longitude,latitude"; null says that from `valid_from` on the figure is known to be unknown.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("区县"), max_length=6, db_index=True)
    division_code = models.CharField(_("区划代码"), max_length=12)
    element = models.CharField(_("数据项"), max_length=32)
    value = models.CharField(_("值"), max_length=64, null=True)  # null is "unknown", "" is refused
    unit = models.CharField(_("单位"), max_length=16, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"), null=True)
    recorded_at = models.DateTimeField(_("记录时间"))
    recorded_by = models.CharField(_("记录人"), max_length=200)

    objects = FigureQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "recorded_by": "which post recorded the figure; an office, not a resident"
        }

    class Meta:
        verbose_name = _("社区概况数据")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="figure_period_not_empty"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="figure_has_a_source"),
            models.CheckConstraint(condition=Q(value=None) | ~Q(value=""), name="figure_unknown_is_null"),
        ]
        indexes = [
            models.Index(fields=["division_code", "element", "valid_from"], name="figure_of_a_division"),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.element}={self.value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise AppendOnly("figures are appended: record a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was recorded stays."""
        raise AppendOnly("figures stay")
