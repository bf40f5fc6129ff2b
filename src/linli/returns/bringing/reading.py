"""The rows of a handed-in file: where the form has its table, with the place of every cell for what is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from linli.base.errors import Refusal
from linli.core.formmatch.labels import squeeze
from linli.core.formmatch.layout import Sheet
from linli.forms.writing import Place
from linli.forms.writing.text import is_number


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file: its sheet, its number there (from 1), and the text of each field by position."""

    sheet: str
    row: int
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something to be put right: where (`column` as Excel names it, empty for a whole row), why, what to do."""

    sheet: str
    row: int
    column: str
    label: str
    reason: str
    remedy: str = ""


def column_name(place: Place) -> str:
    """B."""
    letter: str = get_column_letter(place.value_column + 1)
    return letter


def rows_of(
    sheets: Sequence[Sheet], original: Sequence[Sheet], places: Sequence[Place], most: int
) -> list[FileRow]:
    """The rows of the form's one table, in the order of the file. `original` is the form as it was sent out.

    Refusals: returns.several_tables, returns.other_file (a heading that is not where the form has it),
    returns.too_many_rows.
    """
    sheet, form = _same_sheet(sheets, original, places)
    first = places[0].value_row
    below = _first_words(form, first)
    found: list[FileRow] = []
    for row in range(first, sheet.height):
        texts = {place.position: _text(sheet, row, place.value_column).strip() for place in places}
        words = _first_word(sheet, row)
        if words.startswith(below):
            break
        if not any(text for text in texts.values() if text != words or not is_number(words)):
            continue  # nothing, or nothing but a running number
        if len(found) >= most:
            raise Refusal("returns.too_many_rows", _("这张表超过%(most)s行。"), most=most)
        found.append(FileRow(sheet.name, row + 1, texts))
    return found


def _same_sheet(
    sheets: Sequence[Sheet], original: Sequence[Sheet], places: Sequence[Place]
) -> tuple[Sheet, Sheet]:
    """The sheet with the table, and the one of the form that it is: every heading stands where the form has it."""
    if len({place.table for place in places}) != 1:
        raise Refusal(
            "returns.several_tables",
            _("这份表有几张明细表，不能整份交回。"),
            _("请在页面上逐格补填，或由网格员上门补填。"),
        )
    name = places[0].sheet
    sheet, form = _sheet(sheets, name), _sheet(original, name)
    if sheet is None or form is None:
        raise _other(name)
    for place in places:
        if squeeze(_text(sheet, place.row, place.column)) != squeeze(_text(form, place.row, place.column)):
            raise _other(place.label)
    return sheet, form


def _other(what: str) -> Refusal:
    return Refusal(
        "returns.other_file",
        _("这不是这份表：没有在原来的位置找到“%(what)s”。"),
        _("请下载填好的原表，在它上面补填后交回；不要增删列，不要改表头。"),
        what=what,
    )


def _sheet(sheets: Sequence[Sheet], name: str) -> Sheet | None:
    same = [sheet for sheet in sheets if sheet.name == name]
    if same:
        return same[0]
    return sheets[0] if len(sheets) == 1 else None


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.at(row, column)
    return cell.text if cell is not None else ""


def _first_words(form: Sheet, first: int) -> tuple[str, ...]:
    """The words with which the lines under the form's table begin: totals, signatures, notes."""
    words = {_first_word(form, row) for row in range(first + 1, form.height)}
    return tuple(sorted(one for one in words if one and not is_number(one)))


def _first_word(sheet: Sheet, row: int) -> str:
    return next((cell.text.strip() for cell in sheet.begun_in(row, 0, sheet.width) if cell.text.strip()), "")
