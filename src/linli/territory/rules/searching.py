"""What somebody who types means, and which hit answers best. Pure."""

import enum
import unicodedata
from dataclasses import dataclass

from linli.territory.rules.names import ENDINGS, area_stem, short_name

MAX_LENGTH = 32


class Match(enum.IntEnum):
    """How well a hit answers, best first."""

    EXACT = 0
    BEGINS = 1
    INSIDE = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, tidied. `stems` are what is left of it without (part of) an ending: 东门社 -> 东门."""

    text: str
    initials: str
    stems: tuple[str, ...]

    @property
    def digits(self) -> bool:
        """True when it may be a code."""
        return self.text.isascii() and self.text.isdigit()

    @property
    def parent(self) -> str:
        """The longest whole code above an unfinished one: 35080 -> 3508; 3508 -> 3508, whose parts come next."""
        return self.text[: max((length for length in (0, 2, 4, 6, 9) if length <= len(self.text)), default=0)]


def question(text: str) -> Question | None:
    """Tidy what was typed; None when nothing is left. Full-width forms count as their plain ones.

    What LIKE reads as a sign is left out: no name holds it.
    """
    tidy = "".join(unicodedata.normalize("NFKC", text[: 4 * MAX_LENGTH]).split())
    tidy = "".join(letter for letter in tidy if letter.isprintable() and letter not in "%_\\")[:MAX_LENGTH]
    if not tidy:
        return None
    if tidy.isascii() and tidy.isalnum() and not tidy.isdigit():
        return Question(tidy, tidy.lower(), ())
    return Question(tidy, "", _without_ending(tidy))


def _without_ending(text: str) -> tuple[str, ...]:
    stems = {
        text[:cut]
        for cut in range(max(1, len(text) - 7), len(text))
        if any(ending.startswith(text[cut:]) for ending in ENDINGS)
    }
    return tuple(sorted(stems, key=len))


def tier_of(asked: Question, code: str, name: str, stem: str) -> Match:
    """How well this division answers; initials are never more than a beginning, many names share them."""
    if asked.initials:
        return Match.BEGINS
    if asked.text in (code, name, stem, short_name(name)) or area_stem(name) == asked.text:
        return Match.EXACT
    return Match.BEGINS if name.startswith(asked.text) or code.startswith(asked.text) else Match.INSIDE


def rank(asked: Question, code: str, name: str, stem: str, level: int) -> tuple[int, int, int, str]:
    """Sorting key: how well it answers, higher levels first, short names before long ones, then the code."""
    return (tier_of(asked, code, name, stem), level, len(name if asked.initials else stem), code)
