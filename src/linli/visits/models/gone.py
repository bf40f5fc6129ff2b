"""Values from the door that are gone although their entry stands: which, why, when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.visits.states import GoneWhy


class GoneValue(AppendOnly):
    """One collected value was emptied: its own time was over, or whoever it was about was deleted.

    Only a value that is named here may be emptied; a trigger of the database holds to that.
    """

    value_id = models.UUIDField(primary_key=True, editable=False)
    district = models.CharField(max_length=6)
    element = models.CharField(_("数据元"), max_length=120)
    why = models.CharField(_("原因"), max_length=10, choices=GoneWhy.choices)
    gone_at = models.DateTimeField(_("销毁时间"))

    objects = AppendOnlyQuerySet["GoneValue"].as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("已销毁的采集值")
        constraints = [
            models.CheckConstraint(condition=Q(why__in=GoneWhy.values), name="gone_value_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.value_id}"
