"""Merging one field: written, the same already, or for a person to decide. Never the last writer by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OWN = "entry:"
"""A base that names an earlier entry of the same device, made before its receipt was there."""


class Fate(StrEnum):
    """What becomes of a value that a device brings."""

    WRITE = "write"
    SAME = "same"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Held:
    """What the record holds of a field now: a version (empty when nothing is held) and the value."""

    version: str = ""
    value: str = ""


def fate(base: str, held: Held, value: str) -> Fate:
    """Whether `value`, made when the field stood at version `base`, may be written over what is held now."""
    if held.version and held.value == value:
        return Fate.SAME
    return Fate.WRITE if held.version == base else Fate.CLASH


def own_base(entry: str) -> str:
    """The base of a field that this device has changed in an entry that is still on its way."""
    return OWN + entry
