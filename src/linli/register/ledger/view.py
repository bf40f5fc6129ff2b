"""A subject as believed on a day: the golden value of each element, its links, and when that will change by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from linli.register.elements import LINKS, SINGLE_LINKS, Shapes
from linli.register.ledger.facts import EntryInfo, LiveFact, in_force
from linli.register.ledger.golden import Golden, Ranking, by_element, chosen
from linli.register.values import lookup_key

Open = Callable[[LiveFact], str]
"""Opens a fact's value; hands back the value of one that is not sealed."""


@dataclass(slots=True)
class View:
    """What is believed of one canonical subject.

    `links` are all live facts that point to other subjects and of which there may be several, `live` all facts that
    count, whichever day they hold on. `next_change` is the next day on which one begins or ends to hold.
    """

    subject: UUID
    golden: dict[str, Golden] = field(default_factory=dict)
    links: list[LiveFact] = field(default_factory=list)
    live: list[LiveFact] = field(default_factory=list)
    next_change: date | None = None

    def value(self, element: str) -> str:
        """The believed value, empty when there is none."""
        found = self.golden.get(element)
        return found.value if found else ""

    def object(self, element: str) -> UUID | None:
        """The subject that an element points to."""
        found = self.golden.get(element)
        return found.fact.object if found else None

    def day(self, element: str) -> date | None:
        """The believed value of an element whose values are days."""
        text = self.value(element)
        return date.fromisoformat(text) if text else None

    @property
    def conflicts(self) -> int:
        """On how many elements sources disagree."""
        return len(self.disputed)

    @property
    def disputed(self) -> frozenset[str]:
        """The elements on which sources disagree."""
        return frozenset(element for element, one in self.golden.items() if one.disagree)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a view depends on beside the facts themselves."""

    day: date
    entries: Mapping[UUID, EntryInfo]
    ranking: Ranking
    open: Open
    shapes: Shapes
    known: datetime | None = None
    canonical: Mapping[UUID, UUID] = field(default_factory=dict)
    """Of subjects that are pointed to: the one each is shown under, where that is another."""


def views_of(
    members: Mapping[UUID, Sequence[UUID]], facts: Iterable[LiveFact], reading: Reading
) -> dict[UUID, View]:
    """The view of each canonical subject, given its members and their facts."""
    canonical = {member: one for one, all_of_it in members.items() for member in all_of_it}
    grouped: dict[UUID, list[LiveFact]] = {one: [] for one in members}
    for fact in facts:
        grouped[canonical[fact.subject]].append(fact)
    return {one: view_of(one, rows, reading) for one, rows in grouped.items()}


def view_of(subject: UUID, facts: Sequence[LiveFact], reading: Reading) -> View:
    """The view of one subject."""
    live = in_force(facts, reading.entries, reading.known)
    corrected = {fact.id: fact for fact in facts} if len(live) < len(facts) else {}
    view = View(subject, live=live)
    ahead = [
        edge
        for fact in live
        for edge in (fact.valid_from, fact.valid_to)
        if edge is not None and edge > reading.day
    ]
    view.next_change = min(ahead, default=None)
    for element, rows in by_element(fact for fact in live if fact.holds_on(reading.day)).items():
        if element in LINKS and element not in SINGLE_LINKS:
            view.links.extend(rows)
            continue
        shape = reading.shapes.get(element)
        information = shape.information if shape else ""
        words = (
            rows
            if len(rows) == 1
            else chosen(
                rows,
                reading.entries,
                lambda source, element=element, information=information: reading.ranking.rank(  # type: ignore[misc]
                    element, information, source
                ),
                corrected,
            )
        )
        view.golden[element] = _golden(words, reading, shape.lookup if shape else "")
    return view


def _golden(words: Sequence[LiveFact], reading: Reading, lookup: str) -> Golden:
    first, *others = words
    value = "" if first.object else reading.open(first)
    if not others:
        return Golden(first, value)
    said = {_said(fact, reading, lookup) for fact in words}
    return Golden(first, value, tuple(others), len(said) > 1)


def _said(fact: LiveFact, reading: Reading, lookup: str) -> object:
    """What is compared: names without their dots, numbers in 18 digits, subjects by what they are shown under."""
    if fact.object:
        return reading.canonical.get(fact.object, fact.object)
    return lookup_key(lookup, reading.open(fact)) if lookup else reading.open(fact)
