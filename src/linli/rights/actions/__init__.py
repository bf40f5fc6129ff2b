"""Writes: codes and accounts, requests for correction and their answers."""

from linli.rights.actions.access import NewCode, end_access, hand_out_code, redeem_code
from linli.rights.actions.corrections import answer_correction, ask_correction, withdraw_correction

__all__ = [
    "NewCode",
    "answer_correction",
    "ask_correction",
    "end_access",
    "hand_out_code",
    "redeem_code",
    "withdraw_correction",
]
