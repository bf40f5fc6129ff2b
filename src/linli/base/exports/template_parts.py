"""What stands in a workbook that is sent out to be filled in: questions, tables, and who it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

TEMPLATE_MARK = "linli-template"
HIDDEN_SHEET = "_linli"


class FieldKind(StrEnum):
    """What an answer is; decides format, check and message of its cell."""

    TEXT = "text"
    IDENTITY = "identity"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class TemplateAbout:
    """Which campaign, place and version a workbook belongs to; `instructions` stand on its first sheet."""

    version: str
    campaign: str
    place: str
    title: str
    place_label: str
    instructions: tuple[str, ...] = ()


@dataclass(frozen=True)
class FillField:
    """One question or table column. `minimum` and `maximum` as the answer is written (percents as fractions).

    `known` is what is held already, filled in; `known_source` says where it comes from. A `locked` field shows
    what is known and cannot be changed.
    """

    code: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    choices: tuple[str, ...] = ()
    minimum: int | Decimal | date | None = None
    maximum: int | Decimal | date | None = None
    required: bool = False
    hint: str = ""
    known: Any = None
    known_source: str = ""
    locked: bool = False


@dataclass(frozen=True)
class FillSection:
    """Questions under one heading, a line each."""

    title: str
    fields: tuple[FillField, ...]


@dataclass(frozen=True)
class FillList:
    """A sheet of questions, one per line."""

    code: str
    name: str
    sections: tuple[FillSection, ...]


@dataclass(frozen=True)
class FillTable:
    """A sheet with a row per object; `known` rows (by field code) are filled in, `blank_rows` are left empty."""

    code: str
    name: str
    fields: tuple[FillField, ...]
    known: tuple[Mapping[str, Any], ...] = ()
    blank_rows: int = 50
    hint: str = ""
