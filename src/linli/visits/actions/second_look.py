"""Call-backs drawn by lot, and what is said about a signal."""

import math
from collections import defaultdict
from datetime import datetime, timedelta
from random import SystemRandom
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.visits import refusals, rules
from linli.visits.models import CallBack, FieldReport, Signal, Visit
from linli.visits.states import CallBackResult, VisitOutcome


def draw_call_backs(*, by: Actor, at: datetime) -> int:
    """Draw from the completed visits of the last seven days: one in twenty of each officer, at least one.

    Nobody can know beforehand which. Visits drawn before count towards the share. Returns how many are new.
    """
    if not rules.may_decide(by, by.scope.prefix):
        raise refusals.not_there()
    since = local_day(at) - timedelta(days=rules.CALL_BACK_DAYS)
    rows = Visit.objects.in_scope(by.scope).filter(day__gt=since, outcome=VisitOutcome.DONE)
    made: dict[UUID, list[tuple[UUID, str, bool]]] = defaultdict(list)
    for account, visit, place, drawn in rows.order_by("id").values_list(
        "account_id", "id", "place", "call_back__id"
    ):
        made[account].append((visit, place, drawn is not None))
    chance = SystemRandom()
    chosen: list[tuple[UUID, str]] = []
    for visits in made.values():
        due = math.ceil(len(visits) / rules.CALL_BACK_SHARE) - sum(drawn for *_rest, drawn in visits)
        left = [(visit, place) for visit, place, drawn in visits if not drawn]
        chosen += chance.sample(left, max(0, min(due, len(left))))
    if not chosen:
        return 0
    place = rules.code_of(by.scope.prefix)
    with audited(
        by=by, at=at, verb="visits.draw_call_backs", subject="visits.CallBack:", place=place
    ) as entry:
        CallBack.objects.bulk_create(
            CallBack(district=where[: rules.DISTRICT_DIGITS], place=where, visit_id=visit, drawn_at=at)
            for visit, where in chosen
        )
        entry.detail = {"drawn": len(chosen)}
    return len(chosen)


def answer_call_back(
    *, call_back_id: UUID, result: CallBackResult, note: str = "", by: Actor, at: datetime
) -> None:
    """What the household said. Never by the officer whose visit it is. Raises not_there, not_yours, decided_already."""
    row = CallBack.objects.in_scope(by.scope).filter(pk=call_back_id).first()
    if row is None or not rules.may_decide(by, row.place):
        raise refusals.not_there()
    officer = (
        Visit.objects.in_scope(by.scope).filter(pk=row.visit_id).values_list("account_id", flat=True).get()
    )
    if officer == by.account_id:
        raise refusals.not_yours()
    if row.done_at is not None:
        raise refusals.decided_already()
    place = rules.code_of(row.place)
    subject = f"visits.CallBack:{row.pk}"
    with audited(by=by, at=at, verb="visits.answer_call_back", subject=subject, place=place) as entry:
        row.done_at, row.result, row.note, row.account_id = at, result, note.strip()[:200], by.account_id
        row.save(update_fields=["done_at", "result", "note", "account_id"])
        entry.detail = {"result": str(result)}


def answer_signal(*, signal_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say how it came about: the officer themselves, or whoever looked into it. Raises not_there, needs_why,
    decided_already.
    """
    row = Signal.objects.in_scope(by.scope).filter(pk=signal_id).first()
    if row is None or not (row.account_id == by.account_id or rules.may_decide(by, row.place)):
        raise refusals.not_there()
    if not words.strip():
        raise refusals.needs_why()
    if row.answered_at is not None:
        raise refusals.decided_already()
    place = rules.code_of(row.place)
    with audited(by=by, at=at, verb="visits.answer_signal", subject=f"visits.Signal:{row.pk}", place=place):
        row.answered_at, row.answer = at, words.strip()[:200]
        row.save(update_fields=["answered_at", "answer"])


def note_report_seen(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody in the community has taken a report on. Raises not_there, decided_already."""
    row = FieldReport.objects.in_scope(by.scope).filter(pk=report_id).first()
    if row is None or not rules.may_decide(by, row.place):
        raise refusals.not_there()
    if row.seen_at is not None:
        raise refusals.decided_already()
    place = rules.code_of(row.place)
    subject = f"visits.FieldReport:{row.pk}"
    with audited(by=by, at=at, verb="visits.note_report_seen", subject=subject, place=place):
        row.seen_at = at
        row.save(update_fields=["seen_at"])
