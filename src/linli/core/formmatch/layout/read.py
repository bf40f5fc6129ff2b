"""A file's sheets as one form, or several where sheets have titles of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linli.core.formmatch.evidence import shown

from .fields import Reading
from .laid import LaidField
from .sheet import Sheet
from .xlsform import fields_of_xlsform, is_xlsform

LEDGER, CARD, QUESTIONS = "ledger", "kv", "xlsform"


@dataclass(frozen=True, slots=True)
class Layout:
    """A form as it lies on its sheets. `kind` is ledger (a row for each), kv (a card) or xlsform; `notes` are texts
    that ask for nothing; `unit_of_row` is "row" where every row is one of what is asked about, else "form".
    """

    title: str
    kind: str
    fields: tuple[LaidField, ...]
    notes: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()

    @property
    def unit_of_row(self) -> str:
        """Whether the form is filled once for many rows, or once for each."""
        return "row" if self.kind == LEDGER else "form"


def read_layout(sheets: Sequence[Sheet]) -> Layout:
    """All sheets of a file together; the title is the first one that is found."""
    if is_xlsform(sheets):
        fields, title = fields_of_xlsform(sheets)
        return Layout(title, QUESTIONS, tuple(fields), (), tuple(sheets))
    readings = [Reading(sheet) for sheet in sheets]
    for one in readings:
        one.run()
    found = [laid for one in readings for laid in one.found]
    in_roster = sum(laid.in_roster for laid in found)
    return Layout(
        next((one.title for one in readings if one.title), ""),
        LEDGER if found and in_roster >= 0.6 * len(found) else CARD,
        tuple(found),
        tuple(note for one in readings for note in one.notes),
        tuple(sheets),
    )


def form_record(form_id: str, layout: Layout, **about: str) -> dict[str, Any]:
    """A line of FORMS.jsonl: what matching needs, and where every label and blank stands.

    Values that stand in a filled form are somebody's: what they are of is written, never they themselves.
    """
    fields = []
    for laid in layout.fields:
        told: dict[str, Any] = {"label": laid.label}
        told |= {"group": laid.group} if laid.group else {}
        told |= {"unit": laid.unit} if laid.unit else {}
        told |= {"options": list(laid.options)} if laid.options else {}
        kinds = shown(laid.values).kinds
        told |= {"kinds": list(kinds)} if kinds else {}
        told |= {"roster": True} if laid.in_roster else {}
        told |= {"sheet": laid.sheet, "at": list(laid.at), "value_at": list(laid.value_at)}
        fields.append(told)
    return {"form_id": form_id, **about, "title": layout.title, "kind": layout.kind, "fields": fields}
