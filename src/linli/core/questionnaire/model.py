"""A questionnaire as data. Everything is frozen; lookups by code are prepared once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from linli.core.questionnaire.rule import Rule

Value = int | Decimal | str | bool | date
"""A typed answer: integer -> int; decimal, money, percent -> Decimal (percent 0..100); text -> str; choice -> its
code; date -> date; month -> date of its first day; yes_no -> bool. What is unknown is absent."""


class FieldType(StrEnum):
    """What kind of value a question or a column takes."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    YES_NO = "yes_no"

    @property
    def is_number(self) -> bool:
        """True for the types whose values can be added and compared as numbers."""
        return self in NUMBERS


NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY, FieldType.PERCENT})


class Way(StrEnum):
    """How a figure is found out: from the records, by going there, by talking with people."""

    RECORDS = "records"
    VISIT = "visit"
    TALK = "talk"


class Severity(StrEnum):
    """A failed check either blocks the return or must be confirmed."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Label:
    """Words in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The words in `language` (a tag such as ``en`` or ``zh-hans``)."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers a choice question allows."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What questions and columns have in common. Outside `min`/`max` an answer is refused; outside
    `warn_min`/`warn_max` it must be confirmed. Bounds are inclusive. With `carry` the answer of the campaign before
    is filled in to be checked, since it seldom changes.
    """

    code: str
    type: FieldType
    label: Label
    unit: str = ""
    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    warn_minimum: Decimal | None = None
    warn_maximum: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    hint: Label | None = None
    carry: bool = False

    def choice(self, code: object) -> Choice | None:
        """The choice with this code."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Field):
    """A single question; `way` is how its answer is normally found out."""

    way: Way = Way.RECORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Field):
    """A column of a repeating group."""


@dataclass(frozen=True)
class Group:
    """Rows of the same shape, such as the members of a committee."""

    code: str
    title: Label
    columns: tuple[Column, ...]
    max_rows: int
    min_rows: int = 0
    way: Way = Way.RECORDS
    carry: bool = False

    @cached_property
    def columns_by_code(self) -> Mapping[str, Column]:
        """Columns by their code."""
        return {column.code: column for column in self.columns}


@dataclass(frozen=True)
class Section:
    """A part of the questionnaire; `guarantee` names the guarantee it serves, if any."""

    code: str
    title: Label
    questions: tuple[Question, ...] = ()
    groups: tuple[Group, ...] = ()
    guarantee: str = ""


@dataclass(frozen=True)
class Check:
    """A rule that the answers must obey: when `when` holds (or there is none), `rule` must hold.

    With `group` the rule is held against each row of that group.
    """

    code: str
    severity: Severity
    label: Label
    rule: Rule
    when: Rule | None = None
    group: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Questions (or columns, for a group's check) that the check reads."""
        return self.rule.names | (self.when.names if self.when else frozenset())


@dataclass(frozen=True)
class Questionnaire:
    """All that is asked, in order."""

    code: str
    version: int
    title: Label
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = field(default=())

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Single questions by code, in order."""
        return {question.code: question for section in self.sections for question in section.questions}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Repeating groups by code, in order."""
        return {group.code: group for section in self.sections for group in section.groups}

    def field(self, code: str, group: str = "") -> Field | None:
        """The question, or the column of a group, with this code; None when there is none."""
        if not group:
            return self.questions.get(code)
        found = self.groups.get(group)
        return found.columns_by_code.get(code) if found else None

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Every (group code or "", field)."""
        for question in self.questions.values():
            yield "", question
        for group in self.groups.values():
            for column in group.columns:
                yield group.code, column
