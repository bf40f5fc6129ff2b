"""Small makers of posts and actors for tests."""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator

from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Body, Holding, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.scope import Scope

DISTRICT = "350802"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BODY_OF_ROLE = {
    Role.DISTRICT_OFFICE: BodyKind.COMMUNITY_OFFICE,
    Role.DEPARTMENT: BodyKind.DEPARTMENT,
    Role.SUB_DISTRICT: BodyKind.SUB_DISTRICT_OFFICE,
    Role.COMMITTEE: BodyKind.RESIDENTS_COMMITTEE,
    Role.GRID_OFFICER: BodyKind.RESIDENTS_COMMITTEE,
    Role.RESIDENT: BodyKind.RESIDENTS,
}


def actor(role: Role, prefix: str = DISTRICT) -> Actor:
    """An actor without rows in the database, for actions and queries."""
    return Actor(
        account_id=None, post_id=None, role=role, scope=Scope(prefix), label=f"{role.label} {prefix}"
    )


def post_for(role: Role, code: str = DISTRICT, title: str = "") -> Post:
    """A post in a body at a place."""
    kind = BODY_OF_ROLE.get(role, BodyKind.OPERATOR)
    body, _made = Body.objects.get_or_create(
        name=f"{kind.label} {code}", division_code=code, defaults={"kind": kind}
    )
    return Post.objects.create(body=body, role=role, title=title or str(role.label), division_code=code)


def account_for(role: Role, code: str = DISTRICT, username: str = "") -> Account:
    """An account, ready to act (its second factor is set up), that holds one new post."""
    account = Account.objects.create(username=username or f"{role}-{code}")
    give_second_factor(account)
    Holding.objects.create(account=account, post=post_for(role, code), role=role, began_at=LONG_AGO)
    return account


def give_second_factor(account: Account) -> None:
    """An authenticator app whose secret nobody knows; `force_login` does not ask for its code."""
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "unknown"})


def login(client, role: Role, code: str = DISTRICT) -> Account:
    """Sign the test client in as a new account with that role at that place."""
    account = account_for(role, code)
    client.force_login(account)
    return account
