"""查阅关口 · The reading gate: the only way for doors to personal values, under a purpose and with a trace."""

from linli.register.gate.around import ChangeDays, Connection, around, change_days
from linli.register.gate.asking import AgreementTerms
from linli.register.gate.checks import NeedsApproval
from linli.register.gate.offer import reach, readable
from linli.register.gate.reading import read, read_for_export, read_for_system, read_list
from linli.register.gate.readout import Readout, Shown, SubjectRead
from linli.register.gate.roll import people_of
from linli.register.gate.why import Recorded, Standing, Why, believed_fact, why

__all__ = [
    "AgreementTerms",
    "ChangeDays",
    "Connection",
    "NeedsApproval",
    "Readout",
    "Recorded",
    "Shown",
    "Standing",
    "SubjectRead",
    "Why",
    "around",
    "believed_fact",
    "change_days",
    "people_of",
    "reach",
    "read",
    "read_for_export",
    "read_for_system",
    "read_list",
    "readable",
    "why",
]
