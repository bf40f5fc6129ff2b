"""Reading the views of many subjects at once, with their keys."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from linli.base.crypto.opened import cipher
from linli.register.elements import shapes
from linli.register.ledger.facts import EntryInfo, LiveFact, entries_of, facts_of
from linli.register.ledger.golden import Ranking, ranking
from linli.register.ledger.people import members_of, roots
from linli.register.ledger.view import Reading, View, views_of

UNREADABLE = ""


@dataclass(slots=True)
class Loaded:
    """Views of canonical subjects, and what they were made from."""

    views: dict[UUID, View]
    members: Mapping[UUID, Sequence[UUID]]
    entries: dict[UUID, EntryInfo]
    canonical: dict[UUID, UUID]
    open: Callable[[LiveFact], str]


@dataclass(slots=True)
class Loader:
    """Loads views for one day; entries and the ranking are kept between batches.

    `new` are subjects made in this transaction: they stand for themselves.
    """

    day: date
    known: datetime | None = None
    district: str = ""
    new: Collection[UUID] = ()
    entries: dict[UUID, EntryInfo] = field(default_factory=dict)
    _ranking: Ranking | None = None

    def load(self, canonicals: Iterable[UUID]) -> Loaded:
        """The views of subjects shown under themselves."""
        return self.load_members(members_of(canonicals))

    def load_members(self, members: Mapping[UUID, Sequence[UUID]]) -> Loaded:
        """The views of subjects whose members are in hand."""
        facts = facts_of(one for all_of_it in members.values() for one in all_of_it)
        return self.views(members, facts)

    def views(
        self,
        members: Mapping[UUID, Sequence[UUID]],
        facts: Sequence[LiveFact],
    ) -> Loaded:
        """The views made from facts in hand."""
        entries_of(facts, self.entries)
        if self._ranking is None:
            self._ranking = ranking(self.day, self.district)
        open_ = opener(facts)
        pointed = {fact.object for fact in facts if fact.object}
        canonical = {one: one for one in pointed if one in self.new}
        canonical |= roots(pointed - canonical.keys(), self.known)
        reading = Reading(
            self.day, self.entries, self._ranking, open_, shapes(self.day), self.known, canonical
        )
        return Loaded(views_of(members, facts, reading), members, self.entries, canonical, open_)


def opener(facts: Iterable[LiveFact]) -> Callable[[LiveFact], str]:
    """Opens the values of these facts; what belonged to somebody forgotten opens to nothing."""
    keys = cipher().batch(fact.subject for fact in facts if fact.sealed and fact.plain is None)
    held: tuple[UUID | None, Callable[[str, bytes], str]] = (None, _nothing)

    def open_(fact: LiveFact) -> str:
        nonlocal held
        if fact.plain is not None:
            return fact.plain
        if not fact.sealed:  # a plain one, or the shell of one whose value was erased
            return fact.value
        subject = fact.subject
        if held[0] is not subject:
            held = (subject, keys.opener(subject) if subject in keys else _nothing)
        return held[1](fact.element, fact.sealed)

    return open_


def _nothing(element: str, sealed: bytes) -> str:
    return UNREADABLE


def canonical_of(subjects: Iterable[UUID]) -> dict[UUID, UUID]:
    """The subject under which each is shown now; forgotten ones are not in the answer."""
    return roots(subjects)
