"""What the steps share: taking a return in hand under a lock, checking it, and writing the step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.returns import rules
from linli.returns.models import Report, ReportStep
from linli.returns.states import TRANSITIONS, Lock, State, Step

UNKNOWN = _("没有这份填报，或者它不在您的范围内。")
# Steps by which somebody else opens what is locked for the community.
OPENING = frozenset({Step.SEND_BACK, Step.APPROVE, Step.ACCEPT, Step.CORRECT})
LOCK_TEXTS = {
    Lock.SENT: _("这份填报已报送，正在街道审核。需要改的，请街道退回。"),
    Lock.APPROVED: _("这份填报已审核通过。需要改的，请发起更正。"),
    Lock.PERIOD_CLOSED: _("部门已截止这一期的报送。"),
    Lock.MANDATE_ENDED: _("准入事项已到期或已撤回，不用再填。"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """Who takes which step, having seen which version, and why."""

    step: Step
    by: Actor
    at: datetime
    version: int | None = None
    why: str = ""


@contextmanager
def moving(report_id: UUID, move: Move) -> Iterator[Report]:
    """Take a step: locks the return, checks post, locks, state and version, writes the step; the block does the rest.

    Refusals: returns.unknown, returns.not_allowed, returns.locked_*, returns.wrong_state, returns.changed_meanwhile.
    """
    subject = f"returns.Report:{report_id}"
    with audited(
        by=move.by, at=move.at, verb=f"returns.{move.step.value}", subject=subject, why=move.why
    ) as entry:
        found = Report.objects.in_scope(Scope("")).select_for_update().filter(pk=report_id).first()
        if found is None:
            raise NotFound("returns.unknown", UNKNOWN)
        rules.ensure(rules.may_take(move.step, move.by, found))
        ensure_open(found, move)
        before = State(found.state)
        ensure_state(found, move, before)
        found.state = TRANSITIONS[move.step][1]
        found.version += 1
        yield found
        found.save()
        write_step(found, move, before)
        entry.place = found.community
        entry.detail = {"from": before.value, "to": found.state, "number": found.number}


def ensure_open(found: Report, move: Move) -> None:
    """Raise the refusal of the lock, where there is one that this step does not open."""
    closed = rules.period_is_closed(found.mandate, found.period_first)
    lock = rules.lock_of(found, local_day(move.at), is_closed=closed)
    if lock in (Lock.SENT, Lock.APPROVED) and move.step in OPENING:
        return
    if lock is not None:
        raise Refusal(f"returns.locked_{lock.value}", LOCK_TEXTS[lock])


def ensure_state(found: Report, move: Move, before: State) -> None:
    """Raise returns.wrong_state or returns.changed_meanwhile."""
    if before not in TRANSITIONS[move.step][0]:
        raise Refusal(
            "returns.wrong_state",
            _("这份填报现在是“%(state)s”，不能再做这一步。"),
            _("请刷新页面，看看它现在的状态。"),
            state=before.label,
        )
    if move.version is not None and move.version != found.version:
        raise Refusal(
            "returns.changed_meanwhile",
            _("您查看之后，别人已经处理过这份填报。"),
            _("请刷新页面，看过新的内容再办。"),
        )


def write_step(found: Report, move: Move, before: State | None) -> None:
    """Append the step to the return's history."""
    ReportStep(
        id=uuid7(),
        report=found,
        step=move.step,
        from_state=before.value if before else "",
        to_state=found.state,
        number=found.number,
        at=move.at,
        label=move.by.label,
        why=move.why,
    ).save()
