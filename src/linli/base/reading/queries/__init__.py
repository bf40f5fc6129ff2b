"""Reads of purposes, the reading log, approvals, break-glass sessions, alarms and objections."""

from linli.base.reading.queries.alarms import AlarmLine, alarms_for
from linli.base.reading.queries.approvals import (
    ApprovalLine,
    approval_seen_by,
    approvals_to_decide,
    grants_of,
    own_approvals,
    standing_in,
)
from linli.base.reading.queries.break_glass import SessionLine, open_session, sessions_for
from linli.base.reading.queries.log import (
    ResidentsLine,
    ResidentsLog,
    places_of,
    readings_of,
    subjects_seen_by,
)
from linli.base.reading.queries.objections import ObjectionLine, objections_for, objections_of
from linli.base.reading.queries.parties import department_of_body, department_of_post, own_subject
from linli.base.reading.queries.proofs import deletions
from linli.base.reading.queries.purposes import PurposeTerms, purpose, purposes, purposes_named

__all__ = [
    "AlarmLine",
    "ApprovalLine",
    "ObjectionLine",
    "PurposeTerms",
    "ResidentsLine",
    "ResidentsLog",
    "SessionLine",
    "alarms_for",
    "approval_seen_by",
    "approvals_to_decide",
    "deletions",
    "department_of_body",
    "department_of_post",
    "grants_of",
    "objections_for",
    "objections_of",
    "open_session",
    "own_approvals",
    "own_subject",
    "places_of",
    "purpose",
    "purposes",
    "purposes_named",
    "readings_of",
    "sessions_for",
    "standing_in",
    "subjects_seen_by",
]
