"""A form's picture on a page: its cells with the fields that stand in them, each marked in a class and in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from linli.core.formmatch.layout import DrawnCell, DrawnSheet


@dataclass(frozen=True, slots=True)
class Mark:
    """How a field is marked: a class of the style sheet, and words that say the same."""

    look: str
    words: str


@dataclass(frozen=True, slots=True)
class PictureCell:
    """A cell of the table on the page. `position` is the first field named in it, 0 for none."""

    text: str
    rows: int
    columns: int
    position: int
    look: str
    marks: tuple[str, ...]
    is_blank: bool


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """A sheet: its name, the paragraphs above it, its rows, and how many rows are not shown."""

    name: str
    lines: tuple[str, ...]
    rows: tuple[tuple[PictureCell, ...], ...]
    cut: int


def picture_sheets(sheets: Iterable[DrawnSheet], mark: Callable[[int], Mark]) -> tuple[PictureSheet, ...]:
    """The sheets with the mark of every field, by its position."""
    return tuple(
        PictureSheet(
            sheet.name,
            sheet.lines,
            tuple(tuple(_cell(cell, mark) for cell in row) for row in sheet.rows),
            sheet.cut,
        )
        for sheet in sheets
    )


def _cell(cell: DrawnCell, mark: Callable[[int], Mark]) -> PictureCell:
    marks = [mark(position) for position in cell.labels]
    return PictureCell(
        cell.text,
        cell.rows,
        cell.columns,
        cell.labels[0] if cell.labels else 0,
        _strongest(marks),
        tuple(dict.fromkeys(one.words for one in marks if one.words)),
        bool(cell.values) and not cell.text,
    )


def _strongest(marks: Sequence[Mark]) -> str:
    """Where several fields stand in one cell it shows the first look that is not plain."""
    return next((one.look for one in marks if one.look), "")
