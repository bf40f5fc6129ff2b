"""The door of this package: by what the file is, the way in which it is filled."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.base.imports import sniff
from linli.base.imports.limits import DEFAULT_LIMITS
from linli.forms.files import sheets_of
from linli.forms.writing import documents, texts, workbooks
from linli.forms.writing.model import Card, Place, Written

OLD, WORD, CSV = "xls", "word", "csv"


def write_back(
    content: bytes, name: str, places: Sequence[Place], cards: Sequence[Card], *, note: str = ""
) -> Written:
    """Fill a form that was read before. Several cards become several sheets, or pages of a document.

    `note` is printed at the foot of every page (control number and expiry). An old workbook (.xls) comes back as
    .xlsx, which `lost` says. A questionnaire (XLSForm) comes back as a table with a column for each question.
    """
    kind = sniff.sniff(content, DEFAULT_LIMITS.entries)
    stem = name.rpartition(".")[0] or name
    if kind == WORD:
        return Written(f"{stem}.docx", documents.fill(content, places, cards, note))
    if kind == CSV:
        return Written(name, texts.fill(content, places, cards))
    if any(place.sheet.strip().lower() == "survey" for place in places):
        return Written(f"{stem}.xlsx", workbooks.answers(places, cards, note))
    if kind == OLD:
        lost = (_("旧格式 .xls 改为 .xlsx 交回，字体和列宽可能不同。"),)
        return Written(
            f"{stem}.xlsx", workbooks.fill_sheets(sheets_of(content, name), places, cards, note), lost
        )
    return Written(name, *workbooks.fill(content, places, cards, note))
