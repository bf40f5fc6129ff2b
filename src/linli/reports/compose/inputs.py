"""What a district report is composed from: plain data, no database.

Amounts are in yuan, areas in square metres, shares are fractions. None means not known, never zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from linli.core.tabulate.units import Unit
from linli.core.tabulate.words import Words


class Guarantee(StrEnum):
    """The five guarantees, in the order of the scoreboard."""

    PEOPLE = "people"
    PLACE = "place"
    MONEY = "money"
    NETWORK = "network"
    RULES = "rules"


class State(StrEnum):
    """How a community stands to a rule or a guarantee. Unknown is never met."""

    MET = "met"
    SHORT = "short"
    UNKNOWN = "unknown"


class OfficeTenure(StrEnum):
    """How a community holds its office."""

    OWN = "own"
    BORROWED = "borrowed"
    RENTED = "rented"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Community:
    """One community as it answered. ``new_communities`` is how many more its area needs."""

    code: str
    name: str
    sub_district: str
    sub_district_code: str
    is_converted: bool | None = None
    residents: int | None = None
    households: int | None = None
    office_area: Decimal | None = None
    office_tenure: OfficeTenure | None = None
    office_stuck_at: Words | None = None  # where the approvals for an office are stuck, if they are
    point: tuple[float, float] | None = None  # longitude, latitude
    new_communities: int | None = None


@dataclass(frozen=True, slots=True)
class RuleHeld:
    """A rule's value on the day, and the document it stands in. ``value`` is None when places differ in it."""

    code: str
    value: Decimal | None
    unit: Unit
    document: Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One community held against one rule. ``short_by`` is positive when the rule is not met."""

    community: str
    guarantee: Guarantee
    rule: str
    state: State
    required: Decimal | None
    actual: Decimal | None
    short_by: Decimal | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Cost:
    """One part of what closing a gap costs one community; ``amount`` is None where nobody has stated a price.

    ``waivable``: a charge that drops out when charges are waived. ``offset``: money that comes from elsewhere,
    not to be paid. ``yearly`` costs come back every year.
    """

    community: str
    guarantee: Guarantee
    rule: str
    part: str
    amount: Decimal | None
    yearly: bool
    basis: Words
    waivable: bool = False
    offset: bool = False


@dataclass(frozen=True, slots=True)
class FacilityKind:
    """A kind of facility; its counts are the answers under ``facilities.<code>``."""

    code: str
    label: Words


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that somebody has stated for the district as a whole, with where it was said."""

    code: str
    label: Words
    value: Decimal | None
    unit: Unit
    source: Words


@dataclass(frozen=True, slots=True)
class Survey:
    """The campaign: when it ran, who was asked, how it was done."""

    name: Words
    opens_date: date
    closes_date: date
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    visits: tuple[tuple[str, date], ...] = ()  # community code, day of the site visit
    talks: tuple[tuple[str, str, date], ...] = ()  # community code, place, day of the talk


@dataclass(frozen=True)
class SurveyFigures:
    """Everything the composition reads. ``answers[element][community code]`` holds the numeric answers."""

    place: Words
    place_code: str
    as_of: date
    survey: Survey
    communities: tuple[Community, ...]
    verdicts: Mapping[tuple[str, Guarantee], State]
    findings: tuple[Finding, ...] = ()
    costs: tuple[Cost, ...] = ()
    rules: Mapping[str, RuleHeld] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Decimal | None]] = field(default_factory=dict)
    facilities: tuple[FacilityKind, ...] = ()
    stated: Mapping[str, Stated] = field(default_factory=dict)
    packs: tuple[Words, ...] = ()
    is_demo: bool = False

    def findings_on(self, rule: str) -> Iterator[Finding]:
        """What was found on one rule, community by community."""
        return (finding for finding in self.findings if finding.rule == rule)
