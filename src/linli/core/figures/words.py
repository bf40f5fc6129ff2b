"""Figures in words that can be edited and read back, in Chinese and English: a scope with two more clauses.

`人员，性别为女性，出生日期在本期内` · `people; sex is Female; date of birth in the period`
`家庭户，合计保障人口数` · `households; sum of people supported`
"""

from __future__ import annotations

import re

from linli.core import scopes
from linli.core.scopes import Kind, Scope, ScopeError, Unit, Vocabulary
from linli.core.scopes.words import CHINESE, CLAUSE, ENGLISH, SUBJECTS

from .model import Figure, Measure

WITHIN = (re.compile(r"^(.+?)在本期(?:内)?$"), re.compile(r"^(.+?) in the period$", re.IGNORECASE))
MEASURES = {
    Measure.SUM: (re.compile(r"^合计(.+)$"), re.compile(r"^sum of (.+)$", re.IGNORECASE)),
    Measure.MEAN: (re.compile(r"^平均(.+)$"), re.compile(r"^mean of (.+)$", re.IGNORECASE)),
}
SAID = {Measure.SUM: ("合计", "sum of "), Measure.MEAN: ("平均", "mean of ")}
NUMBERS = (Kind.COUNT, Kind.NUMBER)


def say(figure: Figure, language: str, vocabulary: Vocabulary) -> str:
    """The figure in words of "zh" or "en"; `read` gives the same figure back."""
    own = CHINESE if language.startswith("zh") else ENGLISH
    parts = [scopes.say(figure.scope, language, vocabulary)]
    if figure.within:
        name = _name(figure.within, own, vocabulary)
        parts.append(f"{name}在本期内" if own == CHINESE else f"{name} in the period")
    if figure.element:
        parts.append(SAID[figure.measure][own] + _name(figure.element, own, vocabulary))
    return ("，", "; ")[own].join(parts)


def read(text: str, vocabulary: Vocabulary) -> Figure:
    """A figure from words of either language.

    Raises ScopeError as `scopes.read` does, and: no_place_counted (rows that are places themselves), not_a_day_element
    (what has to lie in the period is no day), not_a_number_element (what is summed is no number), two_measures.
    """
    told = text.strip().rstrip("。.")
    own = CHINESE if re.match(r"[\u3400-\u9fff]", told) else ENGLISH
    clauses = [clause.strip() for clause in CLAUSE[own].split(told) if clause.strip()]
    rest, within, sums = [], [], []
    for clause in clauses:
        measured = next(
            ((way, found[1]) for way, forms in MEASURES.items() if (found := forms[own].match(clause))), None
        )
        if measured:
            sums.append(measured)
        elif found := WITHIN[own].match(clause):
            within.append(found[1])
        else:
            rest.append(clause)
    scope = scopes.read(("，", "; ")[own].join(rest) or text, vocabulary)
    return _made(scope, within, sums, vocabulary)


def _made(scope: Scope, within: list[str], sums: list[tuple[Measure, str]], vocabulary: Vocabulary) -> Figure:
    if scope.unit is Unit.PLACE:
        raise ScopeError("no_place_counted", "")
    if len(within) > 1 or len(sums) > 1:
        raise ScopeError("two_measures", (within or [name for _way, name in sums])[1])
    subject = SUBJECTS[scope.unit]
    day = _element(within[0], subject, vocabulary, (Kind.DAY,), "not_a_day_element") if within else ""
    if not sums:
        return Figure(scope, within=day)
    way, name = sums[0]
    return Figure(scope, way, _element(name, subject, vocabulary, NUMBERS, "not_a_number_element"), day)


def _element(words: str, subject: str, vocabulary: Vocabulary, kinds: tuple[Kind, ...], fault: str) -> str:
    term = vocabulary.named(words, subject)
    if term is None:
        raise ScopeError("not_understood", words)
    if term.kind not in kinds:
        raise ScopeError(fault, words)
    return term.code


def _name(code: str, own: int, vocabulary: Vocabulary) -> str:
    """A name that is read back as the same element, else its code."""
    term = vocabulary.term(code)
    name = (term.zh, term.en)[own]
    named = vocabulary.named(name, code.split(".")[0])
    return name if named is not None and named.code == code else code
