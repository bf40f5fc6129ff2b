"""How each field of a form wants its value, read off the file itself."""

import io
from collections.abc import Iterable

from openpyxl import load_workbook

from linli.base.imports import sniff
from linli.base.imports.limits import DEFAULT_LIMITS
from linli.core.filling import Style, style_of
from linli.forms.models import FormField
from linli.forms.writing.model import Place, place_of


def styles_of(content: bytes, fields: Iterable[FormField]) -> dict[int, Style]:
    """Position of a field -> its style. Number formats count in workbooks of today's format only."""
    wanted = list(fields)
    seen = _seen(content, [place_of(one) for one in wanted])
    return {
        one.position: style_of(
            " ".join(filter(None, [one.group, one.label])) if one.label in ("年月", "时间") else one.label,
            unit=one.unit,
            options=tuple(one.options),
            number_format=seen.get(one.position, ("", ""))[0],
            hint=seen.get(one.position, ("", ""))[1],
        )
        for one in wanted
    }


def _seen(content: bytes, places: Iterable[Place]) -> dict[int, tuple[str, str]]:
    """Number format and text of the cell to be filled."""
    if sniff.sniff(content, DEFAULT_LIMITS.entries) != sniff.XLSX:
        return {}
    book = load_workbook(io.BytesIO(content))
    found = {}
    for place in places:
        if place.sheet in book.sheetnames:
            cell = book[place.sheet].cell(place.value_row + 1, place.value_column + 1)
            held = "" if cell.value is None or cell.data_type == "f" else str(cell.value)
            found[place.position] = (cell.number_format, held)
    return found
