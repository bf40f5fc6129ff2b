"""Codes handed out at the counter, and the accounts they open."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.devices import end_sessions
from linli.base.identity.models import Account, Body, Holding, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.rights import codes, rules
from linli.rights.models import AccessCode, ResidentAccount
from linli.rights.states import Proof

EVERYWHERE = Scope("")
BODY_NAME, POST_TITLE = "社区居民", "居民本人"


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code in the clear, shown once and stored nowhere, and until when it opens the page."""

    code: str
    expires_at: datetime


def hand_out_code(
    *,
    subject_id: UUID,
    division_code: str,
    birth_date: date | None,
    proof: Proof,
    by: Actor,
    at: datetime,
    is_demo: bool = False,
) -> NewCode:
    """A new code for a person who stands at the counter; an older open one no longer works.

    Refuses children whose guardian looks for them, and posts that do not meet residents.
    """
    rules.require_counter(by, division_code)
    rules.require_old_enough(birth_date, local_day(at))
    if is_demo and not settings.DEMO:
        raise Refusal("rights.demo_only", _("演示用的登录码只在演示环境里有。"))
    known = AccessCode.objects.in_scope(EVERYWHERE).filter(subject_id=subject_id)
    serial = (known.aggregate(last=Max("serial"))["last"] or 0) + 1
    code = codes.demo(subject_id, serial) if is_demo else codes.fresh()
    row = AccessCode(
        subject_id=subject_id,
        division_code=division_code,
        digest=codes.digest(code),
        proof=proof,
        serial=serial,
        is_demo=is_demo,
        handed_out_at=at,
        handed_out_by=by.account_id,
        handed_out_label=by.label,
        expires_at=at + codes.VALID_FOR,
    )
    with audited(
        by=by,
        at=at,
        verb="rights.hand_out_code",
        subject=f"register.Subject:{subject_id}",
        place=division_code,
        detail={"proof": proof.value},
    ):
        known.filter(used_at=None, voided_at=None).update(voided_at=at)
        _save(row)
    return NewCode(code, row.expires_at)


def _save(row: AccessCode) -> None:
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise Refusal(
            "rights.handed_out_meanwhile", _("刚刚已经给这个人发过登录码。"), _("请刷新后再试。")
        ) from error


def redeem_code(*, code: str, by: Actor, at: datetime) -> Account:
    """The account of whoever holds the code; the code is used up.

    A person who comes with a new code has lost what they had: keys and sessions of the account end first.
    Raises `rights.code_wrong` for an unknown, used or withdrawn code and `rights.code_expired` for an old one.
    """
    found = AccessCode.objects.in_scope(EVERYWHERE).filter(digest=codes.digest(code)).first()
    if found is None or found.used_at or found.voided_at:
        raise Refusal(
            "rights.code_wrong",
            _("这个登录码不对，或者已经用过。"),
            _("请核对后再输，或到社区窗口换一个新的。"),
        )
    if found.expires_at <= at:
        raise Refusal("rights.code_expired", _("这个登录码已经过期。"), _("请到社区窗口换一个新的。"))
    with audited(
        by=by,
        at=at,
        verb="rights.redeem_code",
        subject=f"register.Subject:{found.subject_id}",
        place=found.division_code,
    ):
        open_codes = AccessCode.objects.in_scope(EVERYWHERE).filter(pk=found.pk, used_at=None, voided_at=None)
        if not open_codes.update(used_at=at):  # somebody else was quicker
            raise Refusal("rights.code_wrong", _("这个登录码不对，或者已经用过。"))
        account = _account_of(found, at)
        if found.is_demo:
            hand_out_code(
                subject_id=found.subject_id,
                division_code=found.division_code,
                birth_date=None,
                proof=Proof(found.proof),
                by=Actor.system("demo"),
                at=at,
                is_demo=True,
            )
    return account


def _account_of(code: AccessCode, at: datetime) -> Account:
    known = ResidentAccount.objects.in_scope(EVERYWHERE).filter(subject_id=code.subject_id, ended_at=None)
    link = known.select_related("account").first()
    if link is not None:
        Authenticator.objects.filter(user=link.account).delete()
        end_sessions(link.account)
        return link.account
    account = Account.objects.create_user(
        f"resident-{uuid7().hex}", display_name=POST_TITLE, is_demo=code.is_demo
    )
    body, _made = Body.objects.get_or_create(
        name=BODY_NAME, division_code=code.division_code, defaults={"kind": BodyKind.RESIDENTS}
    )
    post = Post.objects.create(
        body=body, role=Role.RESIDENT, title=POST_TITLE, division_code=code.division_code
    )
    Holding.objects.create(account=account, post=post, role=Role.RESIDENT, began_at=at)
    ResidentAccount.objects.create(
        subject_id=code.subject_id, division_code=code.division_code, account=account, opened_at=at
    )
    return account


def end_access(*, subject_id: UUID, division_code: str, why: str, by: Actor, at: datetime) -> int:
    """Nobody looks at this record as a resident any more (death, deletion, a code in wrong hands)."""
    rules.require_counter(by, division_code)
    links = ResidentAccount.objects.in_scope(EVERYWHERE).filter(subject_id=subject_id, ended_at=None)
    with audited(
        by=by,
        at=at,
        verb="rights.end_access",
        subject=f"register.Subject:{subject_id}",
        place=division_code,
        why=why,
    ):
        AccessCode.objects.in_scope(EVERYWHERE).filter(
            subject_id=subject_id, used_at=None, voided_at=None
        ).update(voided_at=at)
        accounts = [link.account for link in links.select_related("account").order_by("id")]
        for account in accounts:
            _close(account, at)
        links.update(ended_at=at)
    return len(accounts)


def _close(account: Account, at: datetime) -> None:
    held = Holding.objects.filter(account=account, ended_at=None)
    Post.objects.filter(holdings__in=held.values("pk")).update(closed_at=at)
    held.update(ended_at=at)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    end_sessions(account)
