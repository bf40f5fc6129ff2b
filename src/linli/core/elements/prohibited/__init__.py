"""永不采集 · What is never held: classes of data that nobody can define. This is code, not configuration."""

from .classes import BANS, Ban, Banned, Citation
from .recognise import Draft, Finding, How, draft_of, findings_in_label, findings_of

__all__ = [
    "BANS",
    "Ban",
    "Banned",
    "Citation",
    "Draft",
    "Finding",
    "How",
    "draft_of",
    "findings_in_label",
    "findings_of",
]
