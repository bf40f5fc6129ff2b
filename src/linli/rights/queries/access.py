"""Whose record an account looks at; codes still open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.scope import Scope
from linli.rights import codes
from linli.rights.models import AccessCode, ResidentAccount

EVERYWHERE = Scope("")


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The record behind a resident's account."""

    subject_id: UUID
    division_code: str


@dataclass(frozen=True, slots=True)
class AccessState:
    """What the person's card says about their own access."""

    has_account: bool
    code_expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class DemoCode:
    """A code that a demo lists."""

    code: str
    division_code: str
    subject_id: UUID


def own_record(account_id: UUID | None) -> OwnRecord | None:
    """Whose record this account may look at; None for every other account. One query."""
    if account_id is None:
        return None
    row = (
        ResidentAccount.objects.in_scope(EVERYWHERE)
        .filter(account_id=account_id, ended_at=None)
        .values_list("subject_id", "division_code")
        .first()
    )
    return OwnRecord(*row) if row else None


def access_state(subject_id: UUID, *, at: datetime) -> AccessState:
    """Whether the person has an account, and until when a code that was handed out still works. Two queries."""
    expires = (
        AccessCode.objects.in_scope(EVERYWHERE)
        .filter(subject_id=subject_id, used_at=None, voided_at=None, expires_at__gt=at)
        .values_list("expires_at", flat=True)
        .first()
    )
    links = ResidentAccount.objects.in_scope(EVERYWHERE).filter(subject_id=subject_id, ended_at=None)
    return AccessState(links.exists(), expires)


def demo_codes(*, at: datetime) -> tuple[DemoCode, ...]:
    """The open codes of a demo, worked out again from their serial numbers. One query."""
    rows = AccessCode.objects.in_scope(EVERYWHERE).filter(
        is_demo=True, used_at=None, voided_at=None, expires_at__gt=at
    )
    return tuple(
        DemoCode(codes.demo(row.subject_id, row.serial), row.division_code, row.subject_id)
        for row in rows.order_by("division_code", "subject_id")
    )
