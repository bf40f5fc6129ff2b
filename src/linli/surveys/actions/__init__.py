"""Writes of the room: keyword-only, with `by` and `at`, one transaction and one audit entry each."""

from linli.surveys.actions.bulk import RecordSummary, record_answers
from linli.surveys.actions.campaigns import (
    AskedPlace,
    close_campaign,
    create_campaign,
    open_campaign,
    reopen_campaign,
)
from linli.surveys.actions.drafts import (
    Change,
    Conflict,
    Rejected,
    Saved,
    SaveResult,
    save_draft,
    start_return,
)
from linli.surveys.actions.evidence import add_evidence, remove_evidence
from linli.surveys.actions.holds import place_hold, release_hold
from linli.surveys.actions.moves import (
    approve_return,
    review_return,
    send_back,
    submit_return,
    undo_approve,
    undo_send_back,
    withdraw_return,
)
from linli.surveys.actions.uploads import (
    Applied,
    Staged,
    apply_upload,
    stage_community,
    stage_district,
    start_applying,
)

__all__ = [
    "Applied",
    "AskedPlace",
    "Change",
    "Conflict",
    "RecordSummary",
    "Rejected",
    "SaveResult",
    "Saved",
    "Staged",
    "add_evidence",
    "apply_upload",
    "approve_return",
    "close_campaign",
    "create_campaign",
    "open_campaign",
    "place_hold",
    "record_answers",
    "release_hold",
    "remove_evidence",
    "reopen_campaign",
    "review_return",
    "save_draft",
    "send_back",
    "stage_community",
    "stage_district",
    "start_applying",
    "start_return",
    "submit_return",
    "undo_approve",
    "undo_send_back",
    "withdraw_return",
]
