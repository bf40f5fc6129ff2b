"""Reads of the room. Values are raw here: doors read people through the gate only."""

from linli.register.queries.card import (
    Card,
    CardValue,
    SourceRow,
    Word,
    card,
    districts,
    person_card,
    sources,
)

__all__ = ["Card", "CardValue", "SourceRow", "Word", "card", "districts", "person_card", "sources"]
