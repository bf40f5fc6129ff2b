"""A form drawn back from its kept layout."""

from collections.abc import Iterable

from linli.core.formmatch.layout import DrawnSheet, FieldAt, Sheet, drawn, sheet_of_record
from linli.forms.files import sheets_of
from linli.forms.models import Form, FormField


def picture(form: Form, fields: Iterable[FormField]) -> tuple[DrawnSheet, ...]:
    """Its sheets with the fields at their cells. No query; a form kept before layouts were is read from its file."""
    places = [
        FieldAt(one.position, one.sheet, (one.row, one.column), (one.value_row, one.value_column))
        for one in fields
    ]
    return drawn(_sheets(form), places)


def _sheets(form: Form) -> tuple[Sheet, ...]:
    if form.layout:
        return tuple(sheet_of_record(record) for record in form.layout)
    return sheets_of(bytes(form.content), form.name)
