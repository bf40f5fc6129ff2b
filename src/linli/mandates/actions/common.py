"""What the actions share: finding a mandate for writing, and writing its step."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.mandates import rules
from linli.mandates.history import write_step
from linli.mandates.hooks import mandate_moved
from linli.mandates.models import Mandate
from linli.mandates.states import DECIDING, TRANSITIONS, State, Step


def _ensure_unchanged(found: Mandate, state: State, version: int | None) -> None:
    if version is not None and found.version != version:
        raise Refusal(
            "mandates.changed_meanwhile",
            _("您查看之后，别人已经处理过这个事项，它现在是“%(state)s”；您的决定没有记下。"),
            _("请刷新页面，看过新的内容再决定。"),
            state=state.label,
        )


def _ensure_state(step: Step, state: State, allowed: frozenset[State]) -> None:
    if state in allowed:
        return
    if state is State.SUSPENDED and step in DECIDING:
        raise Refusal(
            "mandates.papers_missing",
            _("材料还没有补齐：已退回申请部门补正，期限暂停。"),
            _("等申请部门补正后重新提交，再作决定。"),
        )
    raise Refusal(
        "mandates.wrong_state",
        _("这个事项现在是“%(state)s”，不能再做这一步。"),
        _("请刷新页面，看看它现在的状态。"),
        state=state.label,
    )


@contextmanager
def moving(
    *, mandate_id: UUID, step: Step, by: Actor, at: datetime, version: int | None = None, why: str = ""
) -> Iterator[Mandate]:
    """Take a step: locks the mandate, checks post, state and version, writes the step; the block does the rest.

    `version` is what the acting post has seen: somebody who decided in between is not overwritten.
    Refusals: mandates.unknown, mandates.not_allowed, mandates.wrong_state, mandates.papers_missing,
    mandates.changed_meanwhile.
    """
    subject = f"mandates.Mandate:{mandate_id}"
    with audited(by=by, at=at, verb=f"mandates.{step.value}", subject=subject, why=why) as entry:
        found = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
        if found is None:
            raise NotFound("mandates.unknown", _("没有这个事项，或者它不在您的范围内。"))
        rules.ensure(rules.may_take(step, by, found))
        before = State(found.state)
        allowed, leads_to = TRANSITIONS[step]
        _ensure_unchanged(found, before, version)
        _ensure_state(step, before, allowed)
        found.state = leads_to if step is not Step.CHANGE else before
        found.version += 1
        yield found
        found.save()
        write_step(found, step, before, by=by, at=at, why=why)
        mandate_moved.send(sender=Mandate, mandate=found, step=step, at=at)
        entry.place = found.district
        entry.detail = {"from": before.value, "to": str(found.state)}
