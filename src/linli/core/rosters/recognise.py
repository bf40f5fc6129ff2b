"""From headings and values to elements. What is not certain is proposed, and a person says yes or no.

Three kinds of evidence: what a person said of this heading before (for the same source), the names and aliases of
the catalogue, and what the values look like. A heading that stands twice is never certain, nor one whose values look
like something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from linli.core.elements.folding import chinese_of
from linli.core.rosters.candidates import Candidate
from linli.core.rosters.looks import Look, share

BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
# A column whose values fit less often than this looks like something else; values alone need this much to propose.
FITS, TELLS = 0.6, 0.8
# Looks that say something by themselves: a column of checked numbers is one, whatever its heading.
TELLING = (Look.ID_NUMBER, Look.CREDIT_CODE, Look.PHONE, Look.ADDRESS, Look.SEX, Look.DATE, Look.NAME)
STRICT = frozenset(
    {Look.ID_NUMBER, Look.PHONE, Look.DATE, Look.SEX, Look.CREDIT_CODE, Look.NAME, Look.NUMBER}
)


class Reason(StrEnum):
    """Why a column was given its element, or why a person has to say."""

    REMEMBERED = "remembered"
    HEADING = "heading"
    PART_OF_HEADING = "part_of_heading"
    VALUES = "values"
    TWICE = "twice"
    VALUES_DIFFER = "values_differ"
    SOMEBODY_ELSE = "somebody_else"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it stands: position from 0, heading, and some of its values (cells as read)."""

    index: int
    heading: str
    values: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column holds: an element's code or "" for none. Only a `sure` one may go on without being looked at."""

    index: int
    heading: str
    code: str
    reason: Reason
    sure: bool


def recognise(
    columns: Sequence[Seen],
    candidates: Sequence[Candidate],
    remembered: Mapping[str, str] | None = None,
    others: Collection[str] = (),
) -> tuple[Guess, ...]:
    """One guess a column, in their order.

    `remembered` maps folded headings to element codes ("" = do not read). `others` are folded words for people whom
    the roster is not about (父亲, 监护人): a heading that begins with one is never taken for the resident's own.
    """
    by_code = {one.code: one for one in candidates}
    by_name = {name: one for one in candidates for name in one.names}
    known = {heading: code for heading, code in (remembered or {}).items() if not code or code in by_code}
    guesses = [_by_heading(column, by_name, by_code, known, tuple(others)) for column in columns]
    guesses = _repeated(guesses)
    taken = {guess.code for guess in guesses if guess.code}
    return tuple(
        _by_values(column, guess, candidates, taken) for column, guess in zip(columns, guesses, strict=True)
    )


def fold(heading: str) -> str:
    """A heading as it is compared and remembered."""
    return chinese_of(BRACKETS.sub("", heading)) or chinese_of(heading)


def _by_heading(
    column: Seen,
    by_name: Mapping[str, Candidate],
    by_code: Mapping[str, Candidate],
    known: Mapping[str, str],
    others: tuple[str, ...],
) -> Guess:
    heading = fold(column.heading)
    if heading in known:
        return _held(column, by_code.get(known[heading]), Reason.REMEMBERED)
    found = by_name.get(heading) or by_name.get(chinese_of(column.heading))
    if found is not None:
        return _held(column, found, Reason.HEADING)
    if others and heading.startswith(others):
        return Guess(column.index, column.heading, "", Reason.SOMEBODY_ELSE, False)
    found = _part(heading, by_name)
    if found is None or not _fits(found, column.values):
        return Guess(column.index, column.heading, "", Reason.UNKNOWN, False)
    return Guess(column.index, column.heading, found.code, Reason.PART_OF_HEADING, False)


def _held(column: Seen, found: Candidate | None, reason: Reason) -> Guess:
    if found is None:
        return Guess(column.index, column.heading, "", reason, True)
    if not _fits(found, column.values):
        return Guess(column.index, column.heading, found.code, Reason.VALUES_DIFFER, False)
    return Guess(column.index, column.heading, found.code, reason, True)


def _part(heading: str, by_name: Mapping[str, Candidate]) -> Candidate | None:
    """The longest name (of two characters at least) at the end of the heading, else at its beginning.

    In Chinese the thing comes last: 登记人员姓名 is a name.
    """
    for length in range(len(heading) - 1, 1, -1):
        for part in (heading[-length:], heading[:length]):
            if part in by_name:
                return by_name[part]
    return None


def _fits(found: Candidate, values: Sequence[Any]) -> bool:
    if found.look not in STRICT and not (found.look is Look.CODE and found.items):
        return True
    part = share(found.look, values, found.items)
    if found.look is Look.SEX:  # codes of the national table stand for words
        coded = share(Look.CODE, values, found.items)
        part = max(part or 0.0, coded or 0.0) if part is not None else None
    return part is None or part >= FITS


def _repeated(guesses: list[Guess]) -> list[Guess]:
    """Of columns that claim one element none is certain: the first is proposed, the others ask."""
    counted = Counter(guess.code for guess in guesses if guess.code)
    first: set[str] = set()
    found = []
    for guess in guesses:
        if counted[guess.code] < 2:
            found.append(guess)
            continue
        code = "" if guess.code in first else guess.code
        first.add(guess.code)
        found.append(Guess(guess.index, guess.heading, code, Reason.TWICE, False))
    return found


def _by_values(column: Seen, guess: Guess, candidates: Sequence[Candidate], taken: set[str]) -> Guess:
    if guess.code or guess.reason is not Reason.UNKNOWN:
        return guess
    for look in TELLING:
        part = share(look, column.values)
        if part is None or part < TELLS:
            continue
        found = next((one for one in candidates if one.look is look), None)
        if found is None or found.code in taken:
            return guess
        taken.add(found.code)
        return Guess(column.index, column.heading, found.code, Reason.VALUES, False)
    return guess
