"""Days as people write them: 2026年11月23日, 23 Nov 2026."""

from datetime import date
from typing import Final

from linli.core.tabulate.words import Language, Words

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write_date(day: date, language: Language) -> str:
    """A day as it stands in running text."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def date_words(day: date) -> Words:
    """A day in both languages."""
    return Words(write_date(day, "zh"), write_date(day, "en"))
