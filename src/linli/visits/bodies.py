"""What is inside an entry once it is open. Everything comes from a phone, so nothing is taken on trust."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.visits.states import ReportKind, VisitOutcome

VALUE_MOST, VALUES_MOST, SECONDS_MOST = 500, 200, 86_400


class Unreadable(ValueError):
    """A body that is not as agreed."""


@dataclass(frozen=True, slots=True)
class NewValue:
    """One value: for whom, of what, over which version, and the value as text."""

    subject: UUID
    element: str
    base: str
    value: str


@dataclass(frozen=True, slots=True)
class VisitBody:
    """A visit to a household."""

    household: UUID
    outcome: VisitOutcome
    seconds: int
    values: tuple[NewValue, ...]


@dataclass(frozen=True, slots=True)
class ReportBody:
    """Something seen in the street."""

    kind: ReportKind
    spot: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoBody:
    """A picture that belongs to another entry."""

    for_entry: UUID
    content: bytes


def read_visit(raw: bytes) -> VisitBody:
    """A visit. Raises Unreadable."""
    told = _told(raw)
    try:
        values = tuple(_value(one) for one in told.get("values", ()))
        if len(values) > VALUES_MOST or len({(one.subject, one.element) for one in values}) != len(values):
            raise Unreadable("values")
        return VisitBody(
            household=UUID(told["household"]),
            outcome=VisitOutcome(told["outcome"]),
            seconds=max(0, min(int(told.get("seconds", 0)), SECONDS_MOST)),
            values=values,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable(str(error)) from error


def read_report(raw: bytes) -> ReportBody:
    """A report. Raises Unreadable."""
    told = _told(raw)
    try:
        spot, text = str(told["spot"]).strip()[:100], str(told["text"]).strip()[:1000]
        if not spot or not text:
            raise Unreadable("empty")
        return ReportBody(ReportKind(told["kind"]), _plain(spot), _plain(text))
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable(str(error)) from error


def read_photo(raw: bytes) -> PhotoBody:
    """A line of JSON that says whose photo it is, then the picture. Raises Unreadable."""
    head, newline, content = raw.partition(b"\n")
    if not newline or not content:
        raise Unreadable("photo")
    try:
        return PhotoBody(UUID(_told(head)["for"]), content)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable(str(error)) from error


def _told(raw: bytes) -> dict[str, Any]:
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Unreadable("json") from error
    if not isinstance(told, dict):
        raise Unreadable("json")
    return told


def _value(one: dict[str, Any]) -> NewValue:
    value = one["value"]
    if not isinstance(value, str) or not value or len(value) > VALUE_MOST:
        raise Unreadable("value")
    return NewValue(UUID(one["subject"]), str(one["element"])[:120], str(one.get("base", ""))[:60], value)


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
