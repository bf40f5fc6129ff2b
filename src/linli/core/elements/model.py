"""A property, the role paths it may stand on, and the element the two make together."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .kinds import (
    ABOUT_PEOPLE,
    Information,
    Publish,
    Sensitivity,
    Store,
    Subject,
    Trigger,
    ValueKind,
    Volatility,
)
from .masks import Mask, mask_value

CHECK_BACK_MONTHS = {
    Volatility.FIXED: None,
    Volatility.RARE: 60,
    Volatility.YEARLY: 12,
    Volatility.QUARTERLY: 3,
    Volatility.EVENT: None,
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Chinese and English."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """The text in "en", else the Chinese one."""
        return self.en if language.startswith("en") else self.zh


NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Law:
    """A law, regulation or standard that a basis points to. `valid_to` is the first day it no longer holds."""

    code: str
    names: Words
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a value may be held. `article` is empty where it has still to be confirmed: it is never made up."""

    law: str
    article: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: Words = NO_WORDS

    @property
    def article_is_open(self) -> bool:
        """True where the owner department has still to name the article."""
        return not self.article


@dataclass(frozen=True, slots=True)
class Purpose:
    """What values are used for, in words a resident understands."""

    code: str
    names: Words


@dataclass(frozen=True, slots=True)
class Department:
    """Who answers for elements."""

    code: str
    names: Words


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One line of a code list."""

    code: str
    names: Words


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes as one edition of a standard gives it. `is_complete` is False for a selection of our own."""

    code: str
    names: Words
    standard: str
    edition: str
    items: tuple[CodeItem, ...]
    is_complete: bool = True
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class ValueType:
    """Kind, longest length in characters, decimal places, unit (a code such as "m2"), and the code list."""

    kind: ValueKind
    length: int | None = None
    decimals: int | None = None
    unit: str = ""
    code_list: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """Kept until `months` after the trigger; STANDING has no end and is for values about nobody."""

    trigger: Trigger
    months: int | None = None

    def deletion_date(self, trigger_date: date) -> date | None:
        """The first day on which the value must be gone, given the day of the trigger; None for STANDING."""
        if self.months is None:
            return None
        years, month = divmod(trigger_date.month - 1 + self.months, 12)
        year, month = trigger_date.year + years, month + 1
        following = date(year + month // 12, month % 12 + 1, 1)
        last = (following - date.resolution).day
        return date(year, month, min(trigger_date.day, last))


@dataclass(frozen=True, slots=True)
class Derivation:
    """Worked out from other properties of the same role path, by a rule said in words; never asked for."""

    sources: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Property:
    """What may be known, with everything that access, forms, sharing, export and deletion read from it."""

    code: str
    names: Words
    definition: Words
    type: ValueType
    information: Information
    sensitivity: Sensitivity
    basis: tuple[Basis, ...]
    purposes: tuple[str, ...]
    owner: str
    steward: str
    retention: Retention
    volatility: Volatility
    mask: Mask
    publish: Publish
    derivation: Derivation | None = None
    aliases: tuple[str, ...] = ()
    group: str = ""
    store: Store = Store.REGISTER
    own_of: str = ""
    """The department (id of its body) that alone asks for it on its forms; empty for what the catalogue admitted."""

    @property
    def is_personal(self) -> bool:
        """True where the value tells something about a person."""
        return self.sensitivity in ABOUT_PEOPLE

    @property
    def months_until_checked(self) -> int | None:
        """After how many months a value should be confirmed; None where time alone does not age it."""
        return CHECK_BACK_MONTHS[self.volatility]


@dataclass(frozen=True, slots=True)
class RolePath:
    """Who or what a property belongs to, seen from the subject of a form: `self.spouse`, `dwelling.owner`."""

    code: str
    names: Words
    subject: Subject
    definition: Words = NO_WORDS
    store: Store = Store.REGISTER


@dataclass(frozen=True, slots=True)
class Element:
    """A property on a role path. `number` is the version, `valid_to` the first day it no longer holds."""

    role: RolePath
    property: Property
    number: int = 1
    valid_from: date | None = None
    valid_to: date | None = None

    @builtins.property  # the field above takes the short name
    def code(self) -> str:
        """`self.spouse.name`."""
        return f"{self.role.code}.{self.property.code}"

    @builtins.property
    def is_own(self) -> bool:
        """True of a department's own indicator, which serves that department's requests alone."""
        return bool(self.property.own_of)

    @builtins.property
    def names(self) -> Words:
        """The property by itself for its own subject, with the role in front for everybody else's."""
        role, own = self.role, self.property.names
        if "." not in role.code:
            return own
        return Words(f"{role.names.zh}的{own.zh}", f"{role.names.en}: {own.en[:1].lower()}{own.en[1:]}")

    def masked(self, value: str | int | Decimal | date | None) -> str:
        """The value as it is shown without a reveal; empty when there is none."""
        return "" if value is None else mask_value(self.property.mask, value)
