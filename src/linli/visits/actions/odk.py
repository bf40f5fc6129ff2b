"""Submissions that come without our envelope: they get one here, the same one whenever the same thing is sent."""

from datetime import datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.core.sync import Receipt, Sent, digest_of
from linli.visits.actions.receive import receive
from linli.visits.keys import bound, field_keys
from linli.visits.models import Envelope
from linli.visits.queries.devices import Carrier, device_by_id


def receive_odk(
    *, carrier: Carrier, entry: UUID, form: str, version: int, body: bytes, by: Actor, at: datetime
) -> Receipt:
    """Seal, number and take in. The number is the next of the phone, or the one given when it came before."""
    before = Envelope.objects.filter(entry_id=entry, device=carrier.device).order_by("position").first()
    device = device_by_id(carrier.device.pk)
    assert device is not None
    seq = before.seq if before else device.last_seq + 1
    where = bound(str(entry), str(device.pk), seq, form)
    sealed = field_keys().seal_here(body, where)
    sent = Sent(str(entry), seq, digest_of(sealed), form, version, 0, sealed)
    answer = receive(carrier=carrier, entries=[sent], oldest=seq, by=by, at=at)[sent.id]
    assert isinstance(answer, Receipt)  # whole, and never ahead of its turn
    return answer
