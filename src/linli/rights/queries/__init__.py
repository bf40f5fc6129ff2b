"""Reads: whose record an account looks at, open codes, requests for correction."""

from linli.rights.queries.access import AccessState, DemoCode, OwnRecord, access_state, demo_codes, own_record
from linli.rights.queries.corrections import (
    CorrectionLine,
    CorrectionWords,
    correction,
    corrections_of,
    corrections_to_answer,
    open_elements,
    words_of,
)
from linli.rights.queries.held import HeldOnMe, Member, guarded_children, held_on

__all__ = [
    "AccessState",
    "CorrectionLine",
    "CorrectionWords",
    "DemoCode",
    "HeldOnMe",
    "Member",
    "OwnRecord",
    "access_state",
    "correction",
    "corrections_of",
    "corrections_to_answer",
    "demo_codes",
    "guarded_children",
    "held_on",
    "open_elements",
    "own_record",
    "words_of",
]
