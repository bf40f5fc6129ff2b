"""What is known of a cell that a form asks for."""

from enum import StrEnum


class Status(StrEnum):
    """Fresh values are filled in; the other four say why nobody should rely on the cell, or why it is empty."""

    FRESH = "fresh"
    STALE = "stale"
    CONFLICT = "conflict"
    MISSING = "missing"
    WITHHELD = "withheld"
