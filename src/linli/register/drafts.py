"""What callers hand in to be recorded, and what they get back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from linli.base.ids import uuid7
from linli.register.states import Method, SubjectKind


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """One act of recording. `source` is the code of a Source, `purpose` a code of the catalogue, `as_of` the day
    for which the values were true. `reference` says where they stand (a roster's name and digest, a case).
    """

    source: str
    method: Method
    as_of: date
    purpose: str
    why: str = ""
    reference: str = ""


class SubjectDraft(NamedTuple):
    """A new subject. The id is made by the caller (`new_subject`), so that facts can name it."""

    id: UUID
    kind: SubjectKind
    division_code: str
    grid: str = ""


class FactDraft(NamedTuple):
    """A value of an element, or the subject it points to (`object`). `corrects` names the fact that it replaces;
    a correction with neither value nor object takes that fact back. Without `valid_from` a value holds from the
    entry's day, and one of an element that never changes (a birth date) as long as its subject.
    """

    subject: UUID
    element: str
    value: str = ""
    object: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that was recorded and should be looked at: a stable code, whom it is about, a number."""

    code: str
    subject: UUID
    number: int = 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it. `entry_id` undoes the whole."""

    entry_id: UUID
    facts: int
    subjects: int
    fact_ids: Sequence[UUID] = ()
    warnings: tuple[Warned, ...] = ()


def new_subject(kind: SubjectKind, division_code: str, grid: str = "") -> SubjectDraft:
    """A draft with an id of its own."""
    return SubjectDraft(uuid7(), kind, division_code, grid)
