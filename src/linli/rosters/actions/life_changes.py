"""Accepting or declining the changes in life that rosters report."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.crypto.opened import cipher
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.ledger.load import canonical_of
from linli.rosters import rules
from linli.rosters.accepting import Accepted, recorded
from linli.rosters.models import LifeChange
from linli.rosters.states import ChangeState


def accept_change(
    *, change_id: UUID, by: Actor, at: datetime, since: date | None = None, why: str = ""
) -> LifeChange:
    """Record the change from the day it holds (by default the roster's), as reported by the roster's source.

    Refusals: rosters.change_unknown, rosters.decided_already, rosters.change_of_nobody, and those of the record.
    """
    change = _open_one(change_id, by)
    day = since or change.since
    if day > local_day(at):
        raise Refusal("rosters.since_later", _("变化的日期在将来。"), _("请填写变化发生的那一天。"))
    subject = canonical_of([change.subject]).get(change.subject, change.subject)
    value = cipher().open(change.subject, f"rosters.{change.element}", bytes(change.after_sealed))
    with audited(
        by=by,
        at=at,
        verb="rosters.accept_change",
        subject=f"rosters.LifeChange:{change.pk}",
        place=change.division_code,
        why=why.strip()[:500],
        detail={"kind": change.kind},
    ):
        wide = replace(by, scope=Scope(change.district))
        change.entry_id = recorded(Accepted(change, subject, value, day, why.strip(), wide, at))
        _decide(change, ChangeState.ACCEPTED, why, by, at)
    return change


def decline_change(*, change_id: UUID, why: str, by: Actor, at: datetime) -> LifeChange:
    """Say that it is not so; the same change is not proposed again. Refusal: rosters.why_needed."""
    change = _open_one(change_id, by)
    if not why.strip():
        raise Refusal("rosters.why_needed", _("请写明为什么不采纳。"))
    subject = f"rosters.LifeChange:{change.pk}"
    with audited(
        by=by,
        at=at,
        verb="rosters.decline_change",
        subject=subject,
        place=change.division_code,
        why=why.strip(),
    ):
        _decide(change, ChangeState.DECLINED, why, by, at)
    return change


def _open_one(change_id: UUID, by: Actor) -> LifeChange:
    rules.ensure_may_judge(by)
    rows = LifeChange.objects.in_scope(by.scope).select_related("roster")
    found = rows.filter(pk=change_id).first()
    if found is None:
        raise NotFound("rosters.change_unknown", _("没有这项变化，或者它不在您的管辖范围内。"))
    if found.state != ChangeState.OPEN:
        raise Refusal("rosters.decided_already", _("这项变化已经有人处理过。"), _("请看下一项。"))
    return found


def _decide(change: LifeChange, state: ChangeState, why: str, by: Actor, at: datetime) -> None:
    change.state, change.decided_at, change.decided_by = state, at, by.account_id
    change.why = why.strip()[:500]
    change.save()
