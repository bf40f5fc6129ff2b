"""共享与导出的办理 · Writes to agreements, keys, exchanges and exports; each leaves one audit entry."""

from linli.sharing.actions.agreements import AgreementDraft, ask_agreement, decide_agreement, end_agreement
from linli.sharing.actions.answering import answer_request
from linli.sharing.actions.exports import ExportFile, ask_export, decide_export, make_export
from linli.sharing.actions.keys import end_key, register_key

__all__ = [
    "AgreementDraft",
    "ExportFile",
    "answer_request",
    "ask_agreement",
    "ask_export",
    "decide_agreement",
    "decide_export",
    "end_agreement",
    "end_key",
    "make_export",
    "register_key",
]
