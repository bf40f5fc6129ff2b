"""查阅的办理 · Writes to purposes, the reading log, approvals, break-glass sessions, alarms and objections."""

from linli.base.reading.actions.alarms import answer_alarm, raise_alarm, raise_days_alarms
from linli.base.reading.actions.approvals import (
    ask_standing,
    ask_to_read,
    decide_approval,
    end_approval,
)
from linli.base.reading.actions.break_glass import break_glass, review_session
from linli.base.reading.actions.log import NewReading, log_reading
from linli.base.reading.actions.objections import answer_objection, object_to_reading
from linli.base.reading.actions.parties import name_department, state_own_record
from linli.base.reading.actions.proofs import prove_deletion
from linli.base.reading.actions.purposes import (
    LoadedPurposes,
    PurposeDraft,
    change_purpose,
    end_purpose,
    load_purposes,
)

__all__ = [
    "LoadedPurposes",
    "NewReading",
    "PurposeDraft",
    "answer_alarm",
    "answer_objection",
    "ask_standing",
    "ask_to_read",
    "break_glass",
    "change_purpose",
    "decide_approval",
    "end_approval",
    "end_purpose",
    "load_purposes",
    "log_reading",
    "name_department",
    "object_to_reading",
    "prove_deletion",
    "raise_alarm",
    "raise_days_alarms",
    "review_session",
    "state_own_record",
]
