"""In a form about communities, what names the community or is about the sheet of paper is no question to anybody."""

from collections.abc import Container, Iterable
from datetime import date

from linli.catalogue import queries as catalogue
from linli.forms.counting import NAMES, OF_FORM, RECORDED_ON, SERIAL_ELEMENT, Asks, asks_for, place_digits
from linli.forms.models import FormField
from linli.forms.states import Answer

REMARK = "record.record_remark"
OF_PAPER = {
    Asks.DAY: RECORDED_ON,
    Asks.PERIOD: RECORDED_ON,
    Asks.SERIAL: SERIAL_ELEMENT,
    Asks.HAND: REMARK,
}


def settle_names(fields: Iterable[FormField], today: date) -> list[FormField]:
    """Settle those of the fields that are open; they are returned, not saved."""
    held, settled = catalogue.catalogue(today).by_code, []
    for field in fields:
        element = _element(field, held) if field.state == Answer.OPEN else ""
        if element:
            field.state, field.element = Answer.AUTOMATIC, element
            settled.append(field)
    return settled


def _element(field: FormField, held: Container[str]) -> str:
    if digits := place_digits(field.label):
        return NAMES[digits] if NAMES[digits] in held else ""
    asked = asks_for(field.label)
    if asked is Asks.NUMBER:
        return ""
    found = (
        [one for one, _score, _by in field.ranked if one.startswith(OF_FORM)] if asked is Asks.HAND else []
    )
    return next((one for one in (*found, OF_PAPER[asked]) if one in held), "")
