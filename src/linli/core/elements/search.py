"""Finding an element by what people type: a name, an alias, a code, or the initials of its pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from .folding import chinese_of, latin_of
from .model import Element


@dataclass(frozen=True, slots=True)
class Searchable:
    """An element's names, folded once."""

    element: Element
    names: tuple[str, ...]
    initials: tuple[str, ...]

    @classmethod
    def of(cls, element: Element) -> Searchable:
        """Fold all that an element is called."""
        own = element.property
        called = (own.names.zh, element.names.zh, *own.aliases)
        folded = {chinese_of(one) for one in (*called, own.names.en, element.names.en, element.code)}
        return cls(element, tuple(sorted(folded)), tuple(sorted({initials_of(one) for one in called} - {""})))


@lru_cache(maxsize=20_000)
def initials_of(text: str) -> str:
    """姓名 -> xm; empty for a text without Chinese characters."""
    spoken = "".join(lazy_pinyin(chinese_of(text), style=Style.FIRST_LETTER))
    return spoken if spoken != chinese_of(text) else ""


def matches(entry: Searchable, words: str) -> int:
    """How well an entry answers: 5 its full name, 4 a name of its property, 3 its beginning, 2 within, 1 pinyin."""
    asked = chinese_of(words)
    if not asked:
        return 0
    full = entry.element.names
    if asked in (chinese_of(full.zh), chinese_of(full.en), chinese_of(entry.element.code)):
        return 5
    if asked in entry.names:
        return 4
    if any(name.startswith(asked) for name in entry.names):
        return 3
    if any(asked in name for name in entry.names) or _all_words(entry, words):
        return 2
    return int(any(initials.startswith(asked) for initials in entry.initials))


def _all_words(entry: Searchable, words: str) -> bool:
    parts = latin_of(words).split()
    english = latin_of(f"{entry.element.names.en} {entry.element.code}").split()
    return len(parts) > 1 and all(any(one.startswith(part) for one in english) for part in parts)
