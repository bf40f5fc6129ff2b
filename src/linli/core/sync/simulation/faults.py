"""Faults planted in the protocol, one at a time: a simulation that does not find them proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from linli.core.sync.device import Contact, Device, Reply, encode
from linli.core.sync.merge import Fate, Held
from linli.core.sync.server import Server
from linli.core.sync.verdicts import Again, Outcome, Reason, Receipt
from linli.core.sync.wire import Sent, digest_of


def _handle(server: Server, contact: Contact, crash_after: int | None) -> Reply | None:
    return server.handle(contact, crash_after)


def _nothing(device: Device, *_more: object) -> None:
    """A sound device does nothing of its own here."""


@dataclass(frozen=True)
class Fault:
    """How a run differs from a sound one: another device, another server, or another moment of answering."""

    name: str
    device: Callable[[str], Device] = Device
    server: Callable[[], Server] = Server
    handle: Callable[[Server, Contact, int | None], Reply | None] = _handle
    restart: Callable[[Device], None] = _nothing
    unanswered: Callable[[Device, Contact | None], None] = _nothing


NONE = Fault("none")


# -- servers ---------------------------------------------------------------------------------------------------
class IgnoresDigest(Server):
    """The same id is taken for a repetition, whatever the body."""

    def take(self, contact: Contact, sent: Sent) -> Receipt | Again:
        for given in self.store.by_id.get(sent.id, ()):
            return replace(given, digest=sent.digest)
        return super().take(contact, sent)


class LastWriterWins(Server):
    """No look at the base version."""

    def fate(self, base: str, held: Held, value: str) -> Fate:
        return Fate.WRITE


class AppliesTwice(Server):
    """An entry that comes again is written again."""

    def take(self, contact: Contact, sent: Sent) -> Receipt | Again:
        if sent.id in self.store.by_id and sent.is_whole:
            self.apply(sent)
        return super().take(contact, sent)


class AcceptsGaps(Server):
    """A number that leaves a gap is welcome."""

    def take(self, contact: Contact, sent: Sent) -> Receipt | Again:
        if sent.seq > self.store.last_seq.get(contact.device, 0) + 1:
            self.store.last_seq[contact.device] = sent.seq - 1
        return super().take(contact, sent)


class NoSequence(Server):
    """Numbers are not looked at."""

    def take(self, contact: Contact, sent: Sent) -> Receipt | Again:
        self.store.last_seq[contact.device] = sent.seq - 1
        return super().take(contact, sent)


class AcceptsTornBodies(Server):
    """A body that was cut is kept as it is."""

    def take(self, contact: Contact, sent: Sent) -> Receipt | Again:
        if not sent.is_whole and sent.id not in self.store.by_id:
            self.store.last_seq[contact.device] = max(sent.seq, self.store.last_seq.get(contact.device, 0))
            return self.keep(contact.device, sent, Reason.UNREADABLE)
        return super().take(contact, sent)


class DropsTheLoser(Server):
    """Of two values the second is thrown away."""

    def change(self, sent: Sent, change: tuple[str, str, str]) -> Fate:
        what = super().change(sent, change)
        if what is Fate.CLASH:
            self.store.clashes.pop()
        return what


class GivesNewReceipts(Server):
    """A repetition gets a receipt of its own."""

    def take(self, contact: Contact, sent: Sent) -> Receipt | Again:
        again = any(one.digest == sent.digest for one in self.store.by_id.get(sent.id, ()))
        answer = super().take(contact, sent)
        if again and isinstance(answer, Receipt):
            return replace(answer, position=answer.position + 1000)
        return answer


class ForgetsWiping(Server):
    """A phone that was reported lost is served like any other."""

    def reply(self, device: str, answers: dict[str, Receipt | Again]) -> Reply:
        fields = {name: held.version for name, held in self.store.record.items()}
        return Reply(answers, self.store.versions, fields)


class OrdersByClock(Server):
    """What was made later by the device's clock counts as later, and the clock decides between two values."""

    latest: dict[str, int]

    def change(self, sent: Sent, change: tuple[str, str, str]) -> Fate:
        stamps = self.__dict__.setdefault("latest", {})
        name, _base, value = change
        if sent.age < stamps.get(name, -(10**12)):
            return Fate.SAME
        stamps[name] = sent.age
        self.write(sent.id, name, value)
        return Fate.WRITE


class RefusesClashes(Server):
    """A clash is answered like a refusal: the device is told that it is done, and nothing is kept."""

    def keep(self, device: str, sent: Sent, aside: Reason) -> Receipt:
        receipt = super().keep(device, sent, aside)
        if receipt.outcome is Outcome.CLASH:
            self.store.kept.pop()
        return receipt


