"""Handing in, taking back, reviewing, approving, sending back; each can be undone."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import Draft, audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.surveys import rules
from linli.surveys.models import Return
from linli.surveys.moving import announce, ensure_step, looked_at, moved, taken
from linli.surveys.queries.review import Review, review
from linli.surveys.states import LockReason, ReturnState, Step


class NotReady(Refusal):
    """A return cannot be handed in as it is; `review` says what is missing, broken or to be confirmed."""

    status = 422

    def __init__(self, code: str, found: Review) -> None:
        super().__init__(code, _MESSAGES[code], _("请按页面上方列出的各条改正或确认。"))
        self.review = found


_MESSAGES = {
    "surveys.not_complete": _("还有必答的问题没有回答，或有互相矛盾的答案，不能提交。"),
    "surveys.not_confirmed": _("有几处不寻常，要逐条确认后才能提交。"),
}


def submit_return(
    *, return_id: UUID, by: Actor, at: datetime, version: int, confirmed: Collection[str] = ()
) -> Return:
    """Hand in. `version` is the version of the return that the person has seen; `confirmed` the keys of the
    warnings they confirmed (`Review.keys`).

    Raises NotReady for what is missing, broken or unconfirmed, and a refusal when somebody has written since.
    """
    row, info = looked_at(return_id, at)
    rules.ensure(rules.may_answer(by, row.division_code))
    with _audit(row, "surveys.submit_return", by, at) as entry:
        row, info = taken(return_id, at)
        rules.ensure_unlocked(info.locks)
        target = ensure_step(ReturnState(row.state), Step.SUBMIT)
        if row.version != version:
            raise Refusal(
                "surveys.changed_meanwhile",
                _("您查看之后，又有人改了这份答卷。"),
                _("请看一遍改过的地方，再提交。"),
            )
        found = review(info.questionnaire, row.pk)
        if found.blocked:
            raise NotReady("surveys.not_complete", found)
        if not found.keys <= set(confirmed):
            raise NotReady("surveys.not_confirmed", found)
        # A return that was sent back stays as timely as it was when it first came in.
        sent_back = row.state == ReturnState.SENT_BACK
        moved(row, Step.SUBMIT, target, by=by, at=at)
        row.submitted_at, row.reviewed_at = (row.submitted_at if sent_back else at), None
        row.confirmed = sorted(found.keys)
        row.save(update_fields=["state", "submitted_at", "reviewed_at", "confirmed"])
        entry.detail = {"version": row.version, "confirmed": row.confirmed}
        announce(row, by=by, at=at)
    return row


def withdraw_return(*, return_id: UUID, by: Actor, at: datetime) -> Return:
    """The community takes back what it handed in, to change it."""
    row, _info = looked_at(return_id, at)
    rules.ensure(rules.may_answer(by, row.division_code))
    return _move(
        row, Step.WITHDRAW, "surveys.withdraw_return", by=by, at=at, submitted_at=None, reviewed_at=None
    )


def review_return(*, return_id: UUID, by: Actor, at: datetime) -> Return:
    """The sub-district has looked it through and finds it right."""
    row, _info = looked_at(return_id, at)
    rules.ensure(rules.may_review(by, row.division_code))
    return _move(row, Step.REVIEW, "surveys.review_return", by=by, at=at, reviewed_at=at)


def approve_return(*, return_id: UUID, by: Actor, at: datetime) -> Return:
    """The district approves."""
    row, _info = looked_at(return_id, at)
    rules.ensure(rules.may_approve(by, row.division_code))
    return _move(row, Step.APPROVE, "surveys.approve_return", by=by, at=at, approved_at=at)


def undo_approve(*, return_id: UUID, by: Actor, at: datetime) -> Return:
    """Take an approval back: the return is handed in again."""
    row, _info = looked_at(return_id, at)
    rules.ensure(rules.may_approve(by, row.division_code))
    return _move(row, Step.UNDO_APPROVE, "surveys.undo_approve", by=by, at=at, approved_at=None)


def send_back(*, return_id: UUID, by: Actor, at: datetime, why: str) -> Return:
    """Send back with a reason that the community reads. Raises a refusal without one."""
    row, _info = looked_at(return_id, at)
    rules.ensure(rules.may_send_back(by, row.division_code))
    if not why.strip():
        raise Refusal("surveys.reason_missing", _("没有写退回的理由。"), _("请写明要改什么。"))
    return _move(row, Step.SEND_BACK, "surveys.send_back", by=by, at=at, why=why.strip()[:1000])


def undo_send_back(*, return_id: UUID, by: Actor, at: datetime) -> Return:
    """Take a sending back back, as long as the community has not begun to change its answers."""
    row, _info = looked_at(return_id, at)
    rules.ensure(rules.may_send_back(by, row.division_code))
    return _move(row, Step.UNDO_SEND_BACK, "surveys.undo_send_back", by=by, at=at)


def _move(
    row: Return,
    step: Step,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    **columns: datetime | None,
) -> Return:
    with _audit(row, verb, by, at, why=why) as entry:
        row, info = taken(row.pk, at)
        _ensure_movable(step, info.locks)
        target = ensure_step(ReturnState(row.state), step)
        if step is Step.UNDO_SEND_BACK:
            _ensure_untouched(row)
        moved(row, step, target, by=by, at=at, why=why)
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=["state", *columns])
        entry.detail = {"version": row.version}
        announce(row, by=by, at=at)
    return row


def _ensure_movable(step: Step, locks: Collection[rules.Lock]) -> None:
    """Approving and undoing it go on after the campaign has closed; a lock by hand stops everything."""
    everything = step is Step.WITHDRAW
    rules.ensure_unlocked(lock for lock in locks if everything or lock.reason is LockReason.OTHER)


def _ensure_untouched(row: Return) -> None:
    last = row.steps.order_by("-at", "-id").values_list("version", flat=True).first()
    if last != row.version:
        raise Refusal(
            "surveys.changed_since",
            _("退回之后社区已经改了答卷，不能撤销退回。"),
            _("请等社区重新提交。"),
        )


def _audit(row: Return, verb: str, by: Actor, at: datetime, why: str = "") -> AbstractContextManager[Draft]:
    subject = f"surveys.Return:{row.pk}"
    return audited(by=by, at=at, verb=verb, subject=subject, place=row.division_code, why=why)
