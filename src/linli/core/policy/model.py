"""Rules, packs, dated values and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .errors import NOT_A_NUMBER, PolicyError
from .terms import Held, Range, Term
from .units import Names


class Guarantee(StrEnum):
    """The five guarantees, in the order of the scoreboard."""

    PEOPLE = "people"
    PLACE = "place"
    MONEY = "money"
    NETWORK = "network"
    RULES = "rules"


class Sense(StrEnum):
    """How an actual figure is held against the value."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"
    ABOUT = "about"
    WITHIN = "within"
    IS = "is"


class Status(StrEnum):
    """Whether a value holds, or somebody has only asked for it."""

    IN_FORCE = "in_force"
    PROPOSED = "proposed"


class Dated(StrEnum):
    """How well the first day is known: to the day, to its month or year, or only that it held by then."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ATTESTED = "attested"


@dataclass(frozen=True, slots=True)
class Document:
    """What a value rests on. Empty strings where the source does not say; numbers are never made up."""

    name: str
    number: str = ""
    article: str = ""
    issuer: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """What a rule has to be told: its name, and the unit it is told in."""

    code: str
    names: Names
    unit: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value is about; the same in every pack, so that packs can be compared."""

    code: str
    names: Names
    guarantee: Guarantee
    unit: str
    sense: Sense
    inputs: tuple[Input, ...] = ()
    about: Names | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated value as a document states it. `valid_to` is the first day it no longer holds."""

    rule: str
    term: Term
    document: Document
    scope: str
    pack: str
    valid_from: date
    valid_to: date | None = None
    status: Status = Status.IN_FORCE
    dated: Dated = Dated.DAY
    note: Names | None = None

    def holds_on(self, day: date) -> bool:
        """True from `valid_from` until the day before `valid_to`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def covers(self, place: str) -> bool:
        """True where the place lies inside the scope."""
        return place.startswith(self.scope)


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example an official can check. `refused` is an error code where no answer is expected."""

    name: str
    rule: str
    place: str
    day: date
    inputs: Mapping[str, Decimal]
    expected: Decimal | Range | tuple[str, ...] | None
    refused: str = ""
    proposed: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """The values of one place (`scope`, a prefix of the division code), or of none (None: unbound)."""

    code: str
    names: Names
    scope: str | None
    entries: tuple[Entry, ...]
    cases: tuple[Case, ...] = ()
    about: Names | None = None

    @property
    def is_bound(self) -> bool:
        """True where the pack belongs to a place."""
        return self.scope is not None


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of how an answer was reached, as a code with parameters.

    - ratio: factor, rule, base
    - product: each, rule, times, input
    - whole_amount: input, given, lower, upper, amount
    - whole_rate: input, given, lower, upper, rate
    - slice: input, lower, upper, part, rate, amount
    """

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HeldValue:
    """The answer: which value held, by which document, from which pack, for which scope and period.

    `value` is in `unit`. `derivation` is empty where the document states the value itself. `rests_on` are the
    answers that went into it (the minimum wage under a stipend floor).
    """

    rule: str
    value: Held
    unit: str
    document: Document
    scope: str
    pack: str
    valid_from: date
    valid_to: date | None
    derivation: tuple[Reason, ...] = ()
    rests_on: tuple[HeldValue, ...] = ()
    status: Status = Status.IN_FORCE
    sense: Sense = Sense.IS
    dated: Dated = Dated.DAY
    note: Names | None = None

    @property
    def amount(self) -> Decimal:
        """The value as one number; raises PolicyError(not_a_number) for ranges, lists and schedules."""
        if isinstance(self.value, Decimal):
            return self.value
        raise PolicyError(NOT_A_NUMBER, rule=self.rule)

    @property
    def minimum(self) -> Decimal:
        """The lowest amount that meets the rule."""
        return self.value.minimum if isinstance(self.value, Range) else self.amount

    @property
    def maximum(self) -> Decimal:
        """The highest amount of a range; of a single number, the number."""
        return self.value.maximum if isinstance(self.value, Range) else self.amount
