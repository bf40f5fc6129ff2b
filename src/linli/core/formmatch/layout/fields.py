"""Fields of a sheet: cells are read as headers over columns, as labels beside blanks, as sections, as notes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .figures import figures, is_of_figures
from .headers import Headers
from .inline import inline_fields
from .laid import FILLED, LaidField, Leaf, is_label, joined
from .parts import divides_column, divides_row
from .sheet import Cell, Sheet, above
from .texts import ATTACHED, TOTAL, Sort, is_heading, is_known, is_note, is_signed, sort_of, tidy

EXAMPLES = 3


@dataclass
class Reading:
    """One pass over a sheet."""

    sheet: Sheet
    found: list[LaidField] = field(default_factory=list)
    title: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def headers(self) -> Headers:
        """The finder of columns."""
        return Headers(self.sheet)

    def run(self) -> None:
        """Read lines, title, then the whole area."""
        group = ""
        for number, line in enumerate(self.sheet.lines):
            group = self._line(Cell(number, 0, line), "") or group
        # Paragraphs have places of their own, counted beside the table's rows.
        self.found = [replace(one, sheet=above(one.sheet)) for one in self.found]
        self._area(self._title(), self.sheet.height, 0, self.sheet.width, group)

    def _title(self) -> int:
        """Take the title off the top; the row where the form begins."""
        for row in range(self.sheet.height):
            texts = [cell for cell in self._begun(row, 0, self.sheet.width) if cell.text.strip()]
            if not texts:
                continue
            if len(texts) == 1 and ATTACHED.match(texts[0].text.strip()):
                continue
            alone = len(texts) == 1 and texts[0].column <= self.sheet.width // 2
            if not alone or is_known(texts[0].text) or inline_fields(texts[0].text) or is_note(texts[0].text):
                return row
            if self.title:
                # A second line alone belongs to the title only where it explains it in brackets.
                if texts[0].text.strip()[:1] not in "(（":
                    return row
            elif self.sheet.continues:
                return row
            else:
                self.title = tidy(texts[0].text)
        return self.sheet.height

    def _begun(self, row: int, first: int, last: int) -> list[Cell]:
        return self.sheet.begun_in(row, first, last)

    def _area(self, top: int, bottom: int, left: int, right: int, group: str) -> None:
        row, section = top, group
        while row < bottom:
            cells = self._begun(row, left, right)
            texts = [cell for cell in cells if sort_of(cell.text) != Sort.BLANK]
            if not texts:
                row += 1
                continue
            if leaves := self.headers.leaves(row, bottom, left, right):
                row = self._roster(leaves, bottom, left, right, section)
                continue
            side = self._side_heading(cells, right)
            if side:
                self._area(row, min(side.below, bottom), side.after, right, joined(section, tidy(side.text)))
                row = side.below
                continue
            if len(texts) == 1 and self._is_alone(texts[0], cells, left, right):
                section = self._line(texts[0], group) or section
            else:
                self._pairs(cells, section)
            row += 1

    def _roster(self, leaves: list[Leaf], bottom: int, left: int, right: int, section: str) -> int:
        """Take the columns as fields and go past the rows to be filled; the row after them."""
        first = leaves[0].cell.below
        row = first
        examples: dict[int, list[str]] = {}
        while row < bottom and self.headers.is_filling(row, leaves, left, right):
            for cell in self._begun(row, left, right):
                if sort_of(cell.text) not in (Sort.BLANK, Sort.ANSWERS):
                    examples.setdefault(cell.column, []).append(cell.text.strip())
            row += 1
        if is_of_figures(self.sheet, leaves, first, row):
            self.found += figures(self.sheet, leaves, first, row, section)
            return row
        if self._is_of_totals(row, left, right):
            row += 1
        for leaf in leaves:
            self._add(
                leaf.cell,
                joined(section, *leaf.above),
                (first, leaf.cell.column),
                answers=self.sheet.at(first, leaf.cell.column),
                in_roster=True,
                values=tuple(examples.get(leaf.cell.column, ())[:EXAMPLES]),
            )
        return max(row, first)

    def _is_of_totals(self, row: int, left: int, right: int) -> bool:
        """A row under a table that adds it up, with nothing else to say."""
        texts = [cell.text for cell in self._begun(row, left, right) if sort_of(cell.text) != Sort.BLANK]
        return (
            bool(texts)
            and bool(TOTAL.match(tidy(texts[0])))
            and not any(sort_of(text) == Sort.LABEL for text in texts[1:])
        )

    # --- labels beside blanks ---------------------------------------------------------------------------------------

    def _side_heading(self, cells: list[Cell], right: int) -> Cell | None:
        """A heading merged down the left side, with several rows to its right."""
        first = cells[0]
        if first.rows == 1 or not is_label(first) or first.after >= right:
            return None
        beside = self.sheet.at(first.row, first.after)
        if beside is None or beside.rows >= first.rows:
            return None
        several = any(len(self._begun(row, first.after, right)) > 1 for row in range(first.row, first.below))
        return first if several else None

    @staticmethod
    def _is_alone(cell: Cell, cells: list[Cell], left: int, right: int) -> bool:
        if any(one.columns > 1 for one in cells if one is not cell):
            return False
        wide = cell.columns >= 0.6 * (right - left)
        return wide or (cell.column == left and not is_known(cell.text) and is_heading(cell.text))

    def _line(self, cell: Cell, group: str) -> str:
        """A text that has a row to itself: blanks to fill inside it, a note, or a heading, which is returned."""
        inside = inline_fields(cell.text)
        if inside:
            for made in inside:
                place = (cell.row, cell.column)
                self.found.append(
                    LaidField(
                        made.label, group, self.sheet.name, place, place, unit=made.unit, options=made.options
                    )
                )
            return ""
        if is_note(cell.text) or is_signed(cell.text):
            self.notes.append(tidy(cell.text))
            return ""
        if not self.title and not self.found and not self.sheet.continues:
            self.title = tidy(cell.text)
            return ""
        return joined(group, tidy(cell.text))

    def _pairs(self, cells: list[Cell], section: str) -> None:
        """A row of labels with their blanks."""
        group, i = section, 0
        while i < len(cells):
            cell = cells[i]
            if sort_of(cell.text) != Sort.LABEL and not self._is_part(cell):
                if is_note(cell.text):
                    self.notes.append(tidy(cell.text))
                i += 1
                continue
            value = cells[i + 1] if i + 1 < len(cells) and cells[i + 1].column == cell.after else None
            used = self._pair(cell, value, cells[i + 2 : i + 4], group)
            if not used:
                group = joined(section, tidy(cell.text))
            i += max(used, 1)

    def _is_part(self, cell: Cell) -> bool:
        """One of several parts with a blank of its own: 其中：男 | __ | 女 | __."""
        blank = self.sheet.at(cell.row, cell.after)
        is_asked = blank is not None and sort_of(blank.text) == Sort.BLANK
        return is_asked and (divides_row(cell, self.sheet) or divides_column(cell, self.sheet))

    def _pair(self, cell: Cell, value: Cell | None, later: list[Cell], group: str) -> int:
        """One label with what is right of it; how many cells were used, 0 where the label only heads the next one."""
        inside = inline_fields(cell.text)
        if inside and (
            len(inside) > 1 or value is None or sort_of(value.text) not in FILLED or inside[0].options
        ):
            for made in inside:
                place = (cell.row, cell.column)
                self.found.append(
                    LaidField(
                        made.label, group, self.sheet.name, place, place, unit=made.unit, options=made.options
                    )
                )
            return 1
        under = self.sheet.at(cell.below, cell.column)
        hangs = under is not None and (under.column, under.columns) == (cell.column, cell.columns)
        if value is None or (
            sort_of(value.text) in (Sort.LABEL, Sort.NOTE)
            and hangs
            and under
            and sort_of(under.text) in FILLED
        ):
            place = (
                (cell.below, cell.column)
                if hangs and under and sort_of(under.text) in FILLED
                else (cell.row, cell.after)
            )
            self._add(cell, group, place)
            return 1
        if sort_of(value.text) in FILLED:
            unit = later[0] if later and sort_of(later[0].text) == Sort.UNIT else None
            examples = (value.text.strip(),) if sort_of(value.text) == Sort.VALUE else ()
            self._add(cell, group, (value.row, value.column), answers=value, unit=unit, values=examples)
            return 3 if unit else 2
        if sort_of(value.text) == Sort.UNIT:
            self._add(cell, group, (value.row, value.column), unit=value)
            return 2
        if is_known(cell.text) and not is_known(value.text) and (not later or is_label(later[0])):
            self._add(cell, group, (value.row, value.column), values=(value.text.strip(),))
            return 2
        return 0

    def _add(
        self,
        cell: Cell,
        group: str,
        value_at: tuple[int, int],
        *,
        answers: Cell | None = None,
        unit: Cell | None = None,
        in_roster: bool = False,
        values: tuple[str, ...] = (),
    ) -> None:
        if is_signed(cell.text) or is_note(cell.text):
            self.notes.append(tidy(cell.text))
            return
        made = inline_fields(cell.text, alone=True)[0]
        if not made.label:
            return
        options = made.options or (
            inline_fields(f"x:{answers.text}", alone=True)[0].options if answers else ()
        )
        self.found.append(
            replace(
                LaidField(made.label, group, self.sheet.name, (cell.row, cell.column), value_at, in_roster),
                unit=made.unit or (unit.text.strip(" ()（）") if unit else ""),
                options=options,
                values=values,
            )
        )
