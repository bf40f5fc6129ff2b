"""A subject's card: each element with its value, where it comes from, and what other sources say."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.scope import Scope
from linli.register import refusals
from linli.register.elements import LINKS, SINGLE_LINKS
from linli.register.ledger.facts import EVERYWHERE, LiveFact
from linli.register.ledger.load import Loaded, Loader
from linli.register.ledger.people import clusters
from linli.register.models import Entry, Source
from linli.register.queries.where import whereabouts
from linli.register.states import Method, SubjectKind


@dataclass(frozen=True, slots=True)
class Word:
    """One source's word on an element: the value in the clear, or the subject it points to.

    `subject` is whom the fact was recorded for: after a merge it may be another than the card's.
    """

    fact_id: UUID
    subject: UUID
    value: str
    object: UUID | None
    is_sealed: bool
    source: str
    method: Method
    valid_from: date | None
    valid_to: date | None
    recorded_at: datetime
    by: str
    entry_id: UUID
    corrects: UUID | None


@dataclass(frozen=True, slots=True)
class CardValue:
    """An element: the believed word, the last words of other sources, and whether they disagree."""

    element: str
    word: Word
    others: tuple[Word, ...] = ()
    disagree: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A subject as believed on `on`, as known at `known` (None: now). Values are in the clear: doors get them
    through the gate only. `members` are the subjects shown as one here; `place` is where its row lies now.
    """

    subject_id: UUID
    kind: SubjectKind
    division_code: str
    grid: str
    on: date
    known: datetime | None
    values: tuple[CardValue, ...]
    links: tuple[CardValue, ...]
    members: tuple[UUID, ...]

    def value(self, element: str) -> str:
        """The believed value; empty when there is none."""
        return next((one.word.value for one in self.values if one.element == element), "")

    @property
    def conflicts(self) -> tuple[CardValue, ...]:
        """The elements on which sources disagree."""
        return tuple(one for one in self.values if one.disagree)


def card(subject_id: UUID, *, on: date, scope: Scope, known: datetime | None = None) -> Card:
    """The card of any subject; one that was merged shows the card of what it was merged into.

    A handful of queries, whatever is known. Raises register.subject_unknown, also outside the scope.
    """
    members = clusters(subject_id, known)
    place = whereabouts([members[0]]).get(members[0])
    if place is None or not scope.covers(place.code):
        raise refusals.subject_unknown()
    loader = Loader(on, known, place.district)
    loaded = loader.load_members({members[0]: members})
    view = loaded.views[members[0]]
    if not view.live:
        raise refusals.subject_unknown()
    words = _Words(loaded)
    return Card(
        subject_id=members[0],
        kind=place.kind,
        division_code=place.division_code,
        grid=place.grid,
        on=on,
        known=known,
        values=tuple(
            CardValue(
                element, words.of(one.fact), tuple(words.of(other) for other in one.others), one.disagree
            )
            for element, one in view.golden.items()
            if element not in LINKS or element in SINGLE_LINKS
        ),
        links=tuple(CardValue(link.element, words.of(link)) for link in view.links),
        members=tuple(members),
    )


def person_card(subject_id: UUID, *, on: date, known: datetime | None = None, scope: Scope) -> Card:
    """The card of a person. Raises register.subject_unknown for anything else too."""
    found = card(subject_id, on=on, known=known, scope=scope)
    if found.kind is not SubjectKind.PERSON:
        raise refusals.subject_unknown()
    return found


class _Words:
    """Facts in words."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    def of(self, fact: LiveFact) -> Word:
        """One fact in words."""
        entry = self.loaded.entries[fact.entry]
        return Word(
            fact_id=fact.id,
            subject=fact.subject,
            value="" if fact.object else self.loaded.open(fact),
            object=self.loaded.canonical.get(fact.object) if fact.object else None,
            is_sealed=fact.sealed is not None,
            source=entry.source,
            method=entry.method,
            valid_from=fact.valid_from,
            valid_to=fact.valid_to,
            recorded_at=entry.recorded_at,
            by=entry.label,
            entry_id=fact.entry,
            corrects=fact.corrects,
        )


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source by its code."""

    code: str
    name_zh: str
    name_en: str
    department: str


def sources() -> tuple[SourceRow, ...]:
    """All sources."""
    rows = Source.objects.order_by("id").values_list("code", "name_zh", "name_en", "department")
    return tuple(SourceRow(*row) for row in rows)


def districts() -> tuple[str, ...]:
    """The districts that the record has anything of."""
    rows = Entry.objects.in_scope(EVERYWHERE).order_by("district").values_list("district", flat=True)
    return tuple(rows.distinct())
