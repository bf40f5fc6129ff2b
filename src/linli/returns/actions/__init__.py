"""Writes of the room: keyword-only, with `by` and `at`, one transaction and one audit entry each."""

from linli.returns.actions.fill import fill
from linli.returns.actions.moves import accept, approve, close_period, correct, send, send_back
from linli.returns.actions.numbers import type_number
from linli.returns.actions.typing import type_value

__all__ = [
    "accept",
    "approve",
    "close_period",
    "correct",
    "fill",
    "send",
    "send_back",
    "type_number",
    "type_value",
]
