"""Writes of the room: keyword-only, with `by` and `at`, one transaction and one audit entry each."""

from linli.returns.actions.bring import Brought, NotBrought, bring
from linli.returns.actions.fill import fill
from linli.returns.actions.hand_in import hand_in, take_in
from linli.returns.actions.moves import accept, approve, close_period, correct, send, send_back
from linli.returns.actions.numbers import type_number
from linli.returns.actions.typing import type_value

__all__ = [
    "Brought",
    "NotBrought",
    "accept",
    "approve",
    "bring",
    "close_period",
    "correct",
    "fill",
    "hand_in",
    "send",
    "send_back",
    "take_in",
    "type_number",
    "type_value",
]
