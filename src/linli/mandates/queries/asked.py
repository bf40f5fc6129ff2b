"""The fields of a request as the office sees them: prohibited, asked elsewhere, known, local, or open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from linli.catalogue import queries as catalogue
from linli.core.elements import Element, Finding, Store, findings_in_label
from linli.core.mandates import is_served
from linli.mandates.models import MandateField
from linli.mandates.queries.cells import Cells
from linli.mandates.queries.overlap import Overlap, field_key


class Look(StrEnum):
    """What a field is first of all, in the order of what counts more."""

    BANNED = "banned"
    ASKED = "asked"
    KNOWN = "known"
    LOCAL = "local"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field with what is known of it. `known` of `rows` cells are on the record, None where that was not counted;
    `asked_by` are the requests (by number or title) that serve it; `form_field` is its place on the form.
    """

    label: str
    element: str
    name: str
    look: Look
    is_known: bool
    known: int | None
    rows: int | None
    asked_by: tuple[str, ...]
    banned: tuple[Finding, ...]
    form_field: UUID | None


def asked_fields(
    rows: Sequence[MandateField], cells: Cells | None, others: Sequence[Overlap], today: date
) -> tuple[AskedField, ...]:
    """The fields in their order. No query beyond the catalogue's own."""
    held = catalogue.catalogue(today).by_code
    served = [(frozenset(other.keys), other.control_number or other.title) for other in others]
    return tuple(_asked(row, held.get(row.element), cells, place, served) for place, row in enumerate(rows))


def _asked(
    row: MandateField,
    element: Element | None,
    cells: Cells | None,
    place: int,
    served: Sequence[tuple[frozenset[str], str]],
) -> AskedField:
    key = field_key(row)
    asked_by = tuple(name for keys, name in served if key in keys or is_served(key, keys))
    banned = () if element else findings_in_label(row.label)
    on_record = element is not None and element.property.store is Store.REGISTER
    known = cells.known_by_field[place] if cells is not None else None
    is_known = bool(known) if known is not None else on_record
    return AskedField(
        row.label,
        row.element,
        element.names.zh if element else "",
        _look(bool(banned), bool(asked_by), is_known, element is None),
        is_known,
        known,
        cells.rows if cells is not None else None,
        asked_by,
        banned,
        row.form_field_id,
    )


def _look(banned: bool, asked: bool, known: bool, local: bool) -> Look:  # four marks of one field
    marks = ((banned, Look.BANNED), (asked, Look.ASKED), (known, Look.KNOWN), (local, Look.LOCAL))
    return next((look for holds, look in marks if holds), Look.OPEN)
