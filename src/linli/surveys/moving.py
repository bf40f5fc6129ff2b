"""Taking hold of a return for writing: the row's lock, the campaign, and the locks in force."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.surveys import hooks
from linli.surveys.models import Return, ReturnStep
from linli.surveys.queries.returns import ReturnInfo, holds_on, info_of, unknown_return
from linli.surveys.states import TRANSITIONS, ReturnState, Step


def taken(return_id: UUID, at: datetime) -> tuple[Return, ReturnInfo]:
    """The row, locked until the transaction ends, and its info as of the day of `at`. Raises NotFound."""
    row = (
        Return.objects.select_for_update(of=("self",)).select_related("campaign").filter(pk=return_id).first()
    )
    if row is None:
        raise unknown_return()
    return row, info_of(row, row.campaign, holds_on(row), local_day(at))


def looked_at(return_id: UUID, at: datetime) -> tuple[Return, ReturnInfo]:
    """The same without a lock, for saying no before anything begins."""
    row = Return.objects.select_related("campaign").filter(pk=return_id).first()
    if row is None:
        raise unknown_return()
    return row, info_of(row, row.campaign, holds_on(row), local_day(at))


def ensure_step(state: ReturnState, step: Step) -> ReturnState:
    """The state that the step leads to. Raises a refusal when it cannot be taken from `state`."""
    allowed, target = TRANSITIONS[step]
    if state not in allowed:
        raise Refusal(
            "surveys.wrong_state",
            _("这份答卷现在是“%(state)s”，不能%(step)s。"),
            _("请刷新页面，看它现在到了哪一步。"),
            state=state.label,
            step=step.label,
        )
    return target


def moved(row: Return, step: Step, target: ReturnState, *, by: Actor, at: datetime, why: str = "") -> None:
    """Set the state and append the step; the caller saves the row's own columns."""
    ReturnStep.objects.create(
        district=row.district,
        community_return=row,
        step=step,
        from_state=row.state,
        to_state=target,
        version=row.version,
        why=why,
        at=at,
        post_id=by.post_id,
        label=by.label,
    )
    row.state = target


def announce(row: Return, *, by: Actor, at: datetime) -> None:
    """Tell higher rooms that what counts has changed."""
    hooks.return_changed.send(
        sender=Return,
        campaign_id=row.campaign_id,
        division_codes=(row.division_code,),
        division_code=row.division_code,
        at=at,
        by=by,
    )
