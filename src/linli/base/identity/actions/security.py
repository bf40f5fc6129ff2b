"""Second factors, locks and single sign-on: the security administrator's work."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity import rules, throttle
from linli.base.identity.actor import Actor
from linli.base.identity.devices import end_sessions
from linli.base.identity.models import Account
from linli.base.identity.queries import PROVIDER


def reset_second_factor(*, account: Account, why: str, by: Actor, at: datetime) -> int:
    """Remove all second factors and recovery codes and end all sessions; a new one is due at the next sign-in.

    Returns how many were removed. `why` says how the person was recognised.
    """
    rules.require_role(by, rules.GRANTS)
    rules.require_authority(by, account)
    with audited(
        by=by, at=at, verb="identity.reset_second_factor", subject=account.subject, why=why
    ) as entry:
        removed = int(Authenticator.objects.filter(user=account).delete()[0])
        entry.detail["removed"] = removed
        end_sessions(account)
    return removed


def unlock_account(*, account: Account, why: str, by: Actor, at: datetime) -> None:
    """Lift the wait after failed sign-ins. Whoever failed from one address still waits there."""
    rules.require_role(by, rules.GRANTS)
    rules.require_authority(by, account)
    with audited(by=by, at=at, verb="identity.unlock_account", subject=account.subject, why=why):
        throttle.forget_failures(name=account.username, code=str(account.pk))


def link_single_sign_on(*, account: Account, subject: str, by: Actor, at: datetime) -> None:
    """Record which person at the identity provider (`sub`) this account belongs to; one person, one account."""
    rules.require_role(by, rules.GRANTS)
    rules.require_authority(by, account)
    subject = subject.strip()
    if not subject:
        raise Refusal("identity.no_subject", _("请填统一身份认证中的用户标识。"))
    other = SocialAccount.objects.filter(provider=PROVIDER, uid=subject).exclude(user=account).exists()
    if other:
        raise Refusal("identity.subject_taken", _("这个用户标识已登记在另一个账号上。"))
    with audited(by=by, at=at, verb="identity.link_single_sign_on", subject=account.subject):
        SocialAccount.objects.filter(user=account, provider=PROVIDER).delete()
        SocialAccount.objects.create(user=account, provider=PROVIDER, uid=subject)


def unlink_single_sign_on(*, account: Account, by: Actor, at: datetime) -> None:
    """The identity provider no longer opens this account; its sessions end."""
    rules.require_role(by, rules.GRANTS)
    rules.require_authority(by, account)
    with audited(by=by, at=at, verb="identity.unlink_single_sign_on", subject=account.subject):
        SocialAccount.objects.filter(user=account, provider=PROVIDER).delete()
        end_sessions(account)
