"""The way of a return: community, sub-district, department, and back."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.mandates.models import Mandate
from linli.returns import rules
from linli.returns.models import ClosedPeriod, Filling, Report
from linli.returns.moving import Move, moving
from linli.returns.plan import plan_of
from linli.returns.states import Step

LABEL = 200


def send(*, report_id: UUID, version: int, why: str = "", by: Actor, at: datetime) -> Report:
    """Send to the sub-district what was filled last. Refusals: returns.changed_since, and those of `moving`.

    `why` says what a correction corrects; a second version without a word is refused (returns.no_reason).
    """
    with moving(report_id, Move(Step.SEND, by, at, version, why.strip())) as found:
        if found.sent_number and not why.strip():
            raise Refusal("returns.no_reason", _("这是更正，请写明改了什么。"))
        _ensure_same_form(found, local_day(at))
        found.sent_number = found.number
        found.first_sent_at = found.first_sent_at or at
    return found


def _ensure_same_form(found: Report, today: date) -> None:
    """What is sent was filled for the form as it was admitted: its rows, and the tables inside its cards."""
    last = Filling.objects.get(report=found, number=found.number)
    plan = plan_of(found.mandate, today)
    members = [column.field.position for column in plan.members]
    if (last.fields, last.member_fields) != (plan.positions, members):
        raise Refusal("returns.form_changed", _("填写之后表格变了。"), _("请重新从登记填写。"))


def approve(*, report_id: UUID, version: int, by: Actor, at: datetime) -> Report:
    """The sub-district passes it on to the department."""
    with moving(report_id, Move(Step.APPROVE, by, at, version)) as found:
        return found


def accept(*, report_id: UUID, version: int, by: Actor, at: datetime) -> Report:
    """The department takes it."""
    with moving(report_id, Move(Step.ACCEPT, by, at, version)) as found:
        return found


def send_back(*, report_id: UUID, version: int, why: str, by: Actor, at: datetime) -> Report:
    """Sub-district or department give it back to the community, with a reason that the community reads."""
    if not why.strip():
        raise Refusal("returns.no_reason", _("没有写理由。"), _("请写明要改什么，社区会看到。"))
    with moving(report_id, Move(Step.SEND_BACK, by, at, version, why.strip())) as found:
        return found


def correct(*, report_id: UUID, version: int, why: str, by: Actor, at: datetime) -> Report:
    """The community takes back what the department has, to send a corrected version; the sent one stays."""
    if not why.strip():
        raise Refusal("returns.no_reason", _("没有写理由。"), _("请写明为什么要更正，部门会看到。"))
    with moving(report_id, Move(Step.CORRECT, by, at, version, why.strip())) as found:
        return found


def close_period(*, mandate_id: UUID, period_first: date, by: Actor, at: datetime) -> ClosedPeriod:
    """The department takes nothing more for a period. Refusals: returns.unknown, .not_allowed, .no_period, .closed."""
    mandate = Mandate.objects.filter(pk=mandate_id).first()
    if mandate is None:
        raise NotFound("returns.unknown", _("没有这个事项，或者它不在您的范围内。"))
    rules.ensure(rules.is_asker(by, mandate))
    if period_first not in {one.first for one in mandate.periods()}:
        raise Refusal("returns.no_period", _("这个事项没有从这一天开始的报送期。"))
    try:
        with audited(
            by=by,
            at=at,
            verb="returns.close_period",
            subject=f"mandates.Mandate:{mandate_id}",
            place=mandate.district,
            detail={"period": period_first.isoformat()},
        ):
            made = ClosedPeriod(
                id=uuid7(), mandate=mandate, period_first=period_first, at=at, label=by.label[:LABEL]
            )
            made.save()
    except IntegrityError as error:
        raise Refusal("returns.closed", _("这一期已经截止。")) from error
    return made
