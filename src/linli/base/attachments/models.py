"""Files that people attach; the bytes are outside the database, named by their digest."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet


class Attachment(models.Model):
    """One file that somebody attached in a place. Rows with the same digest share one stored file.

    `erased_at` is when it was destroyed: the row stays, since what it was attached to points to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    division_code = models.CharField(_("区划代码"), max_length=12, db_index=True)
    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField(_("上传时间"))
    post_id = models.UUIDField(null=True)
    erased_at = models.DateTimeField(_("销毁时间"), null=True)

    objects = ScopedQuerySet["Attachment"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "name": "people name files after people",
            "sha256": "the stored bytes: photos of meetings may show people; their metadata is stripped",
        }

    class Meta:
        verbose_name = _("附件")
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_is_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_sha256_is_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.name
