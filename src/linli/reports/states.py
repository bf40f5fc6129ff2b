"""States of a report, the languages and forms it is written in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """A draft can be composed again and edited; a frozen report never changes."""

    DRAFT = "draft", _("草稿")
    FROZEN = "frozen", _("已定稿")


# state -> states it may go to
TRANSITIONS = {ReportState.DRAFT: frozenset({ReportState.FROZEN}), ReportState.FROZEN: frozenset()}


class ReportLanguage(models.TextChoices):
    """A report is written in both."""

    CHINESE = "zh", "中文"
    ENGLISH = "en", "English"


class Form(models.TextChoices):
    """What a report can be taken away as."""

    PDF = "pdf", _("PDF 文件")
    DOCX = "docx", _("Word 文档")
    XLSX = "xlsx", _("Excel 工作簿")
    HTML = "html", _("网页文件")


MEDIA_TYPES = {
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.HTML: "text/html; charset=utf-8",
}
# Above this many communities a report is composed and rendered by a job with progress.
MOST_AT_ONCE = 500
