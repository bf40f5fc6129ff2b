"""What people said of headings before."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7


class KnownHeading(models.Model):
    """For one source in one district: this heading holds this element ("" = do not read)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    kind = models.CharField(max_length=16)
    source = models.CharField(_("来源"), max_length=40)
    heading = models.CharField(_("列名"), max_length=200)
    element = models.CharField(_("数据元"), max_length=120, blank=True)
    said_at = models.DateTimeField()
    post_id = models.UUIDField(null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("认得的列名")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "kind", "source", "heading"], name="heading_is_known_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.heading} -> {self.element}"
