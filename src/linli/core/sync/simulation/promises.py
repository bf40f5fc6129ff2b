"""What must hold after every run, whatever happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from linli.core.sync.device import decode
from linli.core.sync.simulation.world import Broken, World, is_own
from linli.core.sync.verdicts import Outcome, Reason, Receipt


def broken(world: World) -> list[Broken]:
    """All promises that a run broke."""
    found = list(world.broken)
    for check in CHECKS:
        found += check(world)
    return found


def nothing_acknowledged_is_lost(world: World) -> Iterator[Broken]:
    """Whoever was given a receipt finds the entry at the server, whole and under that receipt."""
    kept = {(one.sent.id, one.sent.digest): one.receipt for one in world.server.store.kept}
    for device in world.devices.values():
        for receipt in device.receipts.values():
            if kept.get((receipt.entry, receipt.digest)) != receipt:
                yield Broken("acknowledged", receipt.entry)


def nothing_entered_is_lost(world: World) -> Iterator[Broken]:
    """After a good network everything that was ever saved is at the server, and no queue is left."""
    kept = {(one.sent.id, one.sent.digest) for one in world.server.store.kept}
    for deed in world.deeds:
        if (deed.entry, deed.digest) not in kept and deed.entry not in world.forgiven:
            yield Broken("lost", deed.entry)
    for device in world.devices.values():
        if device.queue:
            yield Broken("stuck", device.id)


def nothing_is_doubled(world: World) -> Iterator[Broken]:
    """A deed is kept once and written once."""
    bodies = Counter((one.device, one.sent.id, one.sent.digest) for one in world.server.store.kept)
    for (_device, entry, _digest), count in bodies.items():
        if count > 1:
            yield Broken("doubled", entry)
    made = [(one.entry, one.name) for one in world.server.store.written if one.entry != "office"]
    asked = [clash[:2] for clash in world.server.store.clashes]
    for what, count in (*Counter(made).items(), *Counter(asked).items()):
        if count > 1:
            yield Broken("doubled", " ".join(what))
    known = {deed.entry for deed in world.deeds}
    for one in world.server.store.kept:
        if one.sent.id not in known:
            yield Broken("doubled", f"{one.sent.id} was never entered under this id")


def what_is_kept_is_what_was_entered(world: World) -> Iterator[Broken]:
    """No body was changed or cut on the way."""
    for one in world.server.store.kept:
        if not one.sent.is_whole:
            yield Broken("torn", one.sent.id)


def the_same_entry_has_one_receipt(world: World) -> Iterator[Broken]:
    """However often it was sent."""
    said: dict[tuple[str, str], Receipt] = {}
    for _entry, answer in world.given:
        if isinstance(answer, Receipt):
            first = said.setdefault((answer.entry, answer.digest), answer)
            if first != answer:
                yield Broken("receipt", answer.entry)


def two_bodies_are_both_kept(world: World) -> Iterator[Broken]:
    """The same id with another digest is a conflict, not a repetition."""
    kept = {(one.sent.id, one.sent.digest) for one in world.server.store.kept}
    for sent in world.doubles:
        if (sent.id, sent.digest) not in kept:
            yield Broken("two_bodies", sent.id)


def each_device_is_in_order(world: World) -> Iterator[Broken]:
    """The order of the server never turns the order of a device around."""
    last: dict[str, int] = {}
    for one in world.server.store.kept:
        if one.receipt.outcome is Outcome.ASIDE:
            continue
        if one.sent.seq <= last.get(one.device, 0):
            yield Broken("order", one.sent.id)
        last[one.device] = one.sent.seq


def only_a_copied_phone_uses_numbers_twice(world: World) -> Iterator[Broken]:
    """Setting aside for a used number is for phones put back from a copy, not for what the network did."""
    for one in world.server.store.kept:
        if one.receipt.reason is Reason.SEQUENCE_USED and one.device not in world.put_back:
            yield Broken("order", f"{one.sent.id} came after its turn")


def nobody_is_overwritten_unseen(world: World) -> Iterator[Broken]:
    """A value replaces only the version that its author had before their eyes, or their own before it."""
    seen = {(deed.entry, name): base for deed in world.deeds for name, base, _value in deed.changes}
    led_to = world.server.store.by_entry
    for one in world.server.store.written:
        if one.entry == "office":
            continue
        base = seen.get((one.entry, one.name), "?")
        if is_own(base):
            base = led_to.get((base.removeprefix("entry:"), one.name), "?")
        if base != one.over:
            yield Broken("overwritten", f"{one.entry} {one.name}")


def every_value_is_somewhere(world: World) -> Iterator[Broken]:
    """Written, the same already, or before a person: of every entry that was not set aside."""
    store = world.server.store
    there = {(one.entry, one.name, one.value) for one in store.written}
    there |= {(entry, name, value) for entry, name, value, _version in store.clashes}
    for one in store.kept:
        if one.receipt.outcome is Outcome.ASIDE:
            continue
        for name, _base, value in decode(one.sent.body):
            if (one.sent.id, name, value) not in there and (one.sent.id, name) not in store.by_entry:
                yield Broken("vanished", f"{one.sent.id} {name}")


def lost_phones_hold_nothing(world: World) -> Iterator[Broken]:
    """After the contacts at the end a phone that was reported lost shows nothing."""
    for name in world.server.store.lost:
        device = world.devices[name]
        if device.fields or not device.is_wiped:
            yield Broken("wipe", name)


CHECKS = (
    nothing_acknowledged_is_lost,
    nothing_entered_is_lost,
    nothing_is_doubled,
    what_is_kept_is_what_was_entered,
    the_same_entry_has_one_receipt,
    two_bodies_are_both_kept,
    each_device_is_in_order,
    only_a_copied_phone_uses_numbers_twice,
    nobody_is_overwritten_unseen,
    every_value_is_somewhere,
    lost_phones_hold_nothing,
)
