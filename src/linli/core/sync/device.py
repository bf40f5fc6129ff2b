"""The device's half of the protocol. Everything here but nothing else survives a restart of the phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .clock import Shown, may_show
from .merge import own_base
from .verdicts import Again, Receipt
from .wire import Sent, digest_of

Change = tuple[str, str, str]
"""Field, base version, value."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One request: who, what it has queued (oldest first), the oldest number it has, and its clock."""

    device: str
    entries: tuple[Sent, ...]
    oldest: int
    clock: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: for each entry a receipt or the wish to have it again; what the device may hold; wipe or not.

    `cursor` grows with every change of the record: of two answers the later cursor says more.
    """

    answers: Mapping[str, Receipt | Again]
    cursor: int
    fields: Mapping[str, str] = field(default_factory=dict)
    wipe: bool = False


class Device:
    """A phone: its queue, its sequence, the versions it has seen, the receipts it was given."""

    batch = 50

    def __init__(self, name: str) -> None:
        self.id = name
        self.queue: list[Sent] = []
        self.next_seq = 1
        self.fields: dict[str, str] = {}
        self.pending: dict[str, str] = {}
        self.receipts: dict[str, Receipt] = {}
        self.cursor = -1
        self.shown: Shown | None = None
        self.is_wiped = False

    def base_of(self, name: str) -> str:
        """The version on which a change made now rests: that of the own entry on its way, or the one seen last."""
        return own_base(self.pending[name]) if name in self.pending else self.fields.get(name, "")

    def save(self, entry: str, values: Sequence[tuple[str, str]], form: str = "visit") -> Sent:
        """Make an entry: in the queue, and on the disk, before the officer is told that it is saved."""
        body = encode([(name, self.base_of(name), value) for name, value in values])
        sent = Sent(entry, self.next_seq, digest_of(body), form, 1, 0, body)
        self.queue.append(sent)
        self.next_seq += 1
        for name, _value in values:
            self.pending[name] = entry
        return sent

    def contact(self, clock: float = 0.0) -> Contact:
        """What is sent when there is a network; the queue stays as it is until receipts are there."""
        oldest = self.queue[0].seq if self.queue else self.next_seq
        return Contact(self.id, tuple(self.queue[: self.batch]), oldest, clock)

    def hear(self, reply: Reply, clock: float = 0.0) -> None:
        """Take an answer in, however late and however often it comes."""
        for sent in list(self.queue):
            answer = reply.answers.get(sent.id)
            if isinstance(answer, Receipt) and answer.digest == sent.digest:
                self.receipts[sent.id] = answer
                self.queue.remove(sent)
        waiting = {sent.id for sent in self.queue}
        self.pending = {name: id_ for name, id_ in self.pending.items() if id_ in waiting}
        if reply.wipe:
            self.wipe()
            return
        self.shown = Shown(clock, clock)
        if reply.cursor > self.cursor:
            self.cursor = reply.cursor
            self.fields = dict(reply.fields)

    def look(self, clock: float) -> bool:
        """Whether the app may show what it holds at this reading of its clock."""
        if self.shown is None:
            return False
        allowed = not self.is_wiped and may_show(self.shown, clock)
        self.shown = Shown(self.shown.synced, max(self.shown.latest, clock))
        return allowed

    def wipe(self) -> None:
        """Forget everything that was held. The queue stays until the server has it: nobody here can open it."""
        self.fields.clear()
        self.pending.clear()
        self.is_wiped = True


def encode(changes: Sequence[Change]) -> bytes:
    """Changes as the simulation's devices write them."""
    return "\n".join("\t".join(change) for change in changes).encode()


def decode(body: bytes) -> list[Change]:
    """The changes of a body. Raises ValueError."""
    found: list[Change] = []
    for line in body.decode().split("\n"):
        name, base, value = line.split("\t")
        found.append((name, base, value))
    return found
