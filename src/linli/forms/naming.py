"""In a form about communities, what names the community or is about the sheet of paper is no question to anybody."""

from collections.abc import Container, Iterable
from datetime import date

from linli.catalogue import queries as catalogue
from linli.forms.counting import NAMES, RECORDED_ON, SERIAL_ELEMENT, Asks, asks_for, place_digits
from linli.forms.models import FormField
from linli.forms.states import Answer

OF_PAPER = {Asks.DAY: RECORDED_ON, Asks.PERIOD: RECORDED_ON, Asks.SERIAL: SERIAL_ELEMENT}
REMARK, REVIEWER, FILLER = "record.record_remark", "record.reviewer.name", "record.registrar.name"
BY_HAND = (("备注", REMARK), ("说明", REMARK), ("审核", REVIEWER), ("复核", REVIEWER), ("", FILLER))


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
    by_hand = next(element for words, element in BY_HAND if words in field.label)
    element = OF_PAPER.get(asked, by_hand)
    return element if element in held else ""
