"""The ledger: what was said of a subject, from when to when it holds, and by which entry it came in."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField, uuid7
from linli.register.models.append_only import LedgerQuerySet
from linli.register.models.entry import Entry
from linli.register.models.subject import Subject


class FactQuerySet(LedgerQuerySet["Fact"]):
    """Reads with a scope, and appends."""


class Fact(models.Model):
    """One value of one element. Exactly one of `value`, `sealed` and `object` is there; a retraction has none.

    Whatever the catalogue calls personal is sealed with the subject's own key. `valid_from` is empty where a value
    holds as long as the subject exists (a birth date); `valid_to` is the first day on which it no longer holds.
    `corrects` points to the fact that this one replaces or takes back: from this fact's entry on, that one does
    not count. A value whose own retention rule is over leaves an empty `sealed` behind (see `Erasure`).
    """

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="facts")
    element = models.CharField(_("数据元"), max_length=80)
    value = models.TextField(_("值"), blank=True)
    sealed = models.BinaryField(_("密文"), null=True)
    object = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("指向")
    )
    valid_from = models.DateField(_("生效日"), null=True)
    valid_to = models.DateField(_("失效日"), null=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("更正")
    )

    objects = FactQuerySet.as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "sealed": "every personal value, encrypted with the subject's own key",
            "object": "who belongs to whom, as pseudonymous ids",
        }

    class Meta:
        verbose_name = _("事实")
        constraints = [
            models.CheckConstraint(
                condition=Q(value="", sealed=None) | Q(value="", object=None) | Q(sealed=None, object=None),
                name="fact_says_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(value="")
                | Q(sealed__isnull=False)
                | Q(object__isnull=False)
                | Q(corrects__isnull=False),
                name="fact_says_something",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="fact_period_not_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["object"], condition=Q(object__isnull=False), name="fact_pointing_to"),
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="fact_correcting"),
            models.Index(fields=["valid_to"], condition=Q(valid_to__isnull=False), name="fact_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.id}"
