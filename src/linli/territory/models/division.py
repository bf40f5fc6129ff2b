"""Divisions: one row per division and period of validity."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.scope import ScopedQuerySet
from linli.territory.fields import CodePointField
from linli.territory.models.edition import Edition
from linli.territory.states import DivisionKind, Level


class DivisionQuerySet(ScopedQuerySet["Division"]):
    """Divisions; nearly every read is "as of" a day."""

    def as_of(self, day: date) -> Self:
        """Only the rows in force on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class Division(models.Model):
    """A province, prefecture, county, sub-district or committee as it was from one day to another.

    `code` is the identity and is kept short (2, 4, 6, 9 or 12 digits), so that a scope is a plain prefix of it.
    A row with no `valid_from` belongs to an edition that has been loaded and not yet activated.
    """

    scope_field = "code"

    id = models.BigAutoField(primary_key=True)
    # Looked up by edition only when one is activated or removed: an index would cost every load more than it saves.
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="divisions", db_index=False, verbose_name=_("版本")
    )
    code = CodePointField(_("区划代码"), max_length=12)
    name = CodePointField(_("名称"), max_length=64)
    # The name without its ending (社区居委会, 村委会 ...): what people say and type.
    stem = CodePointField(_("简名"), max_length=64)
    initials = CodePointField(_("拼音首字母"), max_length=16, blank=True)
    parent_code = CodePointField(_("上级代码"), max_length=9, blank=True)
    level = models.SmallIntegerField(_("级别"), choices=Level.choices)
    kind = models.CharField(_("区划类别"), max_length=10, choices=DivisionKind.choices)
    valid_from = models.DateField(_("生效日"), null=True)
    valid_to = models.DateField(_("失效日"), null=True)

    objects = DivisionQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("区划")
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="division_once_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="division_period_not_empty"
            ),
            # Each condition is tested 665,276 times in a load: they are kept short.
            models.CheckConstraint(condition=Q(stem__gt="", name__gte=F("stem")), name="division_has_a_name"),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE) | Q(parent_code__gt="", level__range=(2, 5)),
                name="division_below_a_parent",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.COMMITTEE) | Q(kind=DivisionKind.AREA),
                name="division_only_committees_differ",
            ),
        ]
        indexes = [
            models.Index(fields=["parent_code", "code"], name="division_below"),
            models.Index(fields=["level", "stem"], name="division_name_begins"),
            models.Index(fields=["level", "initials"], name="division_initials_begin"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class NameKey(models.Model):
    """The tail of a stem from its second character on: finds names by what stands inside them.

    One row per different tail and stem, not per division: 665,276 divisions have 311,036 stems.
    """

    pk = models.CompositePrimaryKey("tail", "stem")
    tail = CodePointField(max_length=64)
    stem = CodePointField(max_length=64)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("名称检索")

    def __str__(self) -> str:
        return f"{self.tail} ({self.stem})"
