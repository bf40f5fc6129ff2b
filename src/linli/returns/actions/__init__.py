"""Writes of the room: keyword-only, with `by` and `at`, one transaction and one audit entry each."""

from linli.returns.actions.fill import fill
from linli.returns.actions.moves import accept, approve, close_period, correct, send, send_back

__all__ = ["accept", "approve", "close_period", "correct", "fill", "send", "send_back"]
