"""The items of a document as the body of a Word file."""

from collections.abc import Callable

from linli.core.tabulate.words import Language
from linli.reports.render import phrases
from linli.reports.render.checked import checks_item
from linli.reports.render.document import Document, DrawingItem, HeadingItem, Item, TableItem, TextItem
from linli.reports.render.docx.styles import LINE_PITCH
from linli.reports.render.docx.xml import paragraph, parts, run, table

Pictured = Callable[[DrawingItem], str]


def body_xml(document: Document, pictured: Pictured) -> str:
    """Title, items in reading order, closing line, page set-up. ``pictured`` gives the run of a drawing."""
    pieces = [
        paragraph("Title", run(document.title)),
        paragraph("Subtitle", run(document.subtitle)),
        paragraph("DateLine", run(document.as_of)),
    ]
    for item in (*document.items, *checks_item(document)):
        pieces.append(_item(item, document.language, pictured))
    pieces.extend(paragraph("Source", run(line)) for line in document.footing)
    return "".join(pieces)


def section_xml(footer_relation: str) -> str:
    """A4, margins 37 / 35 / 28 / 26 mm (GB/T 9704), the page number in the footer."""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer_relation}"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1400"'
        ' w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/></w:sectPr>'
    )


def _item(item: Item, language: Language, pictured: Pictured) -> str:
    if isinstance(item, HeadingItem):
        return _heading(item, language)
    if isinstance(item, TextItem):
        if item.kind == "text":
            return paragraph("BodyText", parts(item.parts)) + _warnings(item.warnings, language)
        lead = phrases.NOTE.of(language) if item.kind == "note" else ""
        return paragraph("Remark", (run(lead) if lead else "") + parts(item.parts))
    if isinstance(item, TableItem):
        return _table(item, language)
    caption = paragraph(
        "Caption", run(f"{item.number}　{item.title}" if language == "zh" else f"{item.number}  {item.title}")
    )
    return paragraph("Picture", pictured(item)) + caption + paragraph("Source", run(item.source))


def _heading(item: HeadingItem, language: Language) -> str:
    gap = " " if language == "en" and item.number else ""
    apart = "<w:pageBreakBefore/>" if item.level == 1 and not item.number else ""
    return paragraph(f"Heading{item.level}", run(item.number + gap + item.text), apart)


def _table(item: TableItem, language: Language) -> str:
    gap = ("　" if language == "zh" else "  ") if item.number else ""
    caption = paragraph("Caption", run(item.number + gap + item.title))
    there = bool(item.laid.rows or item.laid.totals)
    body = table(item.laid) if there else paragraph("TableText", run(item.empty), '<w:jc w:val="center"/>')
    return caption + body + paragraph("Source", run(item.source)) + _warnings(item.warnings, language)


def _warnings(warnings: tuple[str, ...], language: Language) -> str:
    stop = "。" if language == "zh" else "."
    lead = phrases.WARNING.of(language)
    return "".join(paragraph("Remark", run(lead + text + stop)) for text in warnings)
