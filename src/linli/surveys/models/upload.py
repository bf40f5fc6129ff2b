"""Workbooks that were read and wait for a yes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.surveys.models.campaign import Campaign


class Upload(models.Model):
    """What a workbook would change, kept between the dry run and its yes. The file itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="uploads")
    # A community's code, or the prefix of a district's table.
    division_code = models.CharField(_("社区代码"), max_length=12)
    name = models.CharField(_("文件名"), max_length=200)
    changes = models.JSONField()
    created_at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    applied_at = models.DateTimeField(null=True)
    objects = ScopedQuerySet["Upload"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "changes": "age and education of committee members, without names; emptied when applied"
        }

    class Meta:
        verbose_name = _("上传的填报表")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applied_at=None) | models.Q(applied_at__gte=models.F("created_at")),
                name="upload_applied_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return self.name
