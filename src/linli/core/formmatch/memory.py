"""What people have confirmed before: votes for elements by label, by heading, and by the same form seen earlier."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .index import PhraseIndex

# A neighbour less alike than this is another label.
ALIKE = 0.8
# How far a label without its person counts as the same label.
OF_REST = 0.98


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: `heading` is the section or the word for a person it is under, `about` what the form is
    about, `so_far` a digest of the form's title and its labels down to this one, `rest` what is asked about the
    person the label names.
    """

    label: str
    heading: str
    about: str
    department: str
    so_far: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One field as a person confirmed it: `accept` are the right elements, or NONE."""

    place: Place
    form_id: str
    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Votes:
    """What was confirmed for a label, each answer with its part of the whole, how many forms and departments stand
    behind it, and how alike the label is.
    """

    answers: Mapping[tuple[str, ...], float]
    forms: int
    departments: int
    likeness: float = 1.0
    same_department: bool = False

    def shares(self, by: Callable[[str], Iterable[str]] = lambda element: (element,)) -> dict[str, float]:
        """The part of the answers that holds each element, or each of what `by` says of an element."""
        found: dict[str, float] = defaultdict(float)
        for answer, part in self.answers.items():
            for name in {name for element in answer for name in by(element)}:
                found[name] += part
        return dict(found)


NO_VOTES = Votes({}, 0, 0, 0.0)


@dataclass(slots=True)
class _Tally:
    """Confirmations of one label counted together, so that asking costs the same after many years."""

    counts: Counter[tuple[tuple[str, ...], str, str]] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    departments: set[str] = field(default_factory=set)

    def add(self, one: Confirmation) -> None:
        """Count one more."""
        self.counts[one.accept, one.place.about, one.place.department] += 1
        self.forms.add(one.form_id)
        self.departments.add(one.place.department)

    def votes(self, at: Place, likeness: float) -> Votes:
        """Shares of the answers: the same department and forms about the same kind of thing count double."""
        answers: dict[tuple[str, ...], float] = defaultdict(float)
        for (accept, about, department), count in self.counts.items():
            weight = (2.0 if about == at.about else 1.0) * (2.0 if department == at.department else 1.0)
            answers[accept] += weight * count
        total = sum(answers.values())
        return Votes(
            {answer: weight / total for answer, weight in answers.items()},
            len(self.forms),
            len(self.departments),
            likeness,
            at.department in self.departments,
        )


Tallies = defaultdict[Hashable, _Tally]


class Memory:
    """Confirmations, to be asked by where a label stands."""

    def __init__(self, confirmations: Iterable[Confirmation] = ()) -> None:
        self.confirmations = tuple(confirmations)
        self._by_label: Tallies = defaultdict(_Tally)
        self._by_rest: Tallies = defaultdict(_Tally)
        self._by_heading: Tallies = defaultdict(_Tally)
        self._by_form: Tallies = defaultdict(_Tally)
        for one in self.confirmations:
            at = one.place
            self._by_label[at.label].add(one)
            if at.rest:
                self._by_rest[at.rest].add(one)
            if at.heading:
                self._by_heading[at.label, at.heading].add(one)
            if at.so_far:
                self._by_form[at.so_far, at.department].add(one)

    @classmethod
    def of(cls, confirmations: Iterable[Confirmation]) -> Memory:
        """A memory of these."""
        return cls(confirmations)

    def __bool__(self) -> bool:
        return bool(self.confirmations)

    @cached_property
    def index(self) -> PhraseIndex:
        """Labels, to be searched for one much like another."""
        return PhraseIndex(tuple(sorted(map(str, self._by_label))))

    def of_label(self, at: Place) -> Votes:
        """Votes by label alone, or by what it asks about the person it names, or by a label much like it."""
        likeness, known = 1.0, self._by_label.get(at.label)
        if not known and at.rest:
            # 包案人电话 asks what 电话 asks, of somebody else.
            likeness, known = OF_REST, self._by_label.get(at.rest) or self._by_rest.get(at.rest)
        if not known:
            near = [pair for pair in self.index.near(at.label)[:1] if pair[1] >= ALIKE]
            if not near:
                return NO_VOTES
            likeness, known = near[0][1], self._by_label[near[0][0]]
        return known.votes(at, likeness)

    def of_place(self, at: Place) -> Votes:
        """Votes for exactly this place: the same form seen earlier, else the same label under the same heading.

        A form is the same down to a field when its title and all labels before are; what is added later at its end
        does not make it another.
        """
        known = self._by_form.get((at.so_far, at.department)) if at.so_far else None
        if not known and at.heading:
            known = self._by_heading.get((at.label, at.heading))
        return known.votes(at, 1.0) if known else NO_VOTES
