"""The first three administrators of an installation, made on the command line since nobody can sign in yet."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.base.identity import actions
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body, Holding
from linli.base.identity.states import ADMINISTRATOR_ROLES, BodyKind, Role


@dataclass(frozen=True, slots=True)
class FirstLogin:
    """An administrator's sign-in name and one-time passphrase, to be handed over on paper."""

    role: Role
    username: str
    passphrase: str


def create_administrators(
    *, names: dict[Role, tuple[str, str]], body_name: str, at: datetime
) -> list[FirstLogin]:
    """Three accounts, three posts, three holdings. `names` is role -> (sign-in name, name of the person).

    Refused as soon as any administrator exists: from then on they appoint each other.
    """
    if Holding.objects.filter(role__in=ADMINISTRATOR_ROLES).exists():
        raise Refusal(
            "identity.administrators_exist", _("管理员已经有了。"), _("新的管理员由安全管理员任命。")
        )
    if set(names) != set(ADMINISTRATOR_ROLES) or len({username for username, _name in names.values()}) != 3:
        raise Refusal("identity.three_people", _("须为系统、安全、审计三位管理员各给一个不同的登录名。"))
    by = Actor.system("create_administrators")
    logins = []
    with transaction.atomic():
        body = Body.objects.filter(division_code="", name=body_name).first() or actions.create_body(
            kind=BodyKind.OPERATOR, name=body_name, division_code="", by=by, at=at
        )
        for role in ADMINISTRATOR_ROLES:
            username, person = names[role]
            new = actions.open_account(username=username, display_name=person, by=by, at=at)
            post = actions.create_post(body=body, role=role, title=str(role.label), by=by, at=at)
            actions.appoint(account=new.account, post=post, by=by, at=at, why="first administrators")
            logins.append(FirstLogin(role, new.account.username, new.passphrase))
    return logins
