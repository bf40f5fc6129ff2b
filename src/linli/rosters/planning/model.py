"""A plan: subjects and facts to be recorded, and what a person should know before saying yes."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from linli.core.linkage.single import Evidence
from linli.register.drafts import FactDraft, SubjectDraft
from linli.rosters.matching import Linked
from linli.rosters.states import ChangeKind


@dataclass(frozen=True, slots=True)
class Bringing:
    """Whose roster, for which district, for which day; `within` is the place whose people the post may write about,
    `today` the day of the work.
    """

    source: str
    district: str
    within: str
    as_of: date
    today: date


class RowFate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    LEFT_OUT = "left_out"


class How(StrEnum):
    """How a value of the roster stands to the record."""

    ADDS = "adds"
    DIFFERS = "differs"
    PROPOSES = "proposes"


@dataclass(frozen=True, slots=True)
class Difference:
    """One element of one row that the record has not, or has otherwise. `after` is plain: seal or mask it. What is
    held is not repeated here: whoever shows it reads it through the gate.
    """

    row: int
    subject: UUID
    element: str
    how: How
    after: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change in life that this source reports of a person. `before` is what it said before.

    `other` is whom they married, or the household that it is about; `people` who else is concerned, each with what
    they are to the person (a code of relationship; of a child's parents, father or mother).
    """

    row: int
    subject: UUID
    division_code: str
    kind: ChangeKind
    element: str
    before: str
    after: str
    other: UUID | None = None
    people: tuple[tuple[UUID, str], ...] = ()

    @property
    def said(self) -> str:
        """What is reported, without whom else it concerns."""
        return f"{self.kind}\x00{self.element}\x00{self.after}"

    @property
    def digest(self) -> str:
        """Names this change for its subject, whatever roster reports it."""
        other = f"\x00{self.other}" if self.other else ""
        return hashlib.sha256(f"{self.said}{other}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Doubted:
    """Two subjects, of which at least one may be new in this plan, that may be one person."""

    one: UUID
    other: UUID
    weight: float
    evidence: tuple[Evidence, ...]
    two_numbers: bool
    division_code: str


@dataclass(slots=True)
class Plan:
    """Everything that the run would write."""

    subjects: list[SubjectDraft] = field(default_factory=list)
    facts: list[FactDraft] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    proposed: list[Proposed] = field(default_factory=list)
    doubted: list[Doubted] = field(default_factory=list)
    fates: dict[int, RowFate] = field(default_factory=dict)
    linked: Linked | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Rows by fate, and what else would come of it."""
        fates = Counter(self.fates.values())
        return {
            **{fate.value: fates.get(fate, 0) for fate in RowFate},
            "facts": len(self.facts),
            "subjects": len(self.subjects),
            "proposed": len(self.proposed),
            "pairs": len(self.doubted),
        }

    @property
    def changes_nothing(self) -> bool:
        """The roster says what is held already."""
        return not (self.facts or self.subjects or self.proposed or self.doubted)

    @property
    def digest(self) -> str:
        """SHA-256 of exactly this plan. New subjects go by the order in which they are made, not by their ids."""
        name = {draft.id: f"new {place}" for place, draft in enumerate(self.subjects)}
        digest = hashlib.sha256()

        def shown(subject: UUID | None) -> str:
            return "" if subject is None else name.get(subject) or str(subject)

        for draft in self.subjects:
            digest.update(f"s\x00{draft.kind}\x00{draft.division_code}\n".encode())
        for fact in self.facts:
            digest.update(
                f"f\x00{shown(fact.subject)}\x00{fact.element}\x00{fact.value}\x00{shown(fact.object)}\n".encode()
            )
        for one in self.proposed:
            named = "\x00".join(f"{shown(who)}={how}" for who, how in one.people)
            digest.update(
                f"p\x00{shown(one.subject)}\x00{one.said}\x00{shown(one.other)}\x00{named}\n".encode()
            )
        for sides in sorted(sorted((shown(pair.one), shown(pair.other))) for pair in self.doubted):
            digest.update("d\x00{}\x00{}\n".format(*sides).encode())
        return digest.hexdigest()
