"""Text with figures in it: ``33 of {communities.all} communities`` taken apart.

Tokens: ``{code}`` the number with its unit, ``{code:n}`` the number alone, ``{code#one|many}`` the word that
agrees with the number (English), ``{@fact}`` a name or phrase put in when the text is made.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from linli.core.tabulate.figures import Figure
from linli.core.tabulate.words import Language

_TOKEN: Final = re.compile(r"\{([a-z][a-z0-9_.]*)(?::(n))?(?:#([^{}|]*)\|([^{}|]*))?\}")
_FACT: Final = re.compile(r"\{@([a-z][a-z0-9_]*)\}")
_STRAY: Final = re.compile(r"[{}]")
_DIGITS: Final = re.compile(r"\d[\d,.]*%?")
_BRACES: Final = str.maketrans({"{": "｛", "}": "｝"})


class BadText(ValueError):
    """A text whose tokens cannot be read, or name a figure or fact that is not there."""

    def __init__(self, code: str, token: str) -> None:
        super().__init__(f"{code}: {token}")
        self.code, self.token = code, token


@dataclass(frozen=True, slots=True)
class FigureSlot:
    """A place where a figure's number goes; with ``words`` the agreeing word instead of the number."""

    code: str
    bare: bool = False
    words: tuple[str, str] | None = None

    def text(self, figure: Figure, language: Language) -> str:
        """What stands in the slot."""
        if self.words is not None:
            return self.words[0] if figure.value == 1 else self.words[1]
        written = figure.written(language)
        return written.number if self.bare else written.text


Span = str | FigureSlot


def parse(text: str) -> tuple[Span, ...]:
    """Split a text into plain pieces and figure slots. BadText("text.stray_brace") on an unreadable token."""
    spans: list[Span] = []
    position = 0
    for match in _TOKEN.finditer(text):
        _append_plain(spans, text[position : match.start()])
        code, bare, one, many = match.groups()
        spans.append(FigureSlot(code, bare is not None, None if one is None else (one, many)))
        position = match.end()
    _append_plain(spans, text[position:])
    return tuple(spans)


def _append_plain(spans: list[Span], piece: str) -> None:
    stray = _STRAY.search(piece)
    if stray:
        raise BadText("text.stray_brace", piece[max(0, stray.start() - 8) : stray.start() + 16])
    if piece:
        spans.append(piece)


def codes_in(text: str) -> tuple[str, ...]:
    """The figures a text mentions, in order, each once."""
    return tuple(dict.fromkeys(span.code for span in parse(text) if isinstance(span, FigureSlot)))


def with_facts(text: str, facts: Mapping[str, str]) -> str:
    """Put names into ``{@fact}`` slots; braces inside a name cannot make a token."""

    def put(match: re.Match[str]) -> str:
        if match[1] not in facts:
            raise BadText("text.unknown_fact", match[1])
        return facts[match[1]].translate(_BRACES)

    return _FACT.sub(put, text)


def plain(text: str, figures: Mapping[str, Figure], language: Language) -> str:
    """The text with its numbers in place."""
    return "".join(
        span if isinstance(span, str) else span.text(figures[span.code], language) for span in parse(text)
    )


def loose_numbers(text: str) -> tuple[str, ...]:
    """Numbers typed into a text by hand, which no figure stands behind."""
    return tuple(found for span in parse(text) if isinstance(span, str) for found in _DIGITS.findall(span))
