"""Judging pairs: one person or two; and parting what was put together."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register import actions as register
from linli.register.ledger.load import canonical_of
from linli.rosters import rules
from linli.rosters.models import Doubt
from linli.rosters.states import OPEN_DOUBTS, DoubtState


def judge_doubt(*, doubt_id: UUID, same: bool, by: Actor, at: datetime, why: str = "") -> Doubt:
    """Say whether two records are one person.

    One and the same: they are merged, the older record is kept. Where both hold a valid identity number, the first
    judgement waits for a second person's; whoever comes second may also say "two". Refusals:
    rosters.doubt_unknown, rosters.judged_already, rosters.needs_another, and those of the merge.
    """
    doubt = _seen(doubt_id, by)
    if doubt.state not in OPEN_DOUBTS:
        raise Refusal("rosters.judged_already", _("这一对已经有人判断过。"), _("请看下一对。"))
    subject = f"rosters.Doubt:{doubt.pk}"
    with audited(
        by=by, at=at, verb="rosters.judge", subject=subject, place=doubt.division_code, why=why.strip()[:500]
    ) as entry:
        doubt.why = why.strip()[:500]
        entry.detail = {"same": same, "weight": doubt.weight}
        if not same:
            _end(doubt, DoubtState.DIFFERENT, at)
        elif doubt.two_numbers and doubt.state == DoubtState.OPEN:
            doubt.state = DoubtState.SEEN_ONCE
            doubt.first_account_id, doubt.first_label, doubt.first_at = by.account_id, by.label[:200], at
        else:
            _merge(doubt, by, at)
        doubt.save()
    return doubt


def _merge(doubt: Doubt, by: Actor, at: datetime) -> None:
    second = None
    if doubt.two_numbers:
        if by.account_id is None or by.account_id == doubt.first_account_id:
            raise Refusal(
                "rosters.needs_another",
                _("两边都有有效的身份号码，第一次是您判断的，须由另一个人复核。"),
                _("请同事在存疑队列里复核。"),
            )
        second = Actor(doubt.first_account_id, None, by.role, by.scope, doubt.first_label)
        doubt.second_account_id = by.account_id
    else:
        doubt.first_account_id, doubt.first_label, doubt.first_at = by.account_id, by.label[:200], at
    shown = canonical_of([doubt.one, doubt.other])
    kept, gone = sorted((shown[doubt.one], shown[doubt.other]))
    if kept == gone:
        _end(doubt, DoubtState.SETTLED, at)
        return
    made = register.merge(
        kept=kept,
        gone=gone,
        weight=doubt.weight,
        reasons=[f"{comparison}:{level}" for comparison, level, _weight in doubt.evidence],
        second=second,
        by=_for_both(by, doubt),
        at=at,
    )
    doubt.merge_id = made.pk
    _end(doubt, DoubtState.SAME, at)


def part_doubt(*, doubt_id: UUID, why: str, by: Actor, at: datetime) -> Doubt:
    """Take the merge of a pair back: everything goes where it was. Refusals: rosters.not_merged, rosters.why_needed."""
    doubt = _seen(doubt_id, by)
    if doubt.state != DoubtState.SAME or doubt.merge_id is None:
        raise Refusal("rosters.not_merged", _("这一对没有合并，无从拆开。"))
    if not why.strip():
        raise Refusal("rosters.why_needed", _("请写明为什么拆开。"))
    subject = f"rosters.Doubt:{doubt.pk}"
    with audited(
        by=by, at=at, verb="rosters.part", subject=subject, place=doubt.division_code, why=why.strip()[:500]
    ):
        register.unmerge(merge_id=doubt.merge_id, why=why.strip(), by=_for_both(by, doubt), at=at)
        doubt.why = why.strip()[:500]
        _end(doubt, DoubtState.SPLIT, at)
        doubt.save()
    return doubt


def _for_both(by: Actor, doubt: Doubt) -> Actor:
    """Whoever may judge the pair may join it, although the other side lives in the next community."""
    return replace(by, scope=Scope(doubt.district))


def _end(doubt: Doubt, state: DoubtState, at: datetime) -> None:
    doubt.state, doubt.decided_at = state, at


def _seen(doubt_id: UUID, by: Actor) -> Doubt:
    rules.ensure_may_judge(by)
    found = Doubt.objects.in_scope(by.scope).filter(pk=doubt_id).first()
    if found is None:
        raise NotFound("rosters.doubt_unknown", _("没有这一对，或者它不在您的管辖范围内。"))
    return found
