"""Sentences with a rule that says when they may appear."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linli.core.tabulate.figures import FigureSet
from linli.core.tabulate.spans import codes_in, with_facts
from linli.core.tabulate.words import Words

Comparison = Literal["above", "below", "equals"]


@dataclass(frozen=True, slots=True)
class Compared:
    """Holds when the figure is known and stands so to the number (or to another figure)."""

    code: str
    comparison: Comparison
    against: Decimal | str

    def holds(self, figures: FigureSet) -> bool:
        """Whether the condition holds for these figures."""
        value = figures.value(self.code)
        against = figures.value(self.against) if isinstance(self.against, str) else self.against
        if value is None or against is None:
            return False
        if self.comparison == "above":
            return value > against
        return value < against if self.comparison == "below" else value == against


@dataclass(frozen=True, slots=True)
class Known:
    """Holds when all (or with ``negated``, not all) of the figures are known."""

    codes: tuple[str, ...]
    negated: bool = False

    def holds(self, figures: FigureSet) -> bool:
        """Whether the condition holds for these figures."""
        return all(figures.value(code) is not None for code in self.codes) is not self.negated


@dataclass(frozen=True, slots=True)
class Joined:
    """All of the conditions, or any one of them."""

    conditions: tuple["Condition", ...]
    every: bool = True

    def holds(self, figures: FigureSet) -> bool:
        """Whether the condition holds for these figures."""
        results = (condition.holds(figures) for condition in self.conditions)
        return all(results) if self.every else any(results)


Condition = Compared | Known | Joined
ALWAYS = Joined(())


def above(code: str, against: Decimal | int | str = 0) -> Compared:
    """The figure is known and greater."""
    return Compared(code, "above", against if isinstance(against, str) else Decimal(against))


def below(code: str, against: Decimal | int | str) -> Compared:
    """The figure is known and smaller."""
    return Compared(code, "below", against if isinstance(against, str) else Decimal(against))


def equals(code: str, against: Decimal | int | str) -> Compared:
    """The figure is known and the same."""
    return Compared(code, "equals", against if isinstance(against, str) else Decimal(against))


def known(*codes: str) -> Known:
    """All of the figures are known."""
    return Known(codes)


def unknown(*codes: str) -> Known:
    """At least one of the figures is not known."""
    return Known(codes, negated=True)


def both(*conditions: Condition) -> Joined:
    """All of the conditions hold."""
    return Joined(conditions)


def either(*conditions: Condition) -> Joined:
    """At least one of the conditions holds."""
    return Joined(conditions, every=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``when`` decides; and no sentence appears while a figure it mentions is unknown or missing.

    With ``clauses`` the text goes on with those of them that may appear, and the full stop is added.
    """

    when: Condition
    zh: str
    en: str
    clauses: tuple["Sentence", ...] = ()

    def may_appear(self, figures: FigureSet) -> bool:
        """Whether the condition holds and every figure mentioned is known."""
        mentioned = (*codes_in(self.zh), *codes_in(self.en))
        return all(figures.value(code) is not None for code in mentioned) and self.when.holds(figures)


def written_out(
    sentences: Iterable[Sentence], figures: FigureSet, facts: Mapping[str, Words] | None = None
) -> Words | None:
    """The sentences that may appear, one after the other; None when none may.

    Facts are put in first, so that a missing fact is an error even in a sentence that stays silent.
    """
    facts = facts or {}
    chinese = {name: words.zh for name, words in facts.items()}
    english = {name: words.en for name, words in facts.items()}
    pieces: list[tuple[str, str]] = []
    for sentence in sentences:
        pieces.extend(_pieces(_filled(sentence, chinese, english), figures))
    if not pieces:
        return None
    return Words("".join(zh for zh, _ in pieces), _spaced([en for _, en in pieces if en]))


def _filled(sentence: Sentence, chinese: Mapping[str, str], english: Mapping[str, str]) -> Sentence:
    clauses = tuple(_filled(clause, chinese, english) for clause in sentence.clauses)
    zh, en = with_facts(sentence.zh, chinese), with_facts(sentence.en, english)
    return Sentence(sentence.when, zh, en, clauses)


def _pieces(sentence: Sentence, figures: FigureSet) -> list[tuple[str, str]]:
    if not sentence.may_appear(figures):
        return []
    pieces = [(sentence.zh, sentence.en)]
    for clause in sentence.clauses:
        pieces.extend(_pieces(clause, figures))
    return [*pieces, ("。", ".")] if sentence.clauses else pieces


def _spaced(pieces: list[str]) -> str:
    """English pieces with a space between them, but none before a piece that opens with a stop."""
    return "".join(piece if not n or piece[0] in ",.;:" else " " + piece for n, piece in enumerate(pieces))
