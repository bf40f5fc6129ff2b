"""Opening, resetting and closing accounts: the system administrator's work."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity import passphrases, rules
from linli.base.identity.actor import Actor
from linli.base.identity.devices import end_sessions
from linli.base.identity.models import Account


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account just opened and its one-time passphrase, which is stored nowhere else."""

    account: Account
    passphrase: str


def open_account(*, username: str, display_name: str, by: Actor, at: datetime) -> NewAccount:
    """A new account with a one-time passphrase, to be changed at the first sign-in. It holds no post yet."""
    rules.require_role(by, rules.KEEPS_ACCOUNTS)
    account = Account(
        username=username.strip(), display_name=display_name.strip(), must_change_passphrase=True
    )
    passphrase = passphrases.one_time()
    account.set_password(passphrase)
    try:
        account.clean_fields()
    except ValidationError as error:
        raise Refusal("identity.account_fields", " ".join(error.messages)) from error
    if Account.objects.filter(username__iexact=account.username).exists():
        raise _name_taken()
    try:
        with audited(by=by, at=at, verb="identity.open_account", subject=account.subject):
            account.save(force_insert=True)
    except IntegrityError as error:  # somebody else took the name a moment ago
        raise _name_taken() from error
    return NewAccount(account, passphrase)


def _name_taken() -> Refusal:
    return Refusal("identity.name_taken", _("这个登录名已经有人用了。"), _("请换一个登录名。"))


def reset_passphrase(*, account: Account, why: str, by: Actor, at: datetime) -> str:
    """A new one-time passphrase; all sessions of the account end. The second factor stays as it is."""
    rules.require_role(by, rules.KEEPS_ACCOUNTS)
    rules.require_authority(by, account)
    passphrase = passphrases.one_time()
    with audited(by=by, at=at, verb="identity.reset_passphrase", subject=account.subject, why=why):
        account.set_password(passphrase)
        account.must_change_passphrase = True
        account.save(update_fields=["password", "must_change_passphrase"])
        end_sessions(account)
    return passphrase


def passphrase_changed(*, account: Account, passphrase: str, by: Actor, at: datetime) -> None:
    """The person has chosen a new passphrase of their own."""
    with audited(by=by, at=at, verb="identity.change_passphrase", subject=account.subject):
        account.set_password(passphrase)
        account.must_change_passphrase = False
        account.save(update_fields=["password", "must_change_passphrase"])


def deactivate_account(*, account: Account, why: str, by: Actor, at: datetime) -> None:
    """Nobody can sign in to it any more and its sessions end; its posts wait to be handed over."""
    rules.require_role(by, rules.KEEPS_ACCOUNTS)
    rules.require_authority(by, account)
    with audited(by=by, at=at, verb="identity.deactivate_account", subject=account.subject, why=why):
        Account.objects.filter(pk=account.pk).update(is_active=False)
        end_sessions(account)
    account.is_active = False


def reactivate_account(*, account: Account, why: str, by: Actor, at: datetime) -> None:
    """Sign-in works again, with the passphrase and second factor it had."""
    rules.require_role(by, rules.KEEPS_ACCOUNTS)
    rules.require_authority(by, account)
    with audited(by=by, at=at, verb="identity.reactivate_account", subject=account.subject, why=why):
        Account.objects.filter(pk=account.pk).update(is_active=True)
    account.is_active = True
