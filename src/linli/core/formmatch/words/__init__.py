"""词 · Words of Chinese forms: what properties and people are called on them, in patterns with brackets."""

from .expand import expand
from .general import VAGUE
from .people import ROLE_WORDS, SUBJECT_WORDS
from .phrases import LOOSE, PHRASES

__all__ = ["LOOSE", "PHRASES", "ROLE_WORDS", "SUBJECT_WORDS", "VAGUE", "expand"]
