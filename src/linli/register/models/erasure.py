"""Values that are gone although their fact stands: what was erased, by which rule, when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import CompactUUIDField


class Erasure(AppendOnly):
    """The value of one fact was destroyed because its own retention rule was over.

    The fact stays as a shell: whose, which element, from when to when, by which entry. Only a fact that is named
    here may be emptied; a trigger of the database holds to that.
    """

    fact_id = CompactUUIDField(primary_key=True, editable=False)
    district = models.CharField(max_length=6)
    element = models.CharField(_("数据元"), max_length=80)
    rule = models.CharField(_("保存规则"), max_length=80)
    erased_at = models.DateTimeField(_("销毁时间"))

    objects = AppendOnlyQuerySet["Erasure"].as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("已销毁的值")

    def __str__(self) -> str:
        return f"{self.element} {self.fact_id}"
