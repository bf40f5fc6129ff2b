"""What people do with their own session: sign in, switch post, sign another device out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.models import Account
from linli.base.identity.queries import posts_held


def signed_in(*, account: Account, methods: Sequence[str], by: Actor, at: datetime) -> None:
    """Put a sign-in on record with the ways used (password, mfa, socialaccount)."""
    with audited(
        by=by, at=at, verb="identity.sign_in", subject=account.subject, detail={"methods": list(methods)}
    ):
        pass


def switch_post(*, account: Account, post_id: UUID, by: Actor, at: datetime) -> None:
    """Act in another post that the account holds now; `by` is the post acted in so far."""
    held = next((post for post in posts_held(account_id=account.pk) if post.post_id == post_id), None)
    if held is None:
        raise NotFound("identity.post_not_held", _("您没有担任这个岗位。"))
    with audited(
        by=by, at=at, verb="identity.switch_post", subject=f"identity.Post:{post_id}", place=held.prefix
    ):
        pass


def end_session(*, account: Account, session_id: int, by: Actor, at: datetime) -> None:
    """Sign out one of the account's own devices."""
    session = UserSession.objects.filter(user=account, pk=session_id).first()
    if session is None:
        raise NotFound("identity.no_session", _("这台设备已经退出。"))
    with audited(by=by, at=at, verb="identity.end_session", subject=account.subject):
        session.end()


def end_other_sessions(*, account: Account, here: str, by: Actor, at: datetime) -> int:
    """Sign out everywhere but in the session `here`; returns how many devices that were."""
    others = list(UserSession.objects.filter(user=account).exclude(session_key=here))
    with audited(
        by=by, at=at, verb="identity.end_session", subject=account.subject, detail={"count": len(others)}
    ):
        for session in others:
            session.end()
    return len(others)
