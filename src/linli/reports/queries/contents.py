"""The contents of a stored report: unpacked, with edits in place, reviewed."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.core.tabulate import payload
from linli.core.tabulate.blocks import Paragraph
from linli.core.tabulate.edits import EditedText, EditReview, review, with_edits
from linli.core.tabulate.report import Report as Content
from linli.core.tabulate.words import Language, Words
from linli.reports.compose.inputs import Stated
from linli.reports.compose.vocabulary import STATABLE
from linli.reports.models import ParagraphEdit, Report, StatedFigure

EditKey = tuple[str, Language]


@dataclass(frozen=True)
class EditInfo:
    """A writer's paragraph, who wrote it, and what has moved since."""

    id: str
    edited: EditedText
    review: EditReview
    by: str
    shown: bool  # False when the report no longer has the paragraph or one of its figures


def packed(stored: bytes) -> bytes:
    """A payload as the database keeps it."""
    return zlib.compress(stored, 6)


def unpacked(held: bytes | memoryview, digest: str) -> bytes:
    """The payload again. Refuses one that is not what was stored: reports.damaged."""
    try:
        stored = zlib.decompress(bytes(held))
    except zlib.error:
        stored = b""
    if payload.digest(stored) != digest:
        raise Refusal(
            "reports.damaged",
            _("保存的报告数据与其校验值不符，不能使用。"),
            _("请从备份恢复，或重新编制。"),
        )
    return stored


def composed(report: Report) -> Content:
    """The report as it was composed, without edits."""
    return payload.loads(unpacked(report.payload, report.digest))


def edits_of(report: Report) -> dict[EditKey, ParagraphEdit]:
    """The edits that hold, by paragraph and language. One query."""
    rows = ParagraphEdit.objects.filter(report=report, superseded_at=None).exclude(text="")
    return {(row.key, _language(row.language)): row for row in rows.order_by("key", "language")}


def _language(code: str) -> Language:
    return "en" if code == "en" else "zh"


def as_edited(row: ParagraphEdit) -> EditedText:
    """A row as the engine reads it."""
    then = {code: None if value is None else Decimal(value) for code, value in row.values_then.items()}
    return EditedText(row.key, _language(row.language), row.text, row.generated, then)


def edited(content: Content, rows: Mapping[EditKey, ParagraphEdit]) -> Content:
    """The composed report with the writer's texts in place."""
    texts = {key: as_edited(row) for key, row in rows.items()}
    return replace(content, blocks=with_edits(content.blocks, texts, content.figures)) if texts else content


def content_digest(report: Report, shown: Content, rows: Mapping[EditKey, ParagraphEdit]) -> str:
    """The digest of a draft as it is read, edits in place."""
    return payload.digest(payload.dumps(shown)) if rows else report.digest


def generated_text(content: Content, key: str, language: Language) -> str | None:
    """The text the engine wrote for a paragraph, with its tokens; None when there is no such paragraph."""
    for block in content.blocks:
        if isinstance(block, Paragraph) and block.key == key:
            return block.text.of(language)
    return None


def reviews(content: Content, rows: Mapping[EditKey, ParagraphEdit]) -> dict[EditKey, EditInfo]:
    """Each edit against the figures and texts of now. ``content`` is the report without edits."""
    found = {}
    for (key, language), row in rows.items():
        text = as_edited(row)
        generated = generated_text(content, key, language)
        outcome = review(text, generated, content.figures)
        shown = generated is not None and not any(
            stale.gone for stale in outcome.stale if _used(text, stale.code)
        )
        found[key, language] = EditInfo(str(row.pk), text, outcome, row.edited_by, shown)
    return found


def _used(text: EditedText, code: str) -> bool:
    return "{" + code in text.text


def stated_for(report: Report | None) -> dict[str, Stated]:
    """The figures a writer has stated for the place, by code. One query."""
    if report is None:
        return {}
    rows = StatedFigure.objects.filter(report=report, superseded_at=None).exclude(value=None).order_by("code")
    found = {}
    for row in rows:
        if row.code in STATABLE and row.value is not None:
            label, unit = STATABLE[row.code]
            value = Decimal(f"{row.value.normalize():f}")
            found[row.code] = Stated(row.code, label, value, unit, Words.same(row.source))
    return found
