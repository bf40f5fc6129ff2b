"""Tables of purposes, readings, approvals, break-glass sessions, alarms, objections and proofs of deletion."""

from linli.base.reading.models.alarm import Alarm, AlarmAnswer
from linli.base.reading.models.approval import Approval, ApprovalDecision, ApprovalEnd, ApprovalSubject
from linli.base.reading.models.break_glass import BreakGlass, BreakGlassReview
from linli.base.reading.models.objection import Objection, ObjectionAnswer
from linli.base.reading.models.parties import DepartmentBody, OwnRecord
from linli.base.reading.models.proof import DeletionProof
from linli.base.reading.models.purpose import Purpose
from linli.base.reading.models.reading import Reading, ReadingSubject

__all__ = [
    "Alarm",
    "AlarmAnswer",
    "Approval",
    "ApprovalDecision",
    "ApprovalEnd",
    "ApprovalSubject",
    "BreakGlass",
    "BreakGlassReview",
    "DeletionProof",
    "DepartmentBody",
    "Objection",
    "ObjectionAnswer",
    "OwnRecord",
    "Purpose",
    "Reading",
    "ReadingSubject",
]
