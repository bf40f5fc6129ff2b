"""Break-glass: opening a session, and its review by a supervisor."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.actions.alarms import raise_alarm
from linli.base.reading.models import BreakGlass, BreakGlassReview
from linli.base.reading.queries.break_glass import open_session
from linli.base.reading.queries.parties import holds_post
from linli.base.reading.states import AlarmKind, ReviewVerdict
from linli.base.workdays import day_of


def break_glass(*, reason: str, by: Actor, at: datetime) -> BreakGlass:
    """Read without an approval for fifteen minutes. The supervisor is told at once, residents by their own log.

    Refusals: reading.no_reader, reading.not_in_duty, reading.no_reason, reading.already_open.
    """
    rules.require_person(by)
    words = rules.checked_reason(reason)
    if not holds_post(by, at):
        raise NotAllowed("reading.not_in_duty", _("您现在不在这个岗位上任职。"))
    if open_session(by, at) is not None:
        raise Refusal("reading.already_open", _("紧急查阅已经启用，还没有到期。"))
    assert by.account_id is not None
    assert by.post_id is not None
    row = BreakGlass(
        account_id=by.account_id,
        post_id=by.post_id,
        role=str(by.role),
        label=by.label,
        place=by.scope.prefix,
        reach=rules.reach_of(by),
        reason=words,
        opened_at=at,
        expires_at=at + timedelta(minutes=rules.BREAK_GLASS_MINUTES),
    )
    with audited(
        by=by, at=at, verb="reading.break_glass", subject=f"reading.BreakGlass:{row.pk}", place=row.place
    ):
        row.save()
        raise_alarm(
            kind=AlarmKind.BREAK_GLASS,
            day=day_of(at),
            looks=0,
            usual=None,
            about=by,
            by=by,
            at=at,
        )
    return row


def review_session(
    *, session_id: UUID, verdict: ReviewVerdict, words: str, by: Actor, at: datetime
) -> BreakGlassReview:
    """Say whether it was needed. Refusals: reading.no_session (404), reading.not_supervisor, reading.reviewed."""
    row = BreakGlass.objects.in_scope(by.scope).filter(pk=session_id).first()
    if row is None:
        raise NotFound("reading.no_session", _("没有找到这次紧急查阅，或者它不在您的管辖范围内。"))
    rules.require_supervisor(by, row.role, row.place, row.account_id)
    if not words.strip():
        raise Refusal("reading.no_words", _("请写明复核情况。"))
    if BreakGlassReview.objects.filter(session=row).exists():
        raise Refusal("reading.reviewed", _("这次紧急查阅已经复核过了。"))
    assert by.account_id is not None
    review = BreakGlassReview(
        session=row,
        opened_by=row.account_id,
        verdict=verdict,
        words=words.strip(),
        reviewed_at=at,
        account_id=by.account_id,
        label=by.label,
    )
    with audited(
        by=by,
        at=at,
        verb="reading.review_session",
        subject=f"reading.BreakGlass:{row.pk}",
        place=row.place,
        detail={"verdict": str(verdict)},
    ):
        review.save()
    return review
