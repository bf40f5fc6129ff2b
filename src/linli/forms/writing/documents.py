"""Word documents filled in place: tables and paragraphs keep the looks of the text that stood there."""

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from linli.core.filling import filled_text
from linli.core.formmatch.layout import ABOVE
from linli.core.formmatch.layout.word import blocks, text_of_element
from linli.forms.writing.model import Card, Place, Values, tables
from linli.forms.writing.text import is_number, text_of

TEXT = "文字"


def fill(content: bytes, places: Sequence[Place], cards: Sequence[Card], note: str) -> bytes:
    """The document filled; each further card is a copy of the whole on a new page."""
    document = Document(io.BytesIO(content))
    body = document.element.body
    pages = [[one for one in body.iterchildren() if one.tag != qn("w:sectPr")]]
    empty = [deepcopy(one) for one in pages[0]]
    end = body.find(qn("w:sectPr"))
    for _card in cards[1:]:
        page = [deepcopy(one) for one in empty]
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for one in page:
            end.addprevious(one) if end is not None else body.append(one)
        pages.append(page)
    for card, page in zip(cards, pages, strict=True):
        _fill_page(_Page(document, page), places, card)
    if note:
        for section in document.sections:
            section.footer.is_linked_to_previous = False
            section.footer.add_paragraph(note)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


class _Page:
    """One copy of the document: tables and the lines above them by the names that the layout gives them."""

    def __init__(self, document: Any, children: Sequence[Any]) -> None:
        self.document = document
        self.tables: dict[str, Any] = {}
        self.lines: dict[str, list[Any]] = {}
        waiting: list[Any] = []
        for child in blocks(children):
            if child.tag == qn("w:p"):
                waiting += [child] if text_of_element(child).strip() else []
                continue
            name = f"表{len(self.tables) + 1}"
            self.tables[name], self.lines[name + ABOVE] = child, waiting
            waiting = []
        self.lines[TEXT + ABOVE] = waiting

    def cell(self, place: Place, row: int) -> Any:
        """The cell of the table that begins or covers a place; None where the table has none."""
        table = self.tables.get(place.sheet)
        if table is None or row >= len(table.tr_lst):
            return None
        return next((one for at, one in cells_of(table.tr_lst[row]) if at == place.value_column), None)


def cells_of(row: Any) -> Iterator[tuple[int, Any]]:
    """The cells of a table's row with the columns at which they begin."""
    column = int(getattr(row, "grid_before", 0) or 0)
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is row:
            yield column, cell
            column += int(cell.grid_span)


def _fill_page(page: _Page, places: Sequence[Place], card: Card) -> None:
    for place in places:
        if place.in_roster or place.position not in card.values:
            continue
        value = text_of(card.values[place.position])
        if place.sheet in page.lines:
            lines = page.lines[place.sheet]
            if place.value_row < len(lines):
                _into_paragraphs([lines[place.value_row]], place, value)
        elif (cell := page.cell(place, place.value_row)) is not None:
            _into_paragraphs(list(cell.iterchildren(qn("w:p"))), place, value)
    for (name, first), columns in sorted(tables(places).items(), key=lambda item: -item[0][1]):
        if name in page.tables:
            _fill_table(page, page.tables[name], first, columns, card)


def _fill_table(page: _Page, table: Any, first: int, columns: Sequence[Place], card: Card) -> None:
    if first >= len(table.tr_lst):
        # A header with nothing under it: its own row is the model, emptied.
        table.append(deepcopy(table.tr_lst[-1]))
        _empty(table.tr_lst[-1])
    listed = card.listed_in(columns, lambda column: _texts_down(table, first, column))
    named = max(len(listed) - 1, 0)
    free = named + _free(table, first + named)
    rows, total, kept = card.table_of(columns, _first_text(table, first + free), listed)
    for _more in range(len(rows) - free):
        last = table.tr_lst[first + free - 1]
        made = deepcopy(table.tr_lst[first])
        _empty(made)
        last.addnext(made)
    numbered = _numbers(table, first, [one for one in columns if any(one.position in row for row in rows)])
    for at, row in enumerate(rows, start=first):
        for column in columns:
            cell = page.cell(column, at)
            is_kept = at - first < kept and cell is not None and text_of_element(cell).strip()
            if column.position in row and cell is not None and not is_kept:
                _say(cell, text_of(row[column.position]))
        for start, cell in cells_of(table.tr_lst[at]):
            if start in numbered:
                _say(cell, str(at - first + 1))
    _fill_total(page, columns, total, first + max(free, len(rows)))


def _texts_down(table: Any, first: int, column: int) -> Iterator[str]:
    for row in table.tr_lst[first:]:
        yield next((text_of_element(cell) for at, cell in cells_of(row) if at == column), "")


def _fill_total(page: _Page, columns: Sequence[Place], total: Values, row: int) -> None:
    for column in columns:
        cell = page.cell(column, row)
        if column.position in total and cell is not None:
            _say(cell, text_of(total[column.position]))


def _first_text(table: Any, row: int) -> str:
    if row >= len(table.tr_lst):
        return ""
    texts = (text_of_element(cell) for _at, cell in cells_of(table.tr_lst[row]))
    return next((text for text in texts if text.strip()), "")


def _free(table: Any, first: int) -> int:
    row = first + 1
    while row < len(table.tr_lst) and all(
        not text.strip() or is_number(text)
        for text in (text_of_element(cell) for _at, cell in cells_of(table.tr_lst[row]))
    ):
        row += 1
    return row - first


def _numbers(table: Any, first: int, given: Sequence[Place]) -> set[int]:
    """Columns that begin with the number 1 and for which no values are given: they go on counting."""
    asked = {column.value_column for column in given}
    return {
        at
        for at, cell in cells_of(table.tr_lst[first])
        if at not in asked and text_of_element(cell).strip() == "1"
    }


def _empty(row: Any) -> None:
    for _at, cell in cells_of(row):
        _say(cell, "")


def _say(cell: Any, text: str) -> None:
    paragraphs = list(cell.iterchildren(qn("w:p")))
    for further in paragraphs[1:]:
        cell.remove(further)
    _rewrite(paragraphs[0] if paragraphs else cell.add_p(), text)


def _into_paragraphs(paragraphs: Sequence[Any], place: Place, value: str) -> None:
    """The value into the first paragraph that has room for it."""
    for paragraph in paragraphs:
        there = text_of_element(paragraph)
        made = filled_text(there, place.label, value) if there.strip() else ""
        if made and made != there and (made != value or len(paragraphs) == 1 or not place.is_inline):
            _rewrite(paragraph, made)
            return
    blank = next((one for one in paragraphs if not text_of_element(one).strip()), None)
    if blank is not None:
        _rewrite(blank, value)


def _rewrite(paragraph: Any, text: str) -> None:
    """All of a paragraph's text anew, in the looks of its first run."""
    runs = list(paragraph.iter(qn("w:r")))
    kept = runs[0] if runs else paragraph.add_r()
    kept.text = text
    for run in runs[1:]:
        run.getparent().remove(run)
