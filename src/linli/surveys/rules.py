"""Who may do what, and when a period is locked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.surveys.states import WRITABLE, CampaignState, LockReason, ReturnState

READERS = frozenset({Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SUB_DISTRICT, Role.COMMITTEE, Role.AUDITOR})


def is_product(by: Actor) -> bool:
    """The product itself: the demo, an import at the command line. Never somebody in a post."""
    return by.is_system and by.role is None


def may_manage(by: Actor, prefix: str) -> bool:
    """Make, open, close, reopen a campaign: the district community office whose area holds the places asked."""
    return is_product(by) or (by.role == Role.DISTRICT_OFFICE and by.scope.covers(prefix))


def may_answer(by: Actor, code: str) -> bool:
    """Answer for a community: the staff of that community's committee, nobody else."""
    return is_product(by) or (by.role == Role.COMMITTEE and by.scope.prefix == code)


def may_review(by: Actor, code: str) -> bool:
    """Look through what was handed in: the clerk of the sub-district."""
    return is_product(by) or (by.role == Role.SUB_DISTRICT and by.scope.covers(code))


def may_approve(by: Actor, code: str) -> bool:
    """Approve, and undo it: the district community office."""
    return is_product(by) or (by.role == Role.DISTRICT_OFFICE and by.scope.covers(code))


def may_send_back(by: Actor, code: str) -> bool:
    """Send back, and undo it: whoever reviews or approves."""
    return may_review(by, code) or may_approve(by, code)


def may_hold(by: Actor, prefix: str) -> bool:
    """Lock by hand, for a stated reason: the district office anywhere, the sub-district in its own area."""
    return may_manage(by, prefix) or (by.role == Role.SUB_DISTRICT and by.scope.covers(prefix))


def may_record(by: Actor, code: str) -> bool:
    """Write answers for many communities at once: the district community office."""
    return may_approve(by, code)


def may_note(by: Actor, code: str) -> bool:
    """Record a visit or talk: everybody who takes part in the survey of the place."""
    return may_answer(by, code) or may_send_back(by, code)


def ensure(allowed: bool) -> None:
    """Raise NotAllowed when a rule said no."""
    if not allowed:
        raise NotAllowed(
            "surveys.not_allowed",
            _("您现在的岗位不能办这件事，或者不在您管辖的范围内。"),
            _("请换一个岗位，或请有权限的人办理。"),
        )


@dataclass(frozen=True, slots=True)
class Lock:
    """One reason why nothing can be written now. `why` is stated for OTHER; `since` where a day is known."""

    reason: LockReason
    why: str = ""
    since: date | None = None
    placed_by: str = ""

    @property
    def explanation(self) -> Any:
        """What the lock means, in words."""
        return _EXPLANATIONS[self.reason]

    @property
    def unlocker(self) -> Any:
        """Who can lift it, and how, in words."""
        return _UNLOCKERS[self.reason]


_EXPLANATIONS: dict[LockReason, Any] = {
    LockReason.NOT_OPEN: _("调查还没有开放，现在不能填写。"),
    LockReason.CLOSED: _("调查已经截止，不能再填写。"),
    LockReason.APPROVED: _("这份答卷已经核定，不能再改。"),
    LockReason.OTHER: _("这份答卷被锁定，暂时不能填写。"),
}
_UNLOCKERS: dict[LockReason, Any] = {
    LockReason.NOT_OPEN: _("由区社区办开放调查；到了开始日期即可填写。"),
    LockReason.CLOSED: _("由区社区办重新开放调查。"),
    LockReason.APPROVED: _("由区社区办撤销核定。"),
    LockReason.OTHER: _("由锁定的岗位或区社区办解除。"),
}


def locks_on(
    *,
    campaign_state: CampaignState,
    opens_date: date,
    closed_date: date | None,
    return_state: ReturnState | None,
    approved_date: date | None,
    holds: Iterable[tuple[str, date, str]],
    as_of: date,
) -> tuple[Lock, ...]:
    """Every lock in force on `as_of`; empty when writing is possible. `holds` are (why, since, placed by)."""
    found = []
    if campaign_state == CampaignState.DRAFT or (campaign_state == CampaignState.OPEN and as_of < opens_date):
        found.append(Lock(LockReason.NOT_OPEN, since=opens_date))
    if campaign_state == CampaignState.CLOSED:
        found.append(Lock(LockReason.CLOSED, since=closed_date))
    if return_state == ReturnState.APPROVED:
        found.append(Lock(LockReason.APPROVED, since=approved_date))
    found.extend(Lock(LockReason.OTHER, why, since, placed_by) for why, since, placed_by in holds)
    return tuple(found)


class Locked(Refusal):
    """Something was to be written into a locked period; `lock` says why and who can unlock."""

    status = 423

    def __init__(self, lock: Lock) -> None:
        super().__init__(f"surveys.locked_{lock.reason}", lock.explanation, lock.unlocker)
        self.lock = lock

    @property
    def message(self) -> str:
        """The explanation, with the stated reason if there is one."""
        return f"{self.lock.explanation}{self.lock.why}"


def ensure_unlocked(locks: Iterable[Lock]) -> None:
    """Raise Locked for the first lock."""
    for lock in locks:
        raise Locked(lock)


def ensure_writable(state: ReturnState) -> None:
    """Raise a refusal when the return is handed in: the community takes it back before changing it."""
    if state == ReturnState.SUBMITTED:
        raise Refusal(
            "surveys.submitted",
            _("答卷已经提交，正在审核。"),
            _("要修改，请先撤回。"),
        )
    assert state in WRITABLE or state == ReturnState.APPROVED  # an approved return is locked
