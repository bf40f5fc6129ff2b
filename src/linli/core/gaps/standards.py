"""What the engine needs from whoever knows the rules: `linli.core.policy` fits, and so does a table in a test."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol


class Document(Protocol):
    """What a value rests on."""

    @property
    def name(self) -> str:
        """Title of the document."""

    @property
    def number(self) -> str:
        """Its number; empty where the source gives none."""

    @property
    def article(self) -> str:
        """The article; empty where the source gives none."""


class Standard(Protocol):
    """A value in force: one number (`minimum` = `maximum`) or a range, in `unit`."""

    @property
    def rule(self) -> str:
        """Code of the rule."""

    @property
    def unit(self) -> str:
        """Unit code of the value."""

    @property
    def minimum(self) -> Decimal:
        """The lowest amount that meets the rule."""

    @property
    def maximum(self) -> Decimal:
        """The highest amount of a range; of a single number, the number."""

    @property
    def document(self) -> Document:
        """The document it stands in."""


class Standards(Protocol):
    """The values in force for one place on one day."""

    def find(self, rule: str, **inputs: Decimal) -> Standard | None:
        """The value in force; None where no document says anything for this place and day."""
