"""A piece of text in both languages of the product."""

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The same statement in Chinese and in English. Either may hold ``{figure}`` tokens."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en

    @classmethod
    def same(cls, text: str) -> "Words":
        """A name that is written alike in both languages."""
        return cls(text, text)


NOTHING: Final = Words("", "")
