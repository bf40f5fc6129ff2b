"""How long work says how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Hears what is done of what, and a word about it; may raise to stop the work."""


def nothing(done: int, total: int, message: str = "") -> None:
    """Tell nobody."""
