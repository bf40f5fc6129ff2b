"""A report as PDF/A-2b, by typst."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from linli.core.tabulate.laid import LaidCell, LaidRow, LaidTable
from linli.core.tabulate.report import Report
from linli.reports.render import phrases
from linli.reports.render.checked import checks_item
from linli.reports.render.document import (
    Document,
    DrawingItem,
    HeadingItem,
    Item,
    Part,
    TableItem,
    TextItem,
    document_of,
)
from linli.reports.render.fonts import embedded_fonts
from linli.reports.render.glyphs import showable_json

_LAYOUT: Final = Path(__file__).with_name("report.typ")
# Tags for screen readers cost memory by the cell; a table this long is read in the page or the workbook.
_MOST_TAGGED_CELLS: Final = 20_000
# A table with more footnotes than this carries them below itself: typst lays pages out again for each at their feet
# (5,040 communities: 21 s and 4.9 GB).
_MOST_NOTES_AT_THE_FOOT: Final = 60


def pdf_bytes(report: Report) -> bytes:
    """The report in its language. Equal reports give equal bytes: the date inside is the report's own day."""
    document = document_of(report)
    data = _data(document)
    tagged = sum(
        len(b["table"]["rows"]) * len(b["table"]["heads"]) for b in data["blocks"] if b["kind"] == "table"
    )
    made = typst.compile(
        _LAYOUT.read_bytes(),
        font_paths=embedded_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": showable_json(data)},
        pdf_standards=["a-2b"],
        timestamp=moment_of(report.as_of),
        pdf_tags=tagged <= _MOST_TAGGED_CELLS,
        format="pdf",
    )
    return bytes(made)


def moment_of(day: date) -> datetime:
    """The fixed moment that stands in files for the day of a report."""
    return datetime.combine(day, time(0), tzinfo=UTC)


def _data(document: Document) -> dict[str, Any]:
    items = (*document.items, *checks_item(document))
    below = {note for item in items if isinstance(item, TableItem) for note in _notes_below(item.laid)}
    return {
        "language": document.language,
        "title": document.title,
        "author": document.place,
        "keywords": [document.subtitle],
        "subtitle": document.subtitle,
        "as_of": document.as_of,
        "notes": document.notes,
        "below": sorted(below),
        "blocks": [_block(item, document) for item in items],
        "footing": document.footing,
    }


def _block(item: Item, document: Document) -> dict[str, Any]:
    if isinstance(item, HeadingItem):
        gap = " " if document.language == "en" and item.number else ""
        newpage = not item.number and item.level == 1
        return {"kind": "heading", "level": item.level, "number": item.number, "gap": gap,
                "text": item.text, "newpage": newpage}  # fmt: skip
    if isinstance(item, TextItem):
        lead = {"warning": "", "note": phrases.NOTE.of(document.language)}.get(item.kind, "")
        return {
            "kind": "text" if item.kind == "text" else "note",
            "lead": lead,
            "parts": [_part(part) for part in item.parts],
            "warnings": _warnings(item.warnings, document),
        }
    if isinstance(item, TableItem):
        return {"kind": "table", "number": item.number, "title": item.title, "table": _table(item.laid),
                "source": item.source, "empty": item.empty,
                "warnings": _warnings(item.warnings, document)}  # fmt: skip
    return _drawing(item)


def _drawing(item: DrawingItem) -> dict[str, Any]:
    return {"kind": "drawing", "number": item.number, "title": item.title, "svg": item.svg,
            "source": item.source, "described": item.described}  # fmt: skip


def _warnings(warnings: tuple[str, ...], document: Document) -> list[str]:
    stop = "。" if document.language == "zh" else "."
    return [phrases.WARNING.of(document.language) + text + stop for text in warnings]


def _part(part: Part) -> dict[str, Any]:
    return {"t": part.text, "n": part.note, "first": part.opens_note} if part.note else {"t": part.text}


def _notes_below(laid: LaidTable) -> list[int]:
    """The numbers of the footnotes that stand under a table with many; none under the others."""
    noted = [cell for row in (*laid.rows, *laid.totals) for cell in row if cell.note]
    if len(noted) <= _MOST_NOTES_AT_THE_FOOT:
        return []
    return [cell.note for cell in noted if cell.opens_note]


def _cell(cell: LaidCell) -> Any:
    """Plain text where there is no footnote: a long table is mostly that, and its data stay small."""
    return {"t": cell.text, "n": cell.note, "first": cell.opens_note} if cell.note else cell.text


def _table(laid: LaidTable) -> dict[str, Any]:
    def texts(rows: tuple[LaidRow, ...]) -> list[list[Any]]:
        return [[_cell(cell) for cell in row] for row in rows]

    notes = _notes_below(laid)
    size = 10.5 if len(laid.heads) <= 6 else 9.5
    return {"heads": laid.heads, "aligns": laid.aligns, "widths": laid.widths, "size": size, "notes": notes,
            "rows": texts(laid.rows), "totals": texts(laid.totals)}  # fmt: skip
