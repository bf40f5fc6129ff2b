"""When nobody has to be asked: rules without exception first, then how often answers of this kind were right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .memory import Votes

EXACT = 0.95
# How far memory must agree before it settles a doubt, and how far it may disagree before it raises one.
AGREES, CONTRADICTS = 0.95, 0.34
# Chances of labels that are only alike: from this likeness on.
NEAR = ((0.8, 0.6), (0.6, 0.3), (0.0, 0.1))
# Doubts about who is meant, and about what is asked.
WHO = ("unknown_person", "unsure_person", "repeated")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the best answer for a field. `share` is the part of the votes that agree with it."""

    likeness: float
    is_none: bool
    is_personal: bool
    is_sure: bool
    is_named: bool
    repeats: bool
    is_vague: bool
    is_compound: bool
    is_qualified: bool
    is_loose: bool
    is_elsewhere: bool
    has_rival: bool
    section_known: bool
    label_votes: Votes
    label_share: float
    place_votes: Votes
    place_share: float
    has_equal: bool = False
    values: float = 0.0


class Verdict(NamedTuple):
    """Whether to accept without asking, the chance of being right, and the codes of what stands against it."""

    auto: bool
    confidence: float
    doubts: tuple[str, ...]


def judge(seen: Evidence) -> Verdict:
    """Decide on the best answer.

    The chances are the shares of right answers of each class on labelled forms, by leaving one source out, rounded
    down; they are classes, not probabilities to be compared finely.
    """
    doubts = _doubts(seen)
    if _settled_here(seen):
        return Verdict(True, 0.99, ())
    known = seen.likeness >= EXACT or _settled_by_label(seen)
    if known and not doubts:
        return Verdict(True, 0.99, ())
    return Verdict(False, _chance(seen, doubts), doubts if known else (*doubts, "unlike"))


def _doubts(seen: Evidence) -> tuple[str, ...]:
    told = {
        "unknown_person": seen.is_personal and not seen.section_known and not seen.is_named,
        "unsure_person": seen.is_personal and not seen.is_sure,
        "repeated": seen.repeats,
        "vague": seen.is_vague,
        "compound": seen.is_compound,
        "qualified": seen.is_qualified,
        "loose": seen.is_loose and not _settled_by_label(seen),
        "elsewhere": seen.is_elsewhere,
        "rival": seen.has_rival and not _settled_by_label(seen),
        "ambiguous": seen.has_equal and not _settled_by_label(seen),
        "contradicted": _contradicted(seen),
        "values": seen.values < 0,
    }
    return tuple(code for code, holds in told.items() if holds)


def _settled_here(seen: Evidence) -> bool:
    """True where the same place has been confirmed before, always alike, by this department or by two others."""
    votes = seen.place_votes
    heard = votes.same_department or votes.departments > 1
    return heard and seen.place_share >= AGREES and seen.values >= 0


def _settled_by_label(seen: Evidence) -> bool:
    """True where the same label was confirmed alike in two forms at least, here or by two departments."""
    votes = seen.label_votes
    enough = votes.forms > 1 and (votes.same_department or votes.departments > 1)
    return enough and votes.likeness == 1.0 and seen.label_share >= AGREES


def _contradicted(seen: Evidence) -> bool:
    votes = seen.label_votes
    counts = votes.likeness == 1.0 and (votes.same_department or votes.departments > 1)
    return counts and 1.0 - seen.label_share >= CONTRADICTS


def _chance(seen: Evidence, doubts: tuple[str, ...]) -> float:
    if seen.is_none:
        return 0.9
    if "vague" in doubts:
        return 0.2
    if seen.likeness >= EXACT:
        return 0.5 if "loose" in doubts else 0.85 if "unsure_person" in doubts else 0.9
    return next(chance for likeness, chance in NEAR if seen.likeness >= likeness)
