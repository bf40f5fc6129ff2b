"""A Word document as sheets: each table with its merged cells, and the paragraphs above it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from .sheet import Cell, Sheet


class DocumentError(ValueError):
    """The bytes are no Word document that can be read."""


def sheets_of_document(data: bytes) -> tuple[Sheet, ...]:
    """Tables of a .docx in their order; a document without any has one sheet of lines. Raises DocumentError."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        body = Document(io.BytesIO(data)).element.body
    except (PackageNotFoundError, zipfile.BadZipFile, SyntaxError, KeyError, ValueError) as error:
        raise DocumentError(str(error)) from error
    sheets: list[Sheet] = []
    lines: list[str] = []
    for child in blocks(body.iterchildren()):
        if child.tag.endswith("}p"):
            lines += [line for line in [text_of_element(child)] if line.strip()]
        else:
            sheets.append(Sheet(f"表{len(sheets) + 1}", tuple(_cells(child)), tuple(lines), bool(sheets)))
            lines = []
    if lines:
        sheets.append(Sheet("文字", (), tuple(lines), bool(sheets)))
    return tuple(sheets)


def blocks(children: Iterable[Any]) -> Iterator[Any]:
    """Paragraphs and tables among a body's children, also those inside content controls."""
    for child in children:
        name = child.tag.rsplit("}", 1)[-1]
        if name in ("p", "tbl"):
            yield child
        elif name == "sdt":
            for content in child.iterchildren():
                if content.tag.endswith("}sdtContent"):
                    yield from blocks(content.iterchildren())


def text_of_element(element: Any) -> str:
    """The text of a paragraph or cell; boxes of symbol fonts are boxes."""
    parts = []
    for node in element.iter():
        name = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
        if name == "t":
            parts.append(node.text or "")
        elif name in ("tab", "br", "cr"):
            parts.append("\t" if name == "tab" else "\n")
        elif name == "sym":
            # Boxes to tick are often signs of a symbol font.
            parts.append("□")
    return "".join(parts)


def _cells(table: Any) -> Iterator[Cell]:
    """Cells with what they cover: `gridSpan` to the right, `vMerge` downwards."""
    open_cells: dict[int, list[Any]] = {}
    done: list[list[Any]] = []
    for row, tr in enumerate(table.tr_lst):
        column = int(getattr(tr, "grid_before", 0) or 0)
        for tc in _tcs(tr):
            span = int(tc.grid_span)
            held = open_cells.get(column)
            if tc.vMerge == "continue" and held and held[4] == span:
                held[3] += 1
            else:
                held = [
                    row,
                    column,
                    "\n".join(text_of_element(p) for p in tc.iterchildren() if p.tag.endswith("}p")),
                    1,
                    span,
                ]
                done.append(held)
                open_cells[column] = held
            column += span
    for top, left, text, rows, columns in done:
        yield Cell(top, left, text.strip("\n"), rows, columns)


def _tcs(tr: Any) -> Iterator[Any]:
    for child in tr.iterchildren():
        if child.tag.endswith("}tc"):
            yield child
        elif child.tag.endswith("}sdt"):
            for content in child.iterchildren():
                if content.tag.endswith("}sdtContent"):
                    yield from _tcs(content)
