"""Taking entries in: one entry is one transaction, kept with everything that follows from it, or not at all."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.base.audit.trail import Draft, audited
from linli.base.crypto.ciphers import Tampered
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.core.sync import Again, DeviceView, Judgement, Outcome, Reason, Receipt, Sent, judge, made_ago
from linli.visits import rules
from linli.visits.applying import APPLIERS, Applied, Incoming, NotUsable, save_rows
from linli.visits.durable import acknowledged
from linli.visits.keys import bound, field_keys
from linli.visits.models import Device, Envelope, SetAside, Turn
from linli.visits.queries.devices import Carrier
from linli.visits.queries.receipts import receipts_of
from linli.visits.signals import look_at


def receive(
    *, carrier: Carrier, entries: Sequence[Sent], oldest: int | None, by: Actor, at: datetime
) -> dict[str, Receipt | Again]:
    """Take the entries of one contact in, in the order given. Answers by entry id: a receipt, or send it again.

    Every receipt is for something that is on the disk. `by` is the officer as `carrier` has them.
    """
    answers: dict[str, Receipt | Again] = {}
    with acknowledged():
        for sent in entries:
            answers[sent.id] = _take(carrier, sent, oldest, by, at)
    Device.objects.filter(pk=carrier.device.pk).update(last_contact_at=at)
    return answers


def _take(carrier: Carrier, sent: Sent, oldest: int | None, by: Actor, at: datetime) -> Receipt | Again:
    """Said again without a write where it has been said; otherwise judged anew behind the lock."""
    known = _judge(carrier, sent, oldest)
    if known.receipt or known.again:
        return known.receipt or known.again or Again.CUT
    place = rules.code_of(carrier.device.place)
    with audited(by=by, at=at, verb="visits.receive", subject="", place=place) as entry:
        Turn.objects.get_or_create(district=carrier.device.district)
        turn = Turn.objects.select_for_update().get(district=carrier.device.district)
        verdict = _judge(carrier, sent, oldest)
        if verdict.receipt is None and verdict.again is None:
            return _keep(carrier, sent, verdict, turn, by, at, entry)
        entry.verb, entry.subject = "visits.receive_again", f"visits.Device:{carrier.device.pk}"
    return verdict.receipt or verdict.again or Again.CUT


def _judge(carrier: Carrier, sent: Sent, oldest: int | None) -> Judgement:
    last = Device.objects.filter(pk=carrier.device.pk).values_list("last_seq", flat=True).get()
    return judge(sent, DeviceView(last, carrier.is_lost, oldest), receipts_of(UUID(sent.id)))


def _keep(
    carrier: Carrier, sent: Sent, verdict: Judgement, turn: Turn, by: Actor, at: datetime, entry: Draft
) -> Receipt:
    device = carrier.device
    envelope_id, made_at = uuid7(), made_ago(at, sent.age)
    applied, reason, note = Applied(Outcome.ASIDE), verdict.aside, ""
    if not reason:
        applied, reason, note = _apply(carrier, sent, envelope_id, made_at, by, at)
    turn.last += 1
    turn.save(update_fields=["last"])
    if verdict.takes_turn:
        Device.objects.filter(pk=device.pk).update(last_seq=sent.seq)
    envelope = Envelope.objects.create(
        id=envelope_id,
        district=device.district,
        place=device.place,
        device=device,
        entry_id=UUID(sent.id),
        digest=sent.digest,
        seq=sent.seq,
        position=turn.last,
        form=sent.form,
        form_version=sent.version,
        household=applied.household,
        made_at=made_at,
        received_at=at,
        outcome=applied.outcome.value,
        reason=reason.value,
    )
    save_rows(applied.rows)
    if applied.outcome is Outcome.ASIDE:
        SetAside.objects.create(
            envelope=envelope,
            district=device.district,
            place=device.place,
            content=sent.body,
            note=note[:300],
            opened_at=at,
        )
    else:
        look_at(envelope, by=by, at=at)
    entry.subject = f"visits.Envelope:{envelope.pk}"
    entry.detail = {"form": sent.form, "position": turn.last, "outcome": applied.outcome.value}
    return Receipt(sent.id, sent.digest, turn.last, applied.outcome, reason)


def _apply(
    carrier: Carrier, sent: Sent, envelope_id: UUID, made_at: datetime | None, by: Actor, at: datetime
) -> tuple[Applied, Reason, str]:
    """What follows from the entry; or why it was set aside, and then nothing of it is written."""
    apply = APPLIERS.get(sent.form)
    if apply is None:
        return Applied(Outcome.ASIDE), Reason.FORM_UNKNOWN, ""
    try:
        where = bound(sent.id, str(carrier.device.pk), sent.seq, sent.form)
        body = field_keys().open(sent.body, where)
    except Tampered:
        return Applied(Outcome.ASIDE), Reason.UNREADABLE, ""
    incoming = Incoming(envelope_id, UUID(sent.id), carrier.device, by, at, made_at, body)
    try:
        with transaction.atomic():
            return apply(incoming), Reason.NONE, ""
    except NotUsable as error:
        return Applied(Outcome.ASIDE), error.reason, error.note
