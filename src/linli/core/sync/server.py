"""The server's half of the protocol over a store in memory: what the database does, without the database."""

from __future__ import annotations

from dataclasses import dataclass, field

from .device import Change, Contact, Reply, decode
from .merge import OWN, Fate, Held, fate
from .verdicts import Again, DeviceView, Outcome, Reason, Receipt, judge
from .wire import Sent


@dataclass(slots=True)
class Written:
    """A value written to the record: by which entry, over which version, as which version."""

    entry: str
    name: str
    over: str
    version: str
    value: str


@dataclass(slots=True)
class Kept:
    """An entry as the server holds it."""

    device: str
    sent: Sent
    receipt: Receipt


@dataclass(slots=True)
class Store:
    """What is on the disk. A crash loses nothing of it and nothing but what is not in it."""

    kept: list[Kept] = field(default_factory=list)
    by_id: dict[str, list[Receipt]] = field(default_factory=dict)
    last_seq: dict[str, int] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    record: dict[str, Held] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    clashes: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Entry, field, the value that was brought, the version that is held."""
    by_entry: dict[tuple[str, str], str] = field(default_factory=dict)
    versions: int = 0


class Server:
    """Answers contacts. One entry is one transaction: it is kept with all that follows from it, or not at all."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store()

    def handle(self, contact: Contact, crash_after: int | None = None) -> Reply | None:
        """Take a contact in; with `crash_after` the process dies after that many entries, and nobody is answered."""
        answers: dict[str, Receipt | Again] = {}
        for number, sent in enumerate(contact.entries):
            if crash_after == number:
                return None
            answers[sent.id] = self.take(contact, sent)
        if crash_after is not None:
            return None
        return self.reply(contact.device, answers)

    def reply(self, device: str, answers: dict[str, Receipt | Again]) -> Reply:
        """The answer, with what the device may hold: nothing once it was reported lost."""
        if device in self.store.lost:
            return Reply(answers, self.store.versions, {}, wipe=True)
        fields = {name: held.version for name, held in self.store.record.items()}
        return Reply(answers, self.store.versions, fields)

    def take(self, contact: Contact, sent: Sent) -> Receipt | Again:
        """One entry, in one transaction."""
        store = self.store
        view = DeviceView(store.last_seq.get(contact.device, 0), contact.device in store.lost, contact.oldest)
        verdict = judge(sent, view, store.by_id.get(sent.id, ()))
        if verdict.again is not None:
            return verdict.again
        if verdict.receipt is not None:
            return verdict.receipt
        if verdict.takes_turn:
            store.last_seq[contact.device] = sent.seq
        return self.keep(contact.device, sent, verdict.aside)

    def keep(self, device: str, sent: Sent, aside: Reason) -> Receipt:
        """Keep an entry, write what may be written, give the receipt."""
        store = self.store
        outcome = Outcome.ASIDE if aside else self.apply(sent)
        receipt = Receipt(sent.id, sent.digest, len(store.kept) + 1, outcome, aside)
        store.kept.append(Kept(device, sent, receipt))
        store.by_id.setdefault(sent.id, []).append(receipt)
        return receipt

    def apply(self, sent: Sent) -> Outcome:
        """Write the changes of an entry field by field."""
        clashed = [self.change(sent, change) is Fate.CLASH for change in decode(sent.body)]
        return Outcome.CLASH if any(clashed) else Outcome.TAKEN

    def change(self, sent: Sent, change: Change) -> Fate:
        """One field: written, the same already, or put before a person."""
        name, base, value = change
        held = self.store.record.get(name, Held())
        what = self.fate(self.resolved(base, name), held, value)
        if what is Fate.WRITE:
            self.write(sent.id, name, value)
        elif what is Fate.SAME:
            self.store.by_entry[sent.id, name] = held.version
        else:
            self.store.clashes.append((sent.id, name, value, held.version))
        return what

    def fate(self, base: str, held: Held, value: str) -> Fate:
        """The rule for one field."""
        return fate(base, held, value)

    def resolved(self, base: str, name: str) -> str:
        """A base that names an own entry, as the version which that entry led to."""
        if not base.startswith(OWN):
            return base
        return self.store.by_entry.get((base.removeprefix(OWN), name), "?")

    def write(self, entry: str, name: str, value: str) -> None:
        """A new version of a field."""
        store = self.store
        store.versions += 1
        version = f"v{store.versions}"
        over = store.record.get(name, Held()).version
        store.written.append(Written(entry, name, over, version, value))
        store.record[name] = Held(version, value)
        store.by_entry[entry, name] = version
