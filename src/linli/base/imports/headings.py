"""Finding the heading of a table: it may not be the first row, and may be two or three merged rows."""

from dataclasses import dataclass
from decimal import Decimal

from linli.base.imports.columns import Column, Kind, Schema, fold_heading, split_unit
from linli.base.imports.reader import Sheet
from linli.base.imports.units import is_unit, unit_factor

_DEPTHS = (1, 2, 3)


@dataclass(frozen=True)
class Placed:
    """A schema column found at position `index` (from 0) under heading `text`.

    `scale`: what a number there is worth in the column's unit; None when the heading's `unit` does not fit.
    `points`: the heading says percent.
    """

    column: Column
    index: int
    text: str
    scale: Decimal | None = Decimal(1)
    points: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Heading:
    """Rows `first` to `last` (from 0); the columns found, and other headings as (index, text)."""

    first: int
    last: int
    placed: tuple[Placed, ...]
    extra: tuple[tuple[int, str], ...]

    @property
    def found(self) -> set[str]:
        """Codes of the columns found."""
        return {place.column.code for place in self.placed}


def find_heading(sheet: Sheet, schema: Schema) -> Heading | None:
    """The heading that names most columns of the schema; None when no row names at least half of the expected
    ones (and at least one)."""
    names = _names(schema)
    best: Heading | None = None
    for first in range(min(schema.header_within, len(sheet.rows))):
        for depth in _DEPTHS:
            if first + depth > len(sheet.rows):
                break
            heading = _heading(sheet, names, first, depth)
            if best is None or len(heading.found) > len(best.found):
                best = heading
    expected = sum(column.expected for column in schema.columns) or 1
    return best if best and len(best.found) * 2 >= min(expected, len(schema.columns)) and best.found else None


def _names(schema: Schema) -> dict[str, Column]:
    return {fold_heading(name): column for column in schema.columns for name in column.names}


def _heading(sheet: Sheet, names: dict[str, Column], first: int, depth: int) -> Heading:
    lines = [_spread(sheet, first + step) for step in range(depth)]
    placed, extra = [], []
    for index in range(max((len(line) for line in lines), default=0)):
        texts = _distinct([line[index] for line in lines if index < len(line) and line[index]])
        if not texts:
            continue
        place = _place(texts, index, names)
        if place:
            placed.append(place)
        else:
            extra.append((index, " ".join(texts)))
    return Heading(first, first + depth - 1, tuple(placed), tuple(extra))


def _spread(sheet: Sheet, row: int) -> list[str]:
    """The row's texts, with each merged cell's text in all of the columns it covers."""
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    line = [cell if isinstance(cell, str) else "" for cell in cells]
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and right - left < 500:
            text = sheet.cell(top, left)
            line.extend([""] * (right + 1 - len(line)))
            for column in range(left, right + 1):
                line[column] = text if isinstance(text, str) else ""
    return line


def _distinct(texts: list[str]) -> list[str]:
    """A cell merged downwards says its text once."""
    return [text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1]]


def _place(texts: list[str], index: int, names: dict[str, Column]) -> Placed | None:
    """Whole path of headings first, then the lowest alone, then the path without its unit."""
    for text in ("".join(texts), texts[-1], texts[0] if len(texts) > 1 else ""):
        folded = fold_heading(text)
        if folded in names:
            return _with_unit(names[folded], index, texts, split_unit(folded)[1])
        bare, unit = split_unit(folded)
        if bare in names:
            return _with_unit(names[bare], index, texts, unit)
    return None


def _with_unit(column: Column, index: int, texts: list[str], unit: str) -> Placed:
    text = " ".join(texts)
    if column.kind == Kind.PERCENT:
        return Placed(column, index, text, points=unit == "%")
    if column.kind not in (Kind.INTEGER, Kind.DECIMAL) or not unit or not is_unit(unit):
        return Placed(column, index, text)
    return Placed(column, index, text, scale=unit_factor(unit, column.unit), unit=unit)
