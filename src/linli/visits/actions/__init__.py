"""Writes of the room."""

from linli.visits.actions.asking import (
    HomeAsks,
    Request,
    end_asking,
    end_overdue,
    open_asking,
    renew_asking,
)
from linli.visits.actions.collections import Opened, open_collection, publish_notice
from linli.visits.actions.decisions import decide_aside, decide_clash
from linli.visits.actions.devices import Enrolled, enrol_device, note_wiped, report_lost
from linli.visits.actions.odk import receive_odk
from linli.visits.actions.receive import receive
from linli.visits.actions.second_look import (
    answer_call_back,
    answer_signal,
    draw_call_backs,
    note_report_seen,
)

__all__ = [
    "Enrolled",
    "HomeAsks",
    "Opened",
    "Request",
    "answer_call_back",
    "answer_signal",
    "decide_aside",
    "decide_clash",
    "draw_call_backs",
    "end_asking",
    "end_overdue",
    "enrol_device",
    "note_report_seen",
    "note_wiped",
    "open_asking",
    "open_collection",
    "publish_notice",
    "receive",
    "receive_odk",
    "renew_asking",
    "report_lost",
]
