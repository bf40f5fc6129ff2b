"""Asking for leave to read guarded data, deciding on it, taking it back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import Approval, ApprovalDecision, ApprovalEnd, ApprovalSubject
from linli.base.reading.queries.parties import holds_post
from linli.base.reading.queries.purposes import purpose as purpose_terms
from linli.base.reading.states import ApprovalKind, Guarded, Verdict
from linli.base.workdays import day_of


def ask_standing(
    *,
    purpose: str,
    classes: Iterable[Guarded],
    reason: str,
    valid_to: date,
    by: Actor,
    at: datetime,
) -> Approval:
    """Ask that the post may read guarded classes in its own grid or community until `valid_to`, a year at most.

    Refusals: reading.no_standing, reading.no_purpose, reading.dates, reading.no_reason.
    """
    if by.role not in rules.STANDING_ROLES:
        raise NotAllowed(
            "reading.no_standing",
            _("常设审批只给网格员和居委会工作人员，范围限于本网格、本社区。"),
            _("请按一事一批申请。"),
        )
    return _ask(ApprovalKind.STANDING, purpose, classes, (), (), reason, valid_to, by, at)


def ask_to_read(
    *,
    subjects: Sequence[UUID],
    elements: Sequence[str],
    purpose: str,
    classes: Iterable[Guarded],
    reason: str,
    valid_to: date,
    by: Actor,
    at: datetime,
) -> Approval:
    """Ask to read these elements of these people for one matter, for thirty days at most."""
    if not subjects or not elements:
        raise Refusal("reading.nothing_asked", _("请选定要查阅的人和内容。"))
    return _ask(ApprovalKind.SINGLE, purpose, classes, subjects, elements, reason, valid_to, by, at)


def decide_approval(
    *,
    approval_id: UUID,
    verdict: Verdict,
    by: Actor,
    at: datetime,
    why: str = "",
    valid_to: date | None = None,
) -> ApprovalDecision:
    """Grant (perhaps for a shorter time) or refuse with a reason. A supervisor does, never who asked.

    Refusals: reading.no_approval (404), reading.not_supervisor, reading.decided, reading.why_not, reading.dates.
    """
    row = Approval.objects.in_scope(by.scope).filter(pk=approval_id).first()
    if row is None:
        raise NotFound("reading.no_approval", _("没有找到这份申请，或者它不在您的管辖范围内。"))
    rules.require_supervisor(by, row.role, row.place, row.account_id)
    _require_duty(by, at)
    if verdict == Verdict.REFUSED and not why.strip():
        raise Refusal("reading.why_not", _("请写明不同意的理由。"))
    until = min(valid_to or row.valid_to, row.valid_to)
    if verdict == Verdict.GRANTED and until <= max(row.valid_from, day_of(at)):
        raise Refusal("reading.dates", _("终止日须在起始日和今天之后。"))
    assert by.account_id is not None
    decision = ApprovalDecision(
        approval=row,
        asked_by=row.account_id,
        verdict=verdict,
        valid_to=until if verdict == Verdict.GRANTED else None,
        why=why.strip(),
        decided_at=at,
        account_id=by.account_id,
        label=by.label,
    )
    with audited(
        by=by,
        at=at,
        verb="reading.decide_approval",
        subject=f"reading.Approval:{row.pk}",
        place=row.place,
        detail={"verdict": str(verdict), "until": until.isoformat()},
    ):
        _only_once(decision, _("这份申请已经有人决定了。"))
    return decision


def end_approval(*, approval_id: UUID, why: str, by: Actor, at: datetime) -> ApprovalEnd:
    """Take an approval back before its day: its supervisor, or the one who holds it."""
    row = Approval.objects.in_scope(by.scope).filter(pk=approval_id).first()
    if row is None:
        raise NotFound("reading.no_approval", _("没有找到这份申请，或者它不在您的管辖范围内。"))
    if row.account_id != by.account_id:
        rules.require_supervisor(by, row.role, row.place, row.account_id)
    if not why.strip():
        raise Refusal("reading.why_end", _("请写明终止的理由。"))
    assert by.account_id is not None
    end = ApprovalEnd(approval=row, ended_at=at, why=why.strip(), account_id=by.account_id, label=by.label)
    with audited(
        by=by, at=at, verb="reading.end_approval", subject=f"reading.Approval:{row.pk}", place=row.place
    ):
        _only_once(end, _("这份审批已经终止了。"))
    return end


def _ask(
    kind: ApprovalKind,
    purpose: str,
    classes: Iterable[Guarded],
    subjects: Sequence[UUID],
    elements: Sequence[str],
    reason: str,
    valid_to: date,
    by: Actor,
    at: datetime,
) -> Approval:
    rules.require_person(by)
    words, today = rules.checked_reason(reason), day_of(at)
    _require_duty(by, at)
    until = _until(kind, purpose, valid_to, today)
    wanted = sorted({str(one) for one in classes})
    if not wanted:
        raise Refusal("reading.no_class", _("请选择需要审批的类别。"))
    assert by.account_id is not None
    assert by.post_id is not None
    row = Approval(
        kind=kind,
        account_id=by.account_id,
        post_id=by.post_id,
        role=str(by.role),
        label=by.label,
        place=by.scope.prefix,
        purpose=purpose,
        classes=wanted,
        elements=sorted(set(elements)),
        reason=words,
        asked_at=at,
        valid_from=today,
        valid_to=until,
    )
    with audited(
        by=by,
        at=at,
        verb="reading.ask_approval",
        subject=f"reading.Approval:{row.pk}",
        place=row.place,
        why=purpose,
        detail={"kind": str(kind), "classes": wanted, "people": len(set(subjects))},
    ):
        row.save()
        ApprovalSubject.objects.bulk_create(
            ApprovalSubject(approval=row, subject=subject) for subject in dict.fromkeys(subjects)
        )
    return row


def _until(kind: ApprovalKind, purpose: str, wished: date, today: date) -> date:
    """The last day asked for, which is never beyond the purpose's own."""
    terms = purpose_terms(purpose)
    if terms is None or not terms.is_in_force(today):
        raise Refusal("reading.no_purpose", _("这个用途不在登记里，或已经终止。"))
    most = rules.STANDING_DAYS if kind == ApprovalKind.STANDING else rules.SINGLE_DAYS
    if not today < wished <= today + timedelta(days=most):
        raise Refusal("reading.dates", _("终止日须在今天之后，最多%(most)s天。"), most=most)
    return min(wished, terms.valid_to)


def _require_duty(by: Actor, at: datetime) -> None:
    if not holds_post(by, at):
        raise NotAllowed("reading.not_in_duty", _("您现在不在这个岗位上任职。"))


def _only_once(row: ApprovalDecision | ApprovalEnd, words: object) -> None:
    """Save, or refuse when somebody else was first."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal("reading.decided", words) from error
