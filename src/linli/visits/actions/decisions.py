"""What people decide: between two values, and about entries that were set aside."""

from datetime import datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.crypto.ciphers import Tampered
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.states import Method
from linli.visits import refusals, rules
from linli.visits.applying import APPLIERS, Incoming, NotUsable, save_rows
from linli.visits.brought import clear, purpose_of
from linli.visits.held import fields_of
from linli.visits.keys import bound, field_keys
from linli.visits.models import Clash, CollectedValue, CollectionTask, SetAside
from linli.visits.states import AsideVerdict, ClashVerdict, TaskState


def decide_clash(*, clash_id: UUID, verdict: ClashVerdict, why: str, by: Actor, at: datetime) -> None:
    """Keep what is held, take what was brought, or have it asked again. Both stay on record with who chose and why.

    Raises not_there, not_yours, needs_why, decided_already, and what the register refuses.
    """
    clash = (
        Clash.objects.in_scope(by.scope)
        .select_related("brought__envelope__device")
        .filter(pk=clash_id)
        .first()
    )
    if clash is None or not rules.may_decide(by, clash.place):
        raise refusals.not_there()
    _check(clash.decided_at, clash.brought.envelope.device.account_id, why, by)
    subject = f"visits.Clash:{clash.pk}"
    place = rules.code_of(clash.place)
    with audited(by=by, at=at, verb="visits.decide_clash", subject=subject, place=place, why=why) as entry:
        still_open = Clash.objects.in_scope(by.scope).filter(pk=clash_id, decided_at=None)
        if not still_open.update(
            decided_at=at,
            verdict=verdict,
            why=why.strip()[:200],
            account_id=by.account_id,
            decided_label=by.label,
        ):
            raise refusals.decided_already()
        entry.detail = {"verdict": str(verdict), "element": clash.brought.element}
        if verdict == ClashVerdict.BROUGHT:
            _take(clash.brought, why, by, at)
        elif verdict == ClashVerdict.NEITHER:
            _ask_again(clash.brought, at)


def _check(decided_at: datetime | None, account_id: UUID, why: str, by: Actor) -> None:
    if by.account_id is not None and by.account_id == account_id:
        raise refusals.not_yours()
    if not why.strip():
        raise refusals.needs_why()
    if decided_at is not None:
        raise refusals.decided_already()


def _take(value: CollectedValue, why: str, by: Actor, at: datetime) -> None:
    """The brought value corrects what is held; the purpose is that of the collection that asked."""
    field = (value.subject, value.element)
    held = fields_of([value.subject], [value.element]).latest.get(field)
    day = local_day(value.envelope.made_at or value.envelope.received_at)
    draft = EntryDraft(
        "grid",
        Method.CORRECTED,
        day,
        purpose_of(value),
        why=why,
        reference=f"visits:{value.envelope.entry_id}",
    )
    same_subject = held is not None and held.subject == value.subject
    fact = FactDraft(
        value.subject, value.element, clear(value), corrects=held.id if held and same_subject else None
    )
    record(entry=draft, facts=[fact], by=by, at=at)


def _ask_again(value: CollectedValue, at: datetime) -> None:
    household = value.envelope.household
    assert household is not None  # values come with visits only
    tasks = CollectionTask.objects.in_scope(Scope(value.place)).filter(household=household)
    for task in tasks.select_related("collection").order_by("id"):
        if value.element in task.collection.elements and task.state != TaskState.OPEN:
            task.state, task.changed_at = TaskState.OPEN, at
            task.save(update_fields=["state", "changed_at"])


def decide_aside(*, envelope_id: UUID, verdict: AsideVerdict, why: str, by: Actor, at: datetime) -> None:
    """Use an entry after all, or not; either way its sealed content is removed and the decision stays.

    Using it merges field by field like any other. Raises not_there, not_yours, needs_why, decided_already,
    not_usable.
    """
    row = (
        SetAside.objects.in_scope(by.scope).select_related("envelope__device").filter(pk=envelope_id).first()
    )
    if row is None or not rules.may_decide(by, row.place):
        raise refusals.not_there()
    _check(row.decided_at, row.envelope.device.account_id, why, by)
    subject = f"visits.Envelope:{row.pk}"
    place = rules.code_of(row.place)
    with audited(by=by, at=at, verb="visits.decide_aside", subject=subject, place=place, why=why) as entry:
        entry.detail = {"verdict": str(verdict), "reason": row.envelope.reason}
        if verdict == AsideVerdict.USED:
            _use(row, by, at)
        done = SetAside.objects.in_scope(by.scope).filter(pk=envelope_id, decided_at=None)
        if not done.update(
            decided_at=at, verdict=verdict, why=why.strip()[:200], account_id=by.account_id, content=None
        ):
            raise refusals.decided_already()


def _use(row: SetAside, by: Actor, at: datetime) -> None:
    envelope = row.envelope
    apply = APPLIERS.get(envelope.form)
    if apply is None or row.content is None:
        raise refusals.not_usable()
    try:
        where = bound(str(envelope.entry_id), str(envelope.device_id), envelope.seq, envelope.form)
        body = field_keys().open(bytes(row.content), where)
        incoming = Incoming(
            envelope.pk,
            envelope.entry_id,
            envelope.device,
            by,
            at,
            envelope.made_at,
            body,
            is_decided=True,
        )
        save_rows(apply(incoming).rows)
    except (Tampered, NotUsable) as error:
        raise refusals.not_usable() from error
