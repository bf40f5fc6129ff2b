"""A district's own values of rules: rows are appended, never changed or removed."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.policies.states import OverrideKind


class PastIsClosed(RuntimeError):
    """Somebody tried to change or remove a row of the record."""


class OverrideQuerySet(ScopedQuerySet["PolicyOverride"]):
    """Reads and appends only."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed("policy overrides are appended, never updated")

    def delete(self) -> NoReturn:
        """Refused."""
        raise PastIsClosed("policy overrides are appended, never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed("policy overrides are appended, never updated")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: rows are written one by one, each with its audit entry."""
        raise PastIsClosed("policy overrides are appended one by one, by actions")


class PolicyOverride(models.Model):
    """One row: a value a district sets by its document, or the withdrawal of such a value from a day on.

    `position` numbers the rows of one place and rule. Two clerks who write at once both take the next number, and
    the database lets only one of them through: the check for overlaps cannot be outrun.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("县区代码"), max_length=6, db_index=True)
    division_code = models.CharField(_("适用地点"), max_length=12)
    rule = models.CharField(_("规则"), max_length=80)
    position = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("类别"), max_length=12, choices=OverrideKind.choices)
    term = models.JSONField(_("数值"), null=True)
    unit = models.CharField(_("单位"), max_length=20)
    document_name = models.CharField(_("文件名称"), max_length=200, blank=True)
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    document_article = models.CharField(_("条款"), max_length=80, blank=True)
    document_issuer = models.CharField(_("发文单位"), max_length=120, blank=True)
    valid_from = models.DateField(_("起始日"), null=True)
    valid_to = models.DateField(_("终止日（不含）"), null=True)
    withdraws = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="withdrawn_by",
        verbose_name=_("所撤回的数值"),
    )
    why = models.TextField(_("说明"), blank=True)
    recorded_at = models.DateTimeField(_("录入时间"))
    account_id = models.UUIDField(_("录入账号"), null=True)
    recorded_label = models.CharField(_("录入岗位"), max_length=200)

    objects = OverrideQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who recorded it; a pseudonymous reference, never a name",
            "recorded_label": "the post that recorded it, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("本地数值")
        ordering = ["division_code", "rule", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["division_code", "rule", "position"], name="override_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=OverrideKind.values), name="override_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="value")
                | Q(term__isnull=False, valid_from__isnull=False, withdraws__isnull=True)
                & ~Q(document_name=""),
                name="override_value_has_its_document",
            ),
            models.CheckConstraint(
                condition=~Q(kind="withdrawal")
                | Q(
                    term__isnull=True,
                    valid_from__isnull=True,
                    valid_to__isnull=False,
                    withdraws__isnull=False,
                ),
                name="override_withdrawal_has_its_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="override_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(division_code__startswith=F("district")), name="override_lies_in_its_district"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.rule} #{self.position}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise PastIsClosed("policy overrides are appended, never updated")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed("policy overrides are appended, never deleted")
