"""Guarantees, states and findings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from .costs import Cost
from .facts import Value
from .standards import Standard


class Guarantee(StrEnum):
    """The five guarantees, in the order of the scoreboard."""

    PEOPLE = "people"
    PLACE = "place"
    MONEY = "money"
    NETWORK = "network"
    RULES = "rules"


GUARANTEES: Final = tuple(Guarantee)


class State(StrEnum):
    """How a figure stands. Unknown is its own state: it is never counted as met."""

    MET = "met"
    SHORT = "short"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Sense(StrEnum):
    """How the actual figure is held against the required one."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    WITHIN = "within"
    YES = "yes"


class Basis(StrEnum):
    """Why the figure is required: a dated value with its document, or what the guarantee itself means."""

    POLICY = "policy"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """One row of a group (a member, a month's funds) held against the rule. `index` counts from 0."""

    group: str
    index: int
    state: State
    short_by: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One community held against one rule.

    `actual`, `required` and `short_by` are in `unit`; for yes and no, 1 and 0. `short_by` is positive when the
    state is short, otherwise None. `over_by` says how far a range is exceeded: more than the range is not a lack.
    `inputs` are the answers the figure rests on; `missing` those that were not given. `cost` is None where closing
    the gap is not a matter of money; a cost whose amount is None is a cost nobody has a price for.
    """

    guarantee: Guarantee
    rule: str
    state: State
    sense: Sense
    unit: str
    actual: Decimal | None = None
    required: Decimal | None = None
    required_max: Decimal | None = None
    short_by: Decimal | None = None
    over_by: Decimal | None = None
    basis: Basis = Basis.DEFINITION
    standard: Standard | None = None
    cost: Cost | None = None
    inputs: tuple[tuple[str, Value], ...] = ()
    missing: tuple[str, ...] = ()
    rows: tuple[RowVerdict, ...] = ()

    @property
    def label_code(self) -> str:
        """What the figure is called: doors keep one text for each code."""
        return self.rule

    @property
    def rows_short(self) -> int:
        """How many rows (members, payments) fall short."""
        return sum(row.state is State.SHORT for row in self.rows)


def worst(states: list[State]) -> State:
    """Short if any is short, else unknown if any is unknown, else met; not applicable where nothing applies."""
    for state in (State.SHORT, State.UNKNOWN, State.MET):
        if state in states:
            return state
    return State.NOT_APPLICABLE
