"""Workbooks filled in place with openpyxl: formats, merged cells, formulas and drop-down lists stay as they were."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from linli.core.filling import Value, filled_text
from linli.core.formmatch.layout import Sheet
from linli.forms.writing.formulas import moved
from linli.forms.writing.model import Card, Place, Values, tables
from linli.forms.writing.room import like_row, make_room
from linli.forms.writing.text import is_number, text_of

DAY = "yyyy-mm-dd"
PLAIN = ("General", "yyyy-mm-dd h:mm:ss")  # what openpyxl gives a day by itself
TITLE = 31  # characters that a sheet's name may have
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
# Parts of a workbook that openpyxl does not carry over.
CHARTS = ("xl/charts/", "xl/diagrams/", "xl/embeddings/", "xl/ctrlProps/")


def fill(
    content: bytes, places: Sequence[Place], cards: Sequence[Card], note: str
) -> tuple[bytes, tuple[str, ...]]:
    """The workbook filled, and words for what was lost. Each further card gets copies of the sheets it stands on."""
    book = load_workbook(io.BytesIO(content), rich_text=False)
    return _saved(book, places, cards, note), _lost(content)


def fill_sheets(sheets: Sequence[Sheet], places: Sequence[Place], cards: Sequence[Card], note: str) -> bytes:
    """A new workbook drawn from a layout, filled: for files that cannot be written in place."""
    book = Workbook()
    book.remove(book.active)
    for drawn in sheets:
        sheet = book.create_sheet(drawn.name)
        for cell in drawn.cells:
            if cell.text:
                _write(sheet.cell(cell.row + 1, cell.column + 1), cell.text)
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_cells(
                    start_row=cell.row + 1,
                    end_row=cell.below,
                    start_column=cell.column + 1,
                    end_column=cell.after,
                )
    return _saved(book, places, cards, note)


def answers(places: Sequence[Place], cards: Sequence[Card], note: str) -> bytes:
    """Answers to a questionnaire: a column for each question, a row for each card and each of its rows."""
    book = Workbook()
    sheet = book.active
    for column, place in enumerate(places, start=1):
        _write(sheet.cell(1, column), place.label)
    rows: list[Values] = [{**card.values, **member} for card in cards for member in (card.members or [{}])]
    for row, values in enumerate(rows, start=2):
        for column, place in enumerate(places, start=1):
            if values.get(place.position) is not None:
                _write(sheet.cell(row, column), values[place.position])
    _foot(sheet, note)
    return _bytes(book)


def _saved(book: Workbook, places: Sequence[Place], cards: Sequence[Card], note: str) -> bytes:
    names = [name for name in book.sheetnames if any(place.sheet == name for place in places)]
    # Copies are made of the empty sheets, before anything is written.
    copies = [_copies(book, names, number, card.name) for number, card in enumerate(cards[1:], start=2)]
    first = {name: book[name] for name in names}
    if cards and cards[0].name and not _points_elsewhere(book):
        for name, sheet in first.items():
            sheet.title = _title(name, cards[0].name)
    for card, sheets in zip(cards, [first, *copies], strict=True):
        _fill_card(sheets, places, card)
    for sheet in book.worksheets:
        _foot(sheet, note)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _points_elsewhere(book: Workbook) -> bool:
    """Whether a formula names a sheet: that one keeps its name."""
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return any(cell.data_type == "f" and "!" in str(cell.value) for cell in cells)


def _title(name: str, mark: str) -> str:
    """The name of a sheet with what tells its copies apart, as long as names of sheets may be."""
    told = f" {mark}".translate(NOT_IN_NAMES)[:TITLE]
    return name.translate(NOT_IN_NAMES)[: TITLE - len(told)] + told


def _copies(book: Workbook, names: Sequence[str], number: int, called: str = "") -> dict[str, Worksheet]:
    made = {}
    for name in names:
        source = book[name]
        sheet = book.copy_worksheet(source)
        sheet.title = _title(name, called or f"({number})")
        for rule in source.data_validations.dataValidation:
            sheet.add_data_validation(copy(rule))
        for one in source.conditional_formatting:
            for rule in one.rules:
                sheet.conditional_formatting.add(str(one.sqref), rule)
        sheet.print_title_rows = source.print_title_rows
        if source.print_area:
            sheet.print_area = source.print_area.rpartition("!")[2]
        sheet.sheet_view.showGridLines = source.sheet_view.showGridLines
        made[name] = sheet
    return made


def _fill_card(sheets: dict[str, Worksheet], places: Sequence[Place], card: Card) -> None:
    for place in places:
        if not place.in_roster and place.position in card.values and place.sheet in sheets:
            cell = _anchor(sheets[place.sheet], place.value_row + 1, place.value_column + 1)
            _write(cell, _beside(cell, place, card.values[place.position]))
    # The lowest table first: rows put in for it move nothing that is still to be filled.
    for (name, first), columns in sorted(tables(places).items(), key=lambda item: -item[0][1]):
        if name in sheets:
            _fill_table(sheets[name], first + 1, columns, card)


def _fill_table(sheet: Worksheet, first: int, columns: Sequence[Place], card: Card) -> None:
    listed = card.listed_in(columns, lambda column: _texts_down(sheet, first, column + 1))
    named = max(len(listed) - 1, 0)
    free = named + _free(sheet, first + named)
    last = first + free - 1
    rows, total, kept = card.table_of(columns, _first_text(sheet, last + 1), listed)
    below = sheet.max_row > last
    if below and len(rows) > free:
        make_room(sheet, last + 1, len(rows) - free)
    given = {column.value_column + 1 for column in columns if any(column.position in row for row in rows)}
    others = [at for at in range(1, sheet.max_column + 1) if at not in given]
    for row in range(last + 1, first + len(rows)):
        like_row(sheet, first, row)
    for row, values in enumerate(rows, start=first):
        _fill_row(sheet, row, columns, values, leaves_words=row - first < kept)
        for at in others:
            _go_on(sheet, first, row, at)
    _fill_total(sheet, columns, total, first + max(free, len(rows)))


def _fill_row(
    sheet: Worksheet, row: int, columns: Sequence[Place], values: Values, *, leaves_words: bool
) -> None:
    for column in columns:
        if column.position in values:
            cell = _anchor(sheet, row, column.value_column + 1)
            if not (leaves_words and _is_said(cell)):
                _write(cell, values[column.position])


def _is_said(cell: Cell) -> bool:
    return cell.value is not None and bool(str(cell.value).strip()) and cell.data_type != "f"


def _texts_down(sheet: Worksheet, first: int, column: int) -> Iterator[str]:
    for row in range(first, sheet.max_row + 1):
        said = _anchor(sheet, row, column).value
        yield "" if said is None else str(said)


def _fill_total(sheet: Worksheet, columns: Sequence[Place], total: Values, row: int) -> None:
    """A formula that adds up goes on doing so."""
    for column in columns:
        if column.position in total:
            cell = _anchor(sheet, row, column.value_column + 1)
            if cell.data_type != "f":
                _write(cell, total[column.position])


def _first_text(sheet: Worksheet, row: int) -> str:
    texts = (str(cell.value) for cell in sheet[row] if cell.value is not None)
    return next((text for text in texts if text.strip()), "")


def _free(sheet: Worksheet, first: int) -> int:
    """Rows that are there to be filled: the first one, and those under it with running numbers or formulas alone."""
    for number, cells in enumerate(sheet.iter_rows(min_row=first + 1), start=1):
        if not all(_is_free(cell, first + number) for cell in cells):
            return number
    last: int = sheet.max_row
    return max(last - first, 0) + 1


def _is_free(cell: Cell, row: int) -> bool:
    said = "" if cell.value is None else str(cell.value)
    return (
        not said.strip()
        or (is_number(said) and cell.column <= 2)
        or (cell.data_type == "f" and _is_of_row(said, row))
    )


def _is_of_row(formula: str, row: int) -> bool:
    """Whether a formula works on its own row, as one of a column does; a total looks further up."""
    return ":" not in formula and (str(row) in formula or "ROW()" in formula.upper())


def _go_on(sheet: Worksheet, first: int, row: int, column: int) -> None:
    """Columns that nobody asks about go on as they began: running numbers, formulas of the row."""
    begun, cell = sheet.cell(first, column), sheet.cell(row, column)
    if row == first or isinstance(cell, MergedCell) or cell.value is not None:
        return
    if begun.data_type == "f" and isinstance(begun.value, str):
        cell.value = _of_row(begun.value, first, row, sheet.title)
    elif begun.value is not None and str(begun.value).strip() == "1":
        cell.value = row - first + 1 if isinstance(begun.value, int) else str(row - first + 1)


def _of_row(formula: str, first: int, row: int, title: str) -> str:
    """A formula of the first row as it stands in another one: what points to its own row points to that one."""
    made: str = moved(formula, sheet=title, own=title, at=first, by=row - first)
    return made


def _anchor(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself, or the first one of the merged cells that cover it."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for one in sheet.merged_cells.ranges:
            if cell.coordinate in one:
                return sheet.cell(one.min_row, one.min_col)
    return cell


def _beside(cell: Cell, place: Place, value: Value | None) -> Value | None:
    """The value, together with other words that the cell holds."""
    there = "" if cell.value is None else str(cell.value)
    if not there.strip() or cell.data_type == "f":
        return value
    return filled_text(there, place.label, text_of(value))


def _write(cell: Cell, value: Value | None) -> None:
    cell.value = float(value) if isinstance(value, Decimal) else value
    if isinstance(value, str):
        # What begins with an equals sign is a value of somebody, never a formula.
        cell.data_type = "s"
    elif isinstance(value, date) and (not cell.is_date or cell.number_format in PLAIN):
        cell.number_format = DAY


def _foot(sheet: Worksheet, note: str) -> None:
    """The note at the foot of every printed page, beside what the department prints there."""
    if note:
        part = sheet.oddFooter.left if not sheet.oddFooter.left.text else sheet.oddFooter.center
        part.text = " ".join(filter(None, [part.text, note.replace("&", "&&")]))


def _lost(content: bytes) -> tuple[str, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
    return (_("图表和嵌入对象没有保留。"),) if any(name.startswith(CHARTS) for name in names) else ()
