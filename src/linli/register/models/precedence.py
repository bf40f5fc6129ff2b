"""Whose word counts first, per element, from which day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField, uuid7


class Precedence(models.Model):
    """The order of sources for an element from a day on. `sources` is a list of groups, first counts most.

    `element` is a code of the catalogue, ``class:residence`` for a kind of information, or ``*``. Sources not named
    come last, together. Among sources of one group the later date decides. Never edited: a later row counts.
    """

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, blank=True)
    element = models.CharField(_("数据元"), max_length=80)
    sources = models.JSONField(_("来源次序"))
    valid_from = models.DateField(_("起用日"))
    why = models.TextField(_("依据"))
    recorded_at = models.DateTimeField(_("登记时间"))
    account_id = models.UUIDField(_("登记账号"), null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who set the order; a pseudonymous reference, never a name"
        }

    class Meta:
        verbose_name = _("来源次序")
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="precedence_says_why")]
        indexes = [models.Index(fields=["district", "element"], name="precedence_by_element")]

    def __str__(self) -> str:
        return f"{self.element} {self.valid_from}"
