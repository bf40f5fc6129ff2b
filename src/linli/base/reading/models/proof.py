"""Proofs that data were deleted when their time was over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7


class DeletionProof(AppendOnly):
    """One class deleted on one day: by which rule, how many, and a digest over the pseudonyms that went.

    Whoever holds the list of pseudonyms (the resident's own request, an auditor's sample) can check it against the
    digest; from the digest nobody can work out the list.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("区划"), max_length=6)
    day = models.DateField(_("日期"))
    held_class = models.CharField(_("类别"), max_length=80)
    rule = models.CharField(_("保存规则"), max_length=80)
    count = models.PositiveIntegerField(_("数量"))
    digest = models.CharField(_("摘要"), max_length=64)
    deleted_at = models.DateTimeField(_("删除时间"))

    objects = AppendOnlyQuerySet["DeletionProof"].as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("删除证明")
        ordering = ["-deleted_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="deletion_of_something")]

    def __str__(self) -> str:
        return f"{self.day} {self.held_class} {self.count}"
