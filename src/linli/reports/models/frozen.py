"""A finished report, and the files made from it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.reports.models.report import Report
from linli.reports.states import Form, ReportLanguage


class FrozenReport(models.Model):
    """The report as it was finished: edits in place, figures with their rows, rules and program version used.

    `standards` lists every value the communities were held against, with its document; `engine` the versions of
    the program and of the libraries that write files, a digest of the code that composes and renders (`code`), and
    of the code that had composed the draft (`composed_code`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="frozen")
    payload = models.BinaryField()
    digest = models.CharField(max_length=64)
    standards = models.JSONField(default=list)
    engine = models.JSONField(default=dict)
    frozen_at = models.DateTimeField(_("定稿时间"))
    frozen_by = models.CharField(_("定稿人"), max_length=200)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "frozen_by": "the post that froze the report, with its holder's name"
        }

    class Meta:
        verbose_name = _("定稿报告")
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="frozen_report_digest_is_a_digest"
            )
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Rendition(models.Model):
    """A file made from a report: its digest tells whether it can be made again byte for byte.

    `content_digest` is that of the payload with edits it was made from. The bytes are kept outside the database
    under `sha256` (`linli.base.attachments.store`) and can be made again when they are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="renditions")
    content_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=ReportLanguage.choices)
    form = models.CharField(max_length=4, choices=Form.choices)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    engine_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("报告文件")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "content_digest", "language", "form"], name="rendition_once_per_content"
            ),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="rendition_form_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="rendition_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.language}.{self.form}"
