"""A report as HTML: the article that pages show, and a whole file that stands alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from linli.core.tabulate.laid import LaidCell, LaidRow, LaidTable
from linli.core.tabulate.report import Report
from linli.core.tabulate.words import Words
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
from linli.reports.render.page_style import STYLE

_DATA: Final = Words("图中数据", "The data of this chart")
_MAP_DATA: Final = Words("数据", "Data")


@dataclass(frozen=True, slots=True)
class Links:
    """Where a number and a paragraph lead. Empty answers make plain text."""

    figure: Callable[[str], str]
    edit: Callable[[str], str] = lambda key: ""
    edit_label: str = ""
    edited_label: str = ""


def html_bytes(report: Report) -> bytes:
    """One file without links outside: numbers lead to the notes at its end, and back."""
    document = document_of(report)
    number_of = _note_numbers(document)
    links = Links(lambda code: f"#note-{number_of[code]}" if code in number_of else "")
    language = _tag(document)
    notes = "".join(
        f'<li id="note-{n}">{escape(note)}</li>' for n, note in enumerate(document.notes, start=1)
    )
    head = (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{STYLE}</style></head><body>"
    )
    return f'{head}{article(document, links)}<ol class="report-notes">{notes}</ol></body></html>\n'.encode()


def article(document: Document, links: Links) -> str:
    """Title, items in reading order and the closing part, as one ``<article>`` without inline style or script."""
    writer = _Writer(document, links)
    items = "".join(writer.item(item) for item in (*document.items, *checks_item(document)))
    footing = "".join(f"<li>{escape(line)}</li>" for line in document.footing)
    closing = f'<ul class="report-footing">{footing}</ul>' if footing else ""
    return (
        f'<article class="report" lang="{_tag(document)}"><header><h1>{escape(document.title)}</h1>'
        f'<p>{escape(document.subtitle)}</p><p class="quiet">{escape(document.as_of)}</p></header>'
        f"{items}{closing}</article>"
    )


def _tag(document: Document) -> str:
    return "zh-Hans" if document.language == "zh" else "en"


def table_html(laid: LaidTable, figure: Callable[[str], str] = lambda code: "", caption: str = "") -> str:
    """A laid-out table; numbers are right-aligned, cells that are figures lead to their rows."""
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = "".join(
        f'<th scope="col"{_side(align)}>{escape(text)}</th>'
        for text, align in zip(laid.heads, laid.aligns, strict=True)
    )
    sides = [_side(align) for align in laid.aligns]
    body = "".join(_row(row, sides, figure) for row in laid.rows)
    foot = "".join(_row(row, sides, figure) for row in laid.totals)
    closing = f"<tfoot>{foot}</tfoot>" if foot else ""
    return f"<table>{named}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{closing}</table>"


def _side(align: str) -> str:
    return ' class="num"' if align == "right" else ""


def _row(row: LaidRow, sides: list[str], figure: Callable[[str], str]) -> str:
    cells = "".join(f"<td{side}>{_cell(cell, figure)}</td>" for cell, side in zip(row, sides, strict=True))
    return f"<tr>{cells}</tr>"


def _cell(cell: LaidCell, figure: Callable[[str], str]) -> str:
    return _linked(cell.text, cell.figure, figure) if cell.figure else escape(cell.text)


def _linked(text: str, code: str, figure: Callable[[str], str]) -> str:
    target = figure(code)
    if not target:
        return escape(text)
    return f'<a class="figure" href={quoteattr(target)} data-figure={quoteattr(code)}>{escape(text)}</a>'


def _note_numbers(document: Document) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for item in document.items:
        if isinstance(item, TextItem):
            numbers.update({part.figure: part.note for part in item.parts if part.figure})
        if isinstance(item, TableItem):
            rows = (*item.laid.rows, *item.laid.totals)
            numbers.update({cell.figure: cell.note for row in rows for cell in row if cell.figure})
    return numbers


class _Writer:
    def __init__(self, document: Document, links: Links) -> None:
        self.document, self.links = document, links

    def item(self, item: Item) -> str:
        if isinstance(item, HeadingItem):
            return self._heading(item)
        if isinstance(item, TextItem):
            return self._text(item)
        if isinstance(item, TableItem):
            return self._table(item)
        return self._drawing(item)

    def _heading(self, item: HeadingItem) -> str:
        level = item.level + 1
        gap = " " if self.document.language == "en" and item.number else ""
        return f"<h{level} id={quoteattr(item.key)}>{escape(item.number + gap + item.text)}</h{level}>"

    def _parts(self, parts: tuple[Part, ...]) -> str:
        return "".join(
            _linked(part.text, part.figure, self.links.figure) if part.figure else escape(part.text)
            for part in parts
        )

    def _text(self, item: TextItem) -> str:
        text = self._parts(item.parts)
        if item.kind != "text":
            return f'<p class="report-note {escape(item.kind)}">{text}</p>'
        target = self.links.edit(item.key)
        edit = (
            f' <a class="report-edit" href={quoteattr(target)}>{escape(self.links.edit_label)}</a>'
            if target
            else ""
        )
        mark = f' <span class="report-edited">{escape(self.links.edited_label)}</span>' if item.edited else ""
        lines = f"<p>{text}{mark}{edit}</p>{self._warnings(item.warnings)}"
        return f'<div class="report-text" id={quoteattr(item.key)}>{lines}</div>'

    def _warnings(self, warnings: tuple[str, ...]) -> str:
        if not warnings:
            return ""
        lead = escape(phrases.WARNING.of(self.document.language).rstrip("： :"))
        items = "".join(f"<li>{escape(text)}</li>" for text in warnings)
        return f'<aside class="report-warning"><strong>{lead}</strong><ul>{items}</ul></aside>'

    def _table(self, item: TableItem) -> str:
        title = f"{item.number} {item.title}".strip()
        if item.laid.rows or item.laid.totals:
            inner = f'<div class="scroll" role="region" tabindex="0" aria-label={quoteattr(title)}>' + (
                table_html(item.laid, self.links.figure) + "</div>"
            )
        else:
            inner = f"<p>{escape(item.empty)}</p>"
        source = f'<p class="report-source">{escape(item.source)}</p>' if item.source else ""
        figure = f"<figcaption>{escape(title)}</figcaption>{self._warnings(item.warnings)}{inner}{source}"
        return f'<figure class="report-table" id={quoteattr(item.key)}>{figure}</figure>'

    def _drawing(self, item: DrawingItem) -> str:
        words = (_MAP_DATA if len(item.data.rows) > 60 else _DATA).of(self.document.language)
        inner = (
            f'<div class="scroll" role="region" tabindex="0" aria-label={quoteattr(item.title)}>{item.svg}</div>'
            f"<figcaption>{escape(item.number)} {escape(item.title)}</figcaption>"
            f'<p class="report-source">{escape(item.source)}</p>'
            f"<details><summary>{escape(words)}</summary>{table_html(item.data)}</details>"
        )
        return f'<figure class="report-drawing" id={quoteattr(item.key)}>{inner}</figure>'
