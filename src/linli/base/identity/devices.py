"""The devices an account is signed in on."""

from allauth.usersessions.models import UserSession

from linli.base.identity.models import Account


def end_sessions(account: Account) -> None:
    """Sign the account out everywhere; part of a larger action, which writes the audit entry."""
    for session in UserSession.objects.filter(user=account):
        session.end()
