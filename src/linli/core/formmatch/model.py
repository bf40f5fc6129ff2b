"""What goes in and what comes out: forms with fields, elements of a catalogue, ranked answers with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks for. `group` is the section heading above it, `values` are filled-in examples, `kinds`
    what such examples were of, where they themselves were not kept.
    """

    label: str
    group: str = ""
    unit: str = ""
    options: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was read. `kind` is how it lies on paper: ledger, kv (label beside value), entity."""

    form_id: str
    fields: tuple[Field, ...]
    title: str = ""
    department: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a catalogue; `role` is empty where the property needs nobody to belong to, `subject` says what
    it is about then (org, dwelling, ...), where the catalogue tells.
    """

    id: str
    name: str
    role: str
    property: str
    aliases: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element (or NONE) with a score from 0 to 1, and the name it was found by: a phrase for its property, empty
    where memory or values brought it. Scores order the answers of one field and are no chances.
    """

    element: str
    score: float
    by: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The answer for one field.

    `confidence` is the estimated chance that ranked[0] is right; `auto` says that nobody has to be asked;
    `doubts` are codes of what stands against that (repeated, unknown_person, vague, ...), `person` says how it was
    found who is meant: label, section, position, subject, memory.
    """

    form_id: str
    i: int
    label: str
    ranked: tuple[Candidate, ...]
    auto: bool
    confidence: float
    person: str = ""
    doubts: tuple[str, ...] = ()