# -- devices ---------------------------------------------------------------------------------------------------
class IgnoresWipe(Device):
    """Goes on after it was told to forget."""

    def wipe(self) -> None:
        return None


class ShowsForEver(Device):
    """Shows what it holds however long ago that was."""

    def look(self, clock: float) -> bool:
        super().look(clock)
        return self.shown is not None and not self.is_wiped


class ForgetsWhatItSent(Device):
    """Empties its queue when it sends, not when a receipt is there."""

    def contact(self, clock: float = 0.0) -> Contact:
        made = super().contact(clock)
        self.queue = self.queue[self.batch :]
        return made


class NewIdEachTime(Device):
    """Gives an entry a new id whenever it sends it."""

    count = 0

    def contact(self, clock: float = 0.0) -> Contact:
        made = super().contact(clock)
        renamed = []
        for sent in made.entries:
            self.count += 1
            renamed.append(replace(sent, id=f"{sent.id}/{self.count}", seq=self.next_seq + self.count))
        return replace(made, entries=tuple(renamed), oldest=renamed[0].seq if renamed else made.oldest)

    def hear(self, reply: Reply, clock: float = 0.0) -> None:
        answers = {entry.split("/")[0]: answer for entry, answer in reply.answers.items()}
        super().hear(replace(reply, answers=answers), clock)


class BaseWhenSending(Device):
    """Says what it has seen when it sends, not what the officer saw when entering."""

    def contact(self, clock: float = 0.0) -> Contact:
        for place, sent in enumerate(self.queue):
            lines = [line.split("\t") for line in sent.body.decode().split("\n")]
            body = encode([(name, self.fields.get(name, ""), value) for name, _base, value in lines])
            self.queue[place] = replace(sent, body=body, digest=digest_of(body))
        return super().contact(clock)


class ReceiptsByPlace(Device):
    """Takes the first receipt for that of its first entry."""

    def hear(self, reply: Reply, clock: float = 0.0) -> None:
        count = sum(isinstance(answer, Receipt) for answer in reply.answers.values())
        super().hear(replace(reply, answers={}), clock)
        self.queue = self.queue[count:]


def _restart_forgetting(device: Device) -> None:
    if device.queue:
        device.queue.pop()


def _refused(device: Device, contact: Contact | None) -> None:
    """No answer came, so the server does not want it."""
    sent = {one.id for one in contact.entries} if contact else set()
    device.queue = [one for one in device.queue if one.id not in sent]


def _answer_first(server: Server, contact: Contact, crash_after: int | None) -> Reply | None:
    """The receipts leave before the transaction is on the disk."""
    if crash_after is None:
        return server.handle(contact)
    server.handle(contact, crash_after)
    done = {sent.id for sent in contact.entries[:crash_after]}
    answers: dict[str, Receipt | Again] = {}
    for place, sent in enumerate(contact.entries):
        if sent.is_whole:
            known = next(
                (one for one in server.store.by_id.get(sent.id, ()) if one.digest == sent.digest), None
            )
            fresh = Receipt(sent.id, sent.digest, len(server.store.kept) + place, Outcome.TAKEN)
            answers[sent.id] = known if known and sent.id in done else known or fresh
    return server.reply(contact.device, answers)


FAULTS: tuple[Fault, ...] = (
    Fault("a lost answer is taken for a refusal", unanswered=_refused),
    Fault("the digest is ignored", server=IgnoresDigest),
    Fault("the last writer wins", server=LastWriterWins),
    Fault("the device's clock decides", server=OrdersByClock),
    Fault("an entry that comes again is written again", server=AppliesTwice),
    Fault("receipts leave before the disk has it", handle=_answer_first),
    Fault("the server forgets to wipe", server=ForgetsWiping),
    Fault("the device ignores wiping", device=IgnoresWipe),
    Fault("gaps in the sequence are accepted", server=AcceptsGaps),
    Fault("numbers are not looked at", server=NoSequence),
    Fault("torn bodies are accepted", server=AcceptsTornBodies),
    Fault("the losing value is thrown away", server=DropsTheLoser),
    Fault("a clash is kept nowhere", server=RefusesClashes),
    Fault("a repetition gets a new receipt", server=GivesNewReceipts),
    Fault("what is held is shown for ever", device=ShowsForEver),
    Fault("the queue is emptied when sending", device=ForgetsWhatItSent),
    Fault("an entry gets a new id each time", device=NewIdEachTime),
    Fault("the base is taken when sending", device=BaseWhenSending),
    Fault("receipts are matched by place", device=ReceiptsByPlace),
    Fault("saved before it is on the disk", restart=_restart_forgetting),
)
