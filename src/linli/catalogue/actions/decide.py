"""A second person admits a proposal or turns it down; an element is retired."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.catalogue.hooks import element_admitted
from linli.catalogue.models import Decision, ElementVersion, Retirement
from linli.catalogue.queries import code_list, latest_record
from linli.catalogue.rules import is_second_person, may_decide, refuse_prohibited
from linli.catalogue.states import Origin, Verdict


def admit_element(
    *, by: Actor, at: datetime, version_id: UUID, holds_from: date | None = None, why: str = ""
) -> Decision:
    """Let a proposed version hold from a day on (the proposer's wish, unless another is given).

    Refusals: catalogue.may_not_decide, catalogue.not_waiting, catalogue.same_person, catalogue.prohibited,
    catalogue.begins_too_early, catalogue.decided_meanwhile.
    """
    row = _waiting(by, version_id)
    element = row.element()
    listed = (
        code_list(element.property.type.code_list, at.date()) if element.property.type.code_list else None
    )
    # The word lists grow: what was let through as a proposal is looked at again before it may hold.
    refuse_prohibited(element, "", listed.items if listed else ())
    day = holds_from or row.wished_from
    before = latest_record(row.code)
    begun = before.decision.holds_from if before is not None else None
    if begun is not None and day <= begun:
        raise Refusal(
            "catalogue.begins_too_early",
            _("起用日不晚于现有版本的起用日（%(day)s）。"),
            _("请改用更晚的日期。"),
            day=begun.isoformat(),
        )
    return _decide(by, at, row, Verdict.ADMITTED, day, why)


def reject_element(*, by: Actor, at: datetime, version_id: UUID, why: str) -> Decision:
    """Turn a proposal down. Refusals: as admit_element, and catalogue.no_reason."""
    row = _waiting(by, version_id)
    if not why.strip():
        raise Refusal("catalogue.no_reason", _("没有写明不准入的理由。"), _("请写明理由，提出人会看到。"))
    return _decide(by, at, row, Verdict.REJECTED, None, why)


def retire_element(*, by: Actor, at: datetime, code: str, valid_to: date, why: str) -> Retirement:
    """End an element: from `valid_to` on it is no longer asked for, shown or shared.

    Refusals: catalogue.may_not_decide, catalogue.not_in_use, catalogue.retired_already, catalogue.no_reason,
    catalogue.ends_before_it_begins, catalogue.decided_meanwhile.
    """
    _check_may(by)
    row = latest_record(code)
    if row is None:
        raise NotFound("catalogue.not_in_use", _("目录里没有在用的“%(name)s”。"), name=code)
    if hasattr(row, "retirement"):
        raise Refusal("catalogue.retired_already", _("这个数据元已经停用。"))
    if not why.strip():
        raise Refusal("catalogue.no_reason", _("没有写明停用的理由。"), _("请写明理由。"))
    begun = row.decision.holds_from
    if begun is not None and valid_to < begun:
        raise Refusal(
            "catalogue.ends_before_it_begins", _("停用日早于起用日。"), _("最早可从起用日当天停用。")
        )
    subject = f"catalogue.ElementVersion:{row.pk}"
    place = by.scope.prefix
    with audited(
        by=by, at=at, verb="catalogue.retire_element", subject=subject, place=place, why=why
    ) as entry:
        entry.detail = {"element": code, "valid_to": valid_to.isoformat()}
        made = Retirement(
            version=row,
            valid_to=valid_to,
            why=why.strip(),
            retired_at=at,
            account_id=by.account_id,
            retired_label=by.label,
        )
        _append(made)
    return made


def _check_may(by: Actor) -> None:
    if not may_decide(by):
        raise NotAllowed("catalogue.may_not_decide", _("数据元由区社区办准入和停用。"), _("请联系区社区办。"))


def _waiting(by: Actor, version_id: UUID) -> ElementVersion:
    _check_may(by)
    row = ElementVersion.objects.filter(pk=version_id, decision__isnull=True).first()
    if row is None:
        raise NotFound("catalogue.not_waiting", _("没有这项等待准入的提议，或者已有人作出决定。"))
    if not is_second_person(by, row.account_id):
        raise NotAllowed(
            "catalogue.same_person",
            _("提出和准入须由两个人分别办理。"),
            _("请由区社区办的另一位同事决定。"),
        )
    return row


def _decide(
    by: Actor, at: datetime, row: ElementVersion, verdict: Verdict, holds_from: date | None, why: str
) -> Decision:
    verb = "catalogue.admit_element" if verdict is Verdict.ADMITTED else "catalogue.reject_element"
    subject = f"catalogue.ElementVersion:{row.pk}"
    with audited(by=by, at=at, verb=verb, subject=subject, place=by.scope.prefix, why=why) as entry:
        entry.detail = {"element": row.code, "number": row.number, "digest": row.digest}
        entry.detail |= {"holds_from": holds_from.isoformat()} if holds_from else {}
        made = Decision(
            version=row,
            origin=Origin.PERSON,
            verdict=verdict,
            holds_from=holds_from,
            why=why.strip(),
            proposed_by=row.account_id,
            decided_at=at,
            account_id=by.account_id,
            decided_label=by.label,
        )
        _append(made)
        if verdict is Verdict.ADMITTED:
            element_admitted.send(sender=admit_element, version=row, at=at, by=by)
    return made


def _append(row: Decision | Retirement) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if not type(row).objects.filter(version=row.version).exists():
            raise  # not a race: the row itself is wrong
        raise Refusal(
            "catalogue.decided_meanwhile", _("另一个岗位刚刚作出了决定。"), _("请刷新页面再看。")
        ) from error
