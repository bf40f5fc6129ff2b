"""One run: officers, an office that edits too, a bad network, crashes and restarts, all drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from random import Random

from linli.core.sync.clock import TTL
from linli.core.sync.device import Contact, Device, Reply, encode
from linli.core.sync.merge import OWN
from linli.core.sync.server import Server
from linli.core.sync.simulation.faults import NONE, Fault
from linli.core.sync.wire import Sent, digest_of

FIELDS = ("a.phone", "a.work", "b.phone", "home.use")
STEPS, QUIET = 36, 12
HOUR = 3600.0


@dataclass(slots=True)
class Deed:
    """Something an officer did, as only the world knows it: what was entered, over which versions, in which order."""

    number: int
    device: str
    entry: str
    digest: str
    changes: tuple[tuple[str, str, str], ...]
    """Field, the base as the officer saw it when entering, value."""


@dataclass(slots=True)
class Flight:
    """A message on its way: a contact to the server, or a reply to a device."""

    to: str
    contact: Contact | None = None
    reply: Reply | None = None


@dataclass(slots=True)
class Broken:
    """A promise that was broken, and how."""

    promise: str
    detail: str = ""


@dataclass
class World:
    """Everything of one run. `clock` is the true time in seconds; devices read it through clocks of their own."""

    seed: int
    fault: Fault = NONE
    deeds: list[Deed] = field(default_factory=list)
    doubles: list[Sent] = field(default_factory=list)
    flights: list[Flight] = field(default_factory=list)
    given: list[tuple[str, object]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    told_wipe: set[str] = field(default_factory=set)
    copies: dict[str, Device] = field(default_factory=dict)
    put_back: set[str] = field(default_factory=set)
    forgiven: set[str] = field(default_factory=set)
    lost_at: dict[str, int] = field(default_factory=dict)
    clock: float = 0.0

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)  # noqa: S311  # repeatable on purpose; guards nothing
        self.server: Server = self.fault.server()
        self.devices: dict[str, Device] = {}
        self.offset: dict[str, float] = {}
        self.contacted: dict[str, float] = {}
        self.ids = 0
        for number in range(self.rng.choice((1, 2, 2, 3))):
            name = f"d{number}"
            self.devices[name] = self.fault.device(name)
            # One clock in four is years off.
            self.offset[name] = self.rng.choice((0.0, 40.0, -3000.0, 10 * 365 * 24 * HOUR))
        for name in FIELDS:
            self.server.write("office", name, "0")

    # -- what can happen ---------------------------------------------------------------------------------------
    def some_device(self) -> Device:
        """Any of the devices."""
        return self.devices[self.rng.choice(list(self.devices))]

    def reading(self, device: Device) -> float:
        """What the device's clock shows."""
        return self.clock + self.offset[device.id]

    def enter(self) -> None:
        """An officer saves an entry, with or without a network; a wiped phone has no officer any more."""
        device = self.some_device()
        if device.is_wiped:
            return
        names = self.rng.sample(FIELDS, self.rng.choice((1, 1, 2)))
        self.ids += 1
        number = self.ids
        values = [(name, f"{number}" if self.rng.random() < 0.9 else "0") for name in names]
        seen = [(name, device.base_of(name), value) for name, value in values]
        self.clock += 1
        sent = device.save(f"e{number}", values)
        self.deeds.append(Deed(number, device.id, sent.id, sent.digest, tuple(seen)))
        if self.rng.random() < 0.2:
            self.restart(device)

    def restart(self, device: Device) -> None:
        """The phone restarts: what was not on its disk is gone. A sound device loses nothing."""
        self.fault.restart(device)

    def send(self) -> None:
        """A device makes contact."""
        device = self.some_device()
        self.flights.append(Flight("server", contact=device.contact(self.reading(device))))

    def deliver(self) -> None:
        """Some message arrives, not the oldest by need; sometimes it stays on its way and arrives again."""
        if not self.flights:
            return
        flight = self.rng.choice(self.flights)
        if self.rng.random() < 0.85:
            self.flights.remove(flight)
        self.arrive(flight)

    def arrive(self, flight: Flight, crash: bool = True) -> None:
        """A message at its end. The server may die in the middle; a body may have been cut on the way."""
        if flight.reply is not None:
            self.hear(self.devices[flight.to], flight.reply)
            return
        assert flight.contact is not None
        contact = flight.contact
        if crash and contact.entries and self.rng.random() < 0.1:
            contact = self.cut(contact)
        dies = crash and self.rng.random() < 0.12
        after = self.rng.randrange(len(contact.entries) + 1) if dies else None
        reply = self.fault.handle(self.server, contact, after)
        if reply is None:
            return
        for entry, answer in reply.answers.items():
            self.given.append((entry, answer))
        if reply.wipe or contact.device in self.server.store.lost:
            self.told_wipe.add(contact.device)
        self.flights.append(Flight(contact.device, reply=reply))

    def cut(self, contact: Contact) -> Contact:
        """One body was damaged on the way."""
        place = self.rng.randrange(len(contact.entries))
        entries = list(contact.entries)
        entries[place] = replace(entries[place], body=entries[place].body[:-1])
        return replace(contact, entries=tuple(entries))

    def hear(self, device: Device, reply: Reply) -> None:
        """A device takes an answer in."""
        device.hear(reply, self.reading(device))
        self.contacted[device.id] = self.clock
        if device.id in self.told_wipe and reply.wipe and (device.fields or not device.is_wiped):
            self.broken.append(Broken("wipe", device.id))
        if device.id in self.server.store.lost and reply.fields and not reply.wipe:
            self.late(device, reply)

    def late(self, device: Device, reply: Reply) -> None:
        """A reply made before the phone was reported lost may still arrive; one made after must hold nothing."""
        if getattr(reply, "cursor", 0) > self.lost_at.get(device.id, 0):
            self.broken.append(Broken("wipe", f"{device.id} was given fields"))

    def lose(self) -> None:
        """A phone is reported lost."""
        device = self.some_device()
        store = self.server.store
        if device.id not in store.lost and self.rng.random() < 0.3:
            store.lost.add(device.id)
            self.lost_at[device.id] = store.versions

    def drop(self) -> None:
        """A message is lost. Some devices notice that no answer came."""
        if self.flights:
            flight = self.flights.pop(self.rng.randrange(len(self.flights)))
            name = flight.contact.device if flight.contact else flight.to
            self.fault.unanswered(self.devices[name], flight.contact)

    def edit(self) -> None:
        """Somebody in the office changes a value, knowing what is held."""
        self.ids += 1
        self.server.write("office", self.rng.choice(FIELDS), f"{self.ids}")

    def double(self) -> None:
        """A body arrives under an id that another body has already: a fault in some app, or somebody's hand."""
        there = [deed for deed in self.deeds if deed.entry in self.server.store.by_id]
        if not there:
            return
        deed = self.rng.choice(there)
        body = encode([(deed.changes[0][0], "?", f"x{len(self.doubles)}")])
        sent = Sent(deed.entry, 1, digest_of(body), "visit", 1, 0, body)
        self.fault.handle(self.server, Contact(deed.device, (sent,), 1), None)
        self.doubles.append(sent)

    def copy_back(self) -> None:
        """A phone is put back to a copy made earlier: what was entered since is not on it, numbers are used anew."""
        device = self.some_device()
        copy = self.copies.get(device.id)
        if copy is None:
            self.copies[device.id] = deepcopy(device)
        elif not device.is_wiped:
            there = {sent.id for sent in copy.queue}
            self.forgiven |= {sent.id for sent in device.queue} - there
            self.put_back.add(device.id)
            self.devices[device.id] = self.copies.pop(device.id)

    def wait(self) -> None:
        """Time passes; somebody looks at a phone afterwards."""
        self.clock += self.rng.choice((60.0, HOUR, 20 * HOUR, 80 * HOUR))
        device = self.some_device()
        since = self.clock - self.contacted.get(device.id, -1e12)
        if device.look(self.reading(device)) and since > TTL:
            self.broken.append(Broken("ttl", f"{device.id} after {since:.0f} s"))

    # -- the run -----------------------------------------------------------------------------------------------
    def go(self) -> World:
        """The run itself, and then a good network until nothing is on its way."""
        happenings: tuple[tuple[Callable[[], None], int], ...] = (
            (self.enter, 8),
            (self.send, 7),
            (self.deliver, 12),
            (self.drop, 4),
            (self.edit, 2),
            (self.wait, 2),
            (self.lose, 1),
            (self.double, 1),
            (self.copy_back, 1),
        )
        acts = [act for act, weight in happenings for _ in range(weight)]
        for act in self.rng.choices(acts, k=STEPS):
            act()
        self.settle()
        return self

    def settle(self) -> None:
        """Everything that is still on its way arrives late; then every device makes contact until it has nothing."""
        late = self.flights
        self.flights = []
        for flight in late:
            self.arrive(flight, crash=False)
        for _round in range(QUIET):
            for device in self.devices.values():
                self.arrive(Flight("server", contact=device.contact(self.reading(device))), crash=False)
            for flight in self.flights:
                self.arrive(flight)
            self.flights = []
            if not any(device.queue for device in self.devices.values()):
                break


def is_own(base: str) -> bool:
    """Whether a base names an entry of the same device."""
    return base.startswith(OWN)


def run(seed: int, fault: Fault = NONE) -> World:
    """One run from its seed."""
    return World(seed, fault).go()
