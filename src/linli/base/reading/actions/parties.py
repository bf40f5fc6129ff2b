"""Naming which body is which department, and which record is a staff member's own."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body
from linli.base.identity.states import BodyKind, Role
from linli.base.reading.models import DepartmentBody, OwnRecord


def name_department(*, body_id: UUID, code: str, by: Actor, at: datetime) -> DepartmentBody:
    """The body is the department of that code (see the catalogue). The security administrator says so.

    Refusals: reading.not_security, reading.no_body (404), reading.no_department.
    """
    if by.role != Role.SECURITY_ADMIN and not by.is_system:
        raise NotAllowed("reading.not_security", _("部门对应由安全管理员登记。"))
    body = Body.objects.in_scope(by.scope).filter(pk=body_id).first()
    if body is None:
        raise NotFound("reading.no_body", _("没有找到这个机构，或者它不在您的管辖范围内。"))
    if body.kind != BodyKind.DEPARTMENT or not code.strip():
        raise Refusal("reading.no_department", _("只有职能部门需要登记部门代码。"))
    with audited(
        by=by,
        at=at,
        verb="reading.name_department",
        subject=f"identity.Body:{body.pk}",
        place=body.division_code,
        detail={"code": code},
    ):
        row, _made = DepartmentBody.objects.update_or_create(
            body=body, defaults={"code": code.strip(), "named_at": at}
        )
    return row


def state_own_record(*, account_id: UUID, subject: UUID, by: Actor, at: datetime) -> OwnRecord:
    """The record is the staff member's own. Said by themselves or by the security administrator; it stays once said.

    Refusals: reading.not_own, reading.own_stated.
    """
    if by.account_id != account_id and by.role != Role.SECURITY_ADMIN and not by.is_system:
        raise NotAllowed("reading.not_own", _("本人登记由本人或安全管理员办理。"))
    if OwnRecord.objects.filter(account_id=account_id).exists():
        raise Refusal("reading.own_stated", _("本人登记已经办理过了。"), _("要更正，请找安全管理员。"))
    row = OwnRecord(account_id=account_id, subject=subject, stated_at=at)
    with audited(by=by, at=at, verb="reading.state_own_record", subject=f"identity.Account:{account_id}"):
        row.save()
    return row
