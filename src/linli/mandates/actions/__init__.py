"""Writes of the room: keyword-only, with `by` and `at`, one transaction and one audit entry each."""

from linli.mandates.actions.apply import Application, change, draft, submit, withdraw
from linli.mandates.actions.community import end_burden_item, keep_burden_item, record_refusal
from linli.mandates.actions.days import set_day
from linli.mandates.actions.decide import Terms, approve, extend, refuse, suspend
from linli.mandates.actions.emergency import carry_out, report_emergency
from linli.mandates.actions.measure import record_measured

__all__ = [
    "Application",
    "Terms",
    "approve",
    "carry_out",
    "change",
    "draft",
    "end_burden_item",
    "extend",
    "keep_burden_item",
    "record_measured",
    "record_refusal",
    "refuse",
    "report_emergency",
    "set_day",
    "submit",
    "suspend",
    "withdraw",
]
