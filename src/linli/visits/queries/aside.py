"""What is inside an entry that was set aside, for whoever decides: names of items, values under their masks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.base.crypto.ciphers import Tampered
from linli.base.identity.actor import Actor
from linli.catalogue.queries import catalogue
from linli.visits import refusals
from linli.visits.bodies import Unreadable, read_report, read_visit
from linli.visits.keys import bound, field_keys
from linli.visits.models import SetAside


@dataclass(frozen=True, slots=True)
class Inside:
    """One entry. `outcome` and `items` are of a visit, `text` of a report; nothing where it does not open."""

    row: SetAside
    is_open: bool
    outcome: str
    items: Sequence[tuple[str, str, str]]
    """Chinese name, English name, masked value."""
    text: str
    is_yours: bool


def inside(envelope_id: UUID, *, by: Actor, day: date) -> Inside:
    """An entry that waits for a decision. Raises not_there."""
    rows = SetAside.objects.in_scope(by.scope).select_related("envelope__device")
    row = rows.filter(pk=envelope_id, decided_at=None).first()
    if row is None or row.content is None:
        raise refusals.not_there()
    envelope = row.envelope
    is_yours = envelope.device.account_id == by.account_id
    where = bound(str(envelope.entry_id), str(envelope.device_id), envelope.seq, envelope.form)
    try:
        body = field_keys().open(bytes(row.content), where)
        outcome, items, text = _told(envelope.form, body, day)
    except (Tampered, Unreadable):
        return Inside(row, False, "", (), "", is_yours)
    return Inside(row, True, outcome, items, text, is_yours)


def _told(form: str, body: bytes, day: date) -> tuple[str, Sequence[tuple[str, str, str]], str]:
    if form == "report":
        told = read_report(body)
        return "", (), f"{told.spot}：{told.text}"
    if form != "visit":
        return "", (), ""
    visit, held, items = read_visit(body), catalogue(day), []
    for one in visit.values:
        element = held.element(one.element)
        if element is None:
            items.append((one.element, one.element, "-"))
        else:
            items.append((element.names.zh, element.names.en, element.masked(one.value)))
    return str(visit.outcome.label), items, ""
