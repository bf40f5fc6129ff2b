"""Editions of the national list, what they change, and from which day to which they were in force."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.territory.states import ChangeCategory, ChangeReason, EditionState, Level


class Edition(models.Model):
    """One edition of the list: loaded inactive, compared, then activated from a day."""

    # A plain number: every one of 665,276 divisions carries it.
    id = models.AutoField(primary_key=True)
    name = models.CharField(_("名称"), max_length=64)
    list_date = models.DateField(_("清单日期"), null=True)
    source = models.CharField(_("来源"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=12, choices=EditionState.choices, default=EditionState.LOADING
    )
    # SHA-256 of the rows "code,name" in order of their codes, one per line, in UTF-8.
    digest = models.CharField(_("摘要"), max_length=64)
    row_count = models.PositiveIntegerField(_("行数"))
    # Number of divisions by level, {"1": 31, ...}; rows left out because the caller said so, as {"reason": n}.
    level_counts = models.JSONField(default=dict)
    left_out = models.JSONField(default=dict)
    # The edition it was compared with (None: nothing was in force), and the number of divisions by category.
    compared_with = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    change_counts = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(_("载入时间"))
    loaded_by = models.CharField(_("载入人"), max_length=200)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "loaded_by": "which post loaded the list; an office, not a resident"
        }

    class Meta:
        verbose_name = _("区划版本")
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="active"), name="edition_one_active"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="loading"), name="edition_one_loading"
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(state="loading"), name="edition_loaded_once"
            ),
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="edition_state_known"),
        ]

    def __str__(self) -> str:
        return self.name


class EditionList(models.Model):
    """The rows of an edition as they were loaded: gzip of ``code,name`` lines in order of their codes."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="rows")
    content = models.BinaryField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("区划版本清单")

    def __str__(self) -> str:
        return str(self.edition_id)


class Activation(models.Model):
    """From `valid_from` (inclusive) to `valid_to` (exclusive, open when null) this edition is in force.

    Rows are never removed: one that a later decision overtook before it could take effect has an empty period.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="activations")
    valid_from = models.DateField(_("生效日"))
    valid_to = models.DateField(_("失效日"), null=True)
    decided_at = models.DateTimeField(_("决定时间"))
    decided_by = models.CharField(_("决定人"), max_length=200)
    why = models.TextField(_("理由"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "decided_by": "which post activated the list; an office, not a resident"
        }

    class Meta:
        verbose_name = _("区划版本启用")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="activation_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="activation_one_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.valid_from}"


class EditionChange(models.Model):
    """One finding of a comparison: what happened to a division, and why we think so.

    A whole branch that is added, gone or moved along is one row at its top; `covers` counts the divisions in it.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="changes")
    category = models.CharField(_("变动"), max_length=8, choices=ChangeCategory.choices)
    level = models.PositiveSmallIntegerField(_("级别"), choices=Level.choices)
    old_code = models.CharField(_("原代码"), max_length=12, blank=True)
    old_name = models.CharField(_("原名称"), max_length=64, blank=True)
    new_code = models.CharField(_("新代码"), max_length=12, blank=True)
    new_name = models.CharField(_("新名称"), max_length=64, blank=True)
    reason = models.CharField(_("推断的依据"), max_length=32, choices=ChangeReason.choices)
    covers = models.PositiveIntegerField(_("涉及区划数"), default=1)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("区划变动")
        constraints = [
            models.CheckConstraint(
                condition=Q(category="added", old_code="") & ~Q(new_code="")
                | Q(category="gone", new_code="") & ~Q(old_code="")
                | ~Q(category__in=["added", "gone"]) & ~Q(old_code="") & ~Q(new_code=""),
                name="change_has_its_sides",
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "category", "old_code"], name="change_by_category"),
            models.Index(fields=["old_code"], name="change_from"),
            models.Index(fields=["new_code"], name="change_into"),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.old_code} {self.new_code}"
