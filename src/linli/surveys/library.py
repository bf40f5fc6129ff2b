"""The questionnaires that come with Linli, and those kept in campaigns."""

from functools import lru_cache
from pathlib import Path

from linli.core.questionnaire import Questionnaire, parse_questionnaire

SHIPPED_DIR = Path(__file__).parent / "questionnaires"


def shipped() -> tuple[str, ...]:
    """Codes of the questionnaires that come with Linli."""
    return tuple(sorted(path.stem for path in SHIPPED_DIR.glob("*.yaml")))


def shipped_text(code: str) -> str:
    """The YAML of a shipped questionnaire. Raises KeyError for an unknown code."""
    if code not in shipped():
        raise KeyError(code)
    return (SHIPPED_DIR / f"{code}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def parsed(text: str) -> Questionnaire:
    """The questionnaire of this YAML text; parsed once."""
    return parse_questionnaire(text)
