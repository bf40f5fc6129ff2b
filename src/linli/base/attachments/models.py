"""Files that people attach; the bytes are outside the database, named by their digest."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet


class Attachment(models.Model):
    """One stored file, known by the SHA-256 of its bytes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    division_code = models.CharField(max_length=12, db_index=True)
    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(upload_to="attachments/%Y/%m/")
    created_at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    objects = ScopedQuerySet["Attachment"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"file": "photos of meetings may show people; metadata is stripped"}

    class Meta:
        verbose_name = _("附件")

    def __str__(self) -> str:
        return self.name
