"""Requests for correction: asked by the resident, answered by the community, with a clock."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.crypto import SubjectGone
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.queries.where import whereabouts
from linli.rights import rules
from linli.rights.models import Correction
from linli.rights.queries.access import own_record
from linli.rights.sealing import seal
from linli.rights.states import MOVES, CorrectionState

MOST_WISH, MOST_GROUNDS = 300, 1000


def ask_correction(
    *, subject_id: UUID, element: str, wish: str, grounds: str, by: Actor, at: datetime
) -> Correction:
    """A resident says that a value of their own record (or of a child of theirs, which the caller checks) is wrong.

    Refusals: rights.no_record (404), rights.no_words, rights.asked_already.
    """
    own = own_record(by.account_id)
    if own is None:
        raise NotFound("rights.no_record", _("这个账号没有对应的登记。"), _("请到社区的服务窗口。"))
    if subject_id not in whereabouts([subject_id]):
        raise _deleted()
    wish, grounds = wish.strip(), grounds.strip()
    if not (wish and grounds) or len(wish) > MOST_WISH or len(grounds) > MOST_GROUNDS:
        raise Refusal("rights.no_words", _("请写明应当是什么、凭什么。"))
    row = Correction(
        subject_id=subject_id,
        division_code=own.division_code,
        element=element,
        asked_at=at,
        asked_by=by.account_id,
        due_date=local_day(at) + timedelta(days=rules.ANSWER_WITHIN_DAYS),
    )
    try:
        row.wish_sealed = seal(subject_id, "rights.wish", wish)
        row.grounds_sealed = seal(subject_id, "rights.grounds", grounds)
    except SubjectGone as error:
        raise _deleted() from error
    try:
        with audited(
            by=by,
            at=at,
            verb="rights.ask_correction",
            subject=f"rights.Correction:{row.pk}",
            place=own.division_code,
            detail={"element": element, "due": row.due_date.isoformat()},
        ):
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refusal(
            "rights.asked_already", _("对这一项已经申请过更正，还没有答复。"), _("可以先撤回，再重新提出。")
        ) from error
    return row


def withdraw_correction(*, correction_id: UUID, by: Actor, at: datetime) -> None:
    """The resident takes the request back."""
    row = Correction.objects.in_scope(by.scope).filter(pk=correction_id, asked_by=by.account_id).first()
    if row is None or by.account_id is None:
        raise _not_found()
    _move(row, CorrectionState.WITHDRAWN, "", None, "rights.withdraw_correction", by, at)


def answer_correction(
    *,
    correction_id: UUID,
    verdict: CorrectionState,
    answer: str,
    entry_id: UUID | None,
    by: Actor,
    at: datetime,
) -> None:
    """Accepted, with the entry by which the record was corrected, or refused with a reason.

    Refusals: rights.not_found (404), rights.not_a_decider, rights.decided, rights.no_reason.
    """
    row = Correction.objects.in_scope(by.scope).filter(pk=correction_id).first()
    if row is None:
        raise _not_found()
    rules.require_decider(by, row.division_code)
    if verdict == CorrectionState.REFUSED and not answer.strip():
        raise Refusal("rights.no_reason", _("不更正的，请写明理由。"))
    if by.account_id == row.asked_by:
        raise Refusal("rights.oneself", _("自己提的申请，请由别人答复。"))
    _move(row, verdict, answer.strip(), entry_id, "rights.answer_correction", by, at)


def _move(
    row: Correction,
    to: CorrectionState,
    answer: str,
    entry_id: UUID | None,
    verb: str,
    by: Actor,
    at: datetime,
) -> None:
    if to not in MOVES[CorrectionState(row.state)]:
        raise _decided()
    with audited(
        by=by,
        at=at,
        verb=verb,
        subject=f"rights.Correction:{row.pk}",
        place=row.division_code,
        detail={"state": to.value, "entry": str(entry_id) if entry_id else ""},
    ):
        changed = (
            Correction.objects.in_scope(Scope(row.division_code))
            .filter(pk=row.pk, state=CorrectionState.OPEN)
            .update(
                state=to,
                answer=answer,
                entry_id=entry_id,
                decided_at=at,
                decided_by=by.account_id,
                decided_label=by.label,
            )
        )
        if not changed:  # somebody else just did
            raise _decided()


def _deleted() -> NotFound:
    return NotFound("rights.no_record", _("这份登记已经删除。"))


def _decided() -> Refusal:
    return Refusal("rights.decided", _("这份申请已经有结果了。"))


def _not_found() -> NotFound:
    return NotFound("rights.not_found", _("没有找到这份申请，或者它不在您的管辖范围内。"))
