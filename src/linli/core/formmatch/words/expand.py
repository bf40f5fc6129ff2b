"""Patterns with alternatives in brackets, written out: `(家庭|)住址` is 家庭住址 and 住址."""

import itertools
import re

BRACKET = re.compile(r"\(([^()]*)\)")
LOOSE = "~"


def expand(patterns: str) -> tuple[str, ...]:
    """All texts of patterns set apart by spaces, each once, in order."""
    found: dict[str, None] = {}
    for pattern in patterns.split():
        parts = [part.split("|") for part in BRACKET.split(pattern.removeprefix(LOOSE))]
        found |= {"".join(chosen): None for chosen in itertools.product(*parts)}
    return tuple(found)


def loose(patterns: str) -> frozenset[str]:
    """The texts of the patterns that begin with `~`: words that often, but not always, mean the same."""
    return frozenset(
        text for pattern in patterns.split() if pattern.startswith(LOOSE) for text in expand(pattern)
    )
