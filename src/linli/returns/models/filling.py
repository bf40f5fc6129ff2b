"""What a filling came to: for each row and field where its value stands on the record, never the value itself."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField, uuid7
from linli.base.scope import PersonalQuerySet
from linli.returns.models.report import Report

FACT_BYTES = 16


class Filling(models.Model):
    """One filling of a return, numbered from 1. `on_date` is the day its values hold for, `known_at` what was known.

    Rows in which something was typed afterwards show what was known at `typed_at`.
    `fields` are the positions on the form, in the order of the letters of a row; `unjudged` counts those of whom it
    could not be told whether the form asks for them. Counts are of cells by status.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="fillings")
    number = models.PositiveIntegerField(_("版本"))
    on_date = models.DateField(_("数据截止日"))
    known_at = models.DateTimeField(_("填写时间"))
    typed_at = models.DateTimeField(_("补填时间"), null=True)
    label = models.CharField(_("岗位"), max_length=200)
    fields = models.JSONField(default=list)
    member_fields = models.JSONField(default=list)
    rows_count = models.PositiveIntegerField(_("行数"), default=0)
    fresh = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    conflict = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    unjudged = models.PositiveIntegerField(default=0)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"label": "the post that filled, as the audit trail shows it"}

    class Meta:
        verbose_name = _("填写版本")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="filling_numbered_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="filling_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} #{self.number}"

    @property
    def cells(self) -> int:
        """All cells."""
        return self.fresh + self.stale + self.conflict + self.missing + self.withheld


class FilledRowQuerySet(PersonalQuerySet["FilledRow"]):
    """Rows by the community of their return."""


class FilledRow(models.Model):
    """A row: whose it is, one status letter a field (`states.Cell`), and sixteen bytes a field naming the fact.

    `card` is the number of the row whose table it stands in, 0 for a row of the form itself (`Filling.fields`).
    Zeros stand where there is no fact. Values are read again through the gate whenever they are shown or sent.
    """

    scope_field = "community"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    filling = models.ForeignKey(Filling, on_delete=models.CASCADE, related_name="rows")
    community = models.CharField(max_length=12)
    number = models.PositiveIntegerField(_("行号"))
    card = models.PositiveIntegerField(_("所在表"), default=0)
    subject = CompactUUIDField(_("对象"), db_index=True)
    statuses = models.CharField(max_length=2_000)
    facts = models.BinaryField()
    is_typed = models.BooleanField(default=False)

    objects = FilledRowQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject": "whom a row of a return is about, as a pseudonymous id",
            "facts": "which facts of the record a row was filled with, as pseudonymous ids",
        }

    class Meta:
        verbose_name = _("填写行")
        ordering = ["card", "number"]
        constraints = [models.UniqueConstraint(fields=["filling", "card", "number"], name="filled_row_once")]

    def __str__(self) -> str:
        return f"{self.filling_id} {self.number}"

    def fact(self, index: int) -> UUID | None:
        """The fact of a field, by its place in the row."""
        kept = bytes(self.facts)[index * FACT_BYTES : (index + 1) * FACT_BYTES]
        return UUID(bytes=kept) if any(kept) else None


class FilledFigureQuerySet(PersonalQuerySet["FilledFigure"]):
    """Figures by the community of their return."""


class FilledFigure(models.Model):
    """A column of a return about a community: its number, and of which subjects it is made.

    `rule` is the rule it was counted by (a record of `core.figures`), `subjects` sixteen bytes for each, in the order
    of homes; `unjudged` are those of whom it could not be told whether they count, for want of an approval: then there
    is no `value`. `unknown` are those who may count, but for something that nobody has recorded. `is_sensitive` says
    that the rule looks at sensitive values. What no register knows is typed: then `typed_label` says by which post,
    and there is no rule.
    """

    scope_field = "community"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    filling = models.ForeignKey(Filling, on_delete=models.CASCADE, related_name="figures")
    community = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    rule = models.JSONField(_("计数规则"))
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=4, null=True)
    counted = models.PositiveIntegerField(_("计入的对象"))
    unjudged = models.PositiveIntegerField(_("无法判断的对象"), default=0)
    unknown = models.PositiveIntegerField(_("缺登记的对象"), default=0)
    is_sensitive = models.BooleanField(default=False)
    subjects = models.BinaryField()
    typed_label = models.CharField(_("补填岗位"), max_length=200, blank=True)

    objects = FilledFigureQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subjects": "of whom a figure is made, as pseudonymous ids",
            "typed_label": "the post that typed a number, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("填写的统计数")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["filling", "position"], name="filled_figure_once"),
            models.CheckConstraint(
                condition=Q(unjudged=0) | Q(value__isnull=True), name="filled_figure_is_whole_or_empty"
            ),
            models.CheckConstraint(
                condition=Q(typed_label="") | Q(counted=0, unjudged=0, unknown=0, value__isnull=False),
                name="filled_figure_is_counted_or_typed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filling_id} {self.position}"

    def part(self, first: int, last: int) -> list[UUID]:
        """The subjects from one place to before another, counted from 0."""
        kept = bytes(self.subjects)
        return [
            UUID(bytes=kept[at : at + FACT_BYTES])
            for at in range(first * FACT_BYTES, min(last * FACT_BYTES, len(kept)), FACT_BYTES)
        ]
