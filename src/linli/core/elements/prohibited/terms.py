"""What a term of the word lists is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linli.core.elements.kinds import PEOPLE, RESIDENTS, Subject

from .classes import Banned

EVERYTHING = frozenset(Subject)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that give a class away. `on` are the subjects it counts for; a text that `unless` fits is let through.

    `unless` is looked for around the hit only (twelve characters on each side), so that an innocent word elsewhere
    in the text excuses nothing.
    """

    banned: Banned
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    on: frozenset[Subject] = field(default=EVERYTHING)


def term(banned: Banned, words: str, unless: str = "", on: frozenset[Subject] = EVERYTHING) -> Term:
    """Compile one line of a list."""
    return Term(banned, re.compile(words), re.compile(unless) if unless else None, on)


__all__ = ["EVERYTHING", "PEOPLE", "RESIDENTS", "Term", "term"]
