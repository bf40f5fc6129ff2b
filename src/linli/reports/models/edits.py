"""What a writer adds to a composed report. Rows are appended; the one that holds has no `superseded_at`."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.reports.models.report import Report
from linli.reports.states import ReportLanguage


class ParagraphEdit(models.Model):
    """A writer's text for one paragraph in one language; an empty text goes back to the generated one.

    `generated` is the text it replaced, `values_then` the figures as they stood: {code: number as text or null}.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="edits")
    key = models.CharField(_("段落"), max_length=80)
    language = models.CharField(_("语言"), max_length=2, choices=ReportLanguage.choices)
    text = models.TextField(_("文字"), blank=True)
    generated = models.TextField(blank=True)
    values_then = models.JSONField(default=dict)
    edited_at = models.DateTimeField(_("修改时间"))
    edited_by = models.CharField(_("修改人"), max_length=200)
    superseded_at = models.DateTimeField(null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "text": "a free text; the page asks not to name residents in it",
            "edited_by": "the post that wrote the text, with its holder's name",
        }

    class Meta:
        verbose_name = _("段落修改")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key", "language"],
                condition=Q(superseded_at=None),
                name="paragraph_edit_one_holds",
            ),
            models.CheckConstraint(
                condition=Q(language__in=ReportLanguage.values), name="paragraph_edit_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language}"


class StatedFigure(models.Model):
    """A figure that no community answers for, stated for the place as a whole. Without a value it is withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="stated")
    code = models.CharField(_("数据"), max_length=80)
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=4, null=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=200)
    superseded_at = models.DateTimeField(null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "stated_by": "the post that stated the figure, with its holder's name"
        }

    class Meta:
        verbose_name = _("补充数据")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code"], condition=Q(superseded_at=None), name="stated_figure_one_holds"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | (Q(value__gte=0) & ~Q(source="")), name="stated_figure_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"
