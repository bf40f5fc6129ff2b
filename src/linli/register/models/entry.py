"""Sources, and the acts of recording that facts came in by."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField, uuid7
from linli.register.models.append_only import LedgerQuerySet
from linli.register.states import Method


class Source(models.Model):
    """Who facts come from: a department's roster, the grid, a resident. `department` is a code of the catalogue."""

    id = models.SmallAutoField(primary_key=True)
    code = models.CharField(_("代码"), max_length=32, unique=True)
    name_zh = models.CharField(_("中文名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=80)
    department = models.CharField(_("部门"), max_length=40)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("来源")

    def __str__(self) -> str:
        return self.code


class EntryQuerySet(LedgerQuerySet["Entry"]):
    """Reads with a scope, and appends."""


class Entry(models.Model):
    """One act of recording; all its facts share its source, moment, hand and purpose.

    An entry that takes another one back names it in `undoes`; from then on the facts of that one do not count.
    `first_fact` and `last_fact` bound the ids of its facts, which are time-ordered: no index on twenty million
    rows is needed to find them.
    """

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    method = models.CharField(_("方式"), max_length=10, choices=Method.choices)
    as_of = models.DateField(_("数据日期"))
    recorded_at = models.DateTimeField(_("登记时间"))
    account_id = models.UUIDField(_("登记账号"), null=True)
    post_label = models.CharField(_("登记岗位"), max_length=200)
    purpose = models.CharField(_("用途"), max_length=40)
    why = models.TextField(_("说明"), blank=True)
    reference = models.CharField(_("出处"), max_length=200, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by", verbose_name=_("撤销的登记")
    )
    first_fact = CompactUUIDField(null=True, editable=False)
    last_fact = CompactUUIDField(null=True, editable=False)
    fact_count = models.PositiveIntegerField(default=0)

    objects = EntryQuerySet.as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who recorded; a pseudonymous reference, never a name"
        }

    class Meta:
        verbose_name = _("登记批次")
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="entry_method_known"),
            models.CheckConstraint(
                condition=Q(undoes=None) & ~Q(method="undone") | Q(undoes__isnull=False, method="undone"),
                name="entry_undoing_names_what",
            ),
            models.CheckConstraint(
                condition=Q(undoes=None) | ~Q(undoes=F("id")), name="entry_undoes_another"
            ),
        ]
        indexes = [models.Index(fields=["district", "recorded_at"], name="entry_by_time")]

    def __str__(self) -> str:
        return f"{self.method} {self.recorded_at:%F}"
