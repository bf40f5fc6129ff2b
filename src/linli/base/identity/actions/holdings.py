"""Who holds which post: the security administrator's work. Open work stays with the post throughout."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity import openwork, rules
from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Holding, Post
from linli.base.identity.states import ADMINISTRATOR_ROLES


def appoint(*, account: Account, post: Post, by: Actor, at: datetime, why: str = "") -> Holding:
    """The account holds the vacant post from now on."""
    _require_granting(by, account, post)
    if _holding_of(post) is not None:
        raise Refusal("identity.post_held", _("这个岗位上已经有人。"), _("请用“移交”，或先结束任职。"))
    _require_apart(account, post)
    holding = Holding(account=account, post=post, role=post.role, began_at=at)
    with (
        _refusing_races(),
        audited(
            by=by,
            at=at,
            verb="identity.appoint",
            subject=post.subject,
            place=post.prefix,
            why=why,
            detail={"account": str(account.pk), "role": post.role},
        ),
    ):
        holding.save(force_insert=True)
    return holding


def end_holding(*, post: Post, why: str, by: Actor, at: datetime) -> None:
    """The post becomes vacant; whoever held it can do nothing in it from the next request on."""
    rules.require_role(by, rules.GRANTS)
    rules.require_place(by, post.prefix)
    holding = _require_holder(post)
    with audited(
        by=by,
        at=at,
        verb="identity.end_holding",
        subject=post.subject,
        place=post.prefix,
        why=why,
        detail={"account": str(holding.account_id)},
    ):
        _end(holding, at)


def hand_over(*, post: Post, to_account: Account, by: Actor, at: datetime, why: str = "") -> Holding:
    """End the holding and begin the next in one step; the post's open work goes on with the successor."""
    _require_granting(by, to_account, post)
    before = _require_holder(post)
    if before.account_id == to_account.pk:
        raise Refusal("identity.same_holder", _("移交的双方是同一个人。"))
    _require_apart(to_account, post)
    work = {kind.kind: kind.count for kind in openwork.open_work_of_post(post=post)}
    after = Holding(account=to_account, post=post, role=post.role, began_at=at)
    with (
        _refusing_races(),
        audited(
            by=by,
            at=at,
            verb="identity.hand_over",
            subject=post.subject,
            place=post.prefix,
            why=why,
            detail={"from": str(before.account_id), "to": str(to_account.pk), "open_work": work},
        ),
    ):
        _end(before, at)
        after.save(force_insert=True)
    return after


def _require_granting(by: Actor, account: Account, post: Post) -> None:
    rules.require_role(by, rules.GRANTS)
    rules.require_place(by, post.prefix)
    rules.require_other(by, account)
    if not account.may_sign_in:
        raise Refusal("identity.account_inactive", _("这个账号已停用，不能任职。"), _("请先启用账号。"))
    if post.closed_at is not None:
        raise Refusal("identity.post_closed", _("这个岗位已撤销。"))


def _require_apart(account: Account, post: Post) -> None:
    """Three administrators apart: such an account holds that one post and no other."""
    held = set(Holding.objects.filter(account=account, ended_at=None).values_list("role", flat=True))
    administrators = {str(role) for role in ADMINISTRATOR_ROLES}
    if held and (post.role in administrators or held & administrators):
        raise Refusal(
            "identity.administrators_apart",
            _("三员分立：管理员账号只能有一个管理员岗位，不能兼任其他岗位。"),
            _("请为另一职责另开账号，由另一人担任。"),
        )


def _holding_of(post: Post) -> Holding | None:
    return Holding.objects.filter(post=post, ended_at=None).first()


def _require_holder(post: Post) -> Holding:
    holding = _holding_of(post)
    if holding is None:
        raise Refusal("identity.post_vacant", _("这个岗位上没有人。"))
    return holding


def _end(holding: Holding, at: datetime) -> None:
    """End it unless somebody else just did."""
    if not Holding.objects.filter(pk=holding.pk, ended_at=None).update(ended_at=at):
        raise _changed()


def _changed() -> Refusal:
    return Refusal("identity.changed_meanwhile", _("这个岗位刚刚被别人改过。"), _("请刷新后再试。"))


@contextmanager
def _refusing_races() -> Iterator[None]:
    """The database's own refusal, when two people act at once, in words."""
    try:
        yield
    except IntegrityError as error:
        raise _changed() from error
