"""Who may do what to accounts, bodies, posts and holdings (三员分立).

The system administrator keeps accounts, bodies and posts; the security administrator says who holds what,
lifts locks and resets second factors; the audit administrator only reads the trail. Taking over an account
needs its passphrase and its second factor, and no administrator can reset both.
"""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed
from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Holding
from linli.base.identity.states import Role

KEEPS_ACCOUNTS = Role.SYSTEM_ADMIN
GRANTS = Role.SECURITY_ADMIN


def require_role(by: Actor, role: Role) -> None:
    """Raise unless `by` acts as that administrator, or is the product itself (command line, demo)."""
    if by.role != role and not by.is_system:
        raise NotAllowed(
            "identity.not_allowed",
            _("这件事只能由%(role)s办理。"),
            _("请换到相应的岗位，或请其办理。"),
            role=role.label,
        )


def require_place(by: Actor, code: str) -> None:
    """Raise unless the place lies inside the administrator's own."""
    if not by.scope.covers(code):
        raise NotAllowed("identity.out_of_scope", _("这个地方不在您的管辖范围内。"))


def require_other(by: Actor, account: Account) -> None:
    """Raise when an administrator would grant, reset or lift something for themselves."""
    if by.account_id == account.pk:
        raise NotAllowed("identity.oneself", _("不能为自己授权或重置。"), _("请另一位同职责的管理员办理。"))


def require_authority(by: Actor, account: Account) -> None:
    """Raise unless every post of the account lies inside the administrator's own place, and it is not theirs.

    Else the administrator of a district could lock out, or help to take over, somebody of the city above.
    """
    require_other(by, account)
    held = Holding.objects.filter(account=account, ended_at=None).select_related("post")
    if not all(by.scope.covers(holding.post.prefix) for holding in held.order_by("id")):
        raise NotAllowed(
            "identity.beyond_scope",
            _("这个账号还在您的管辖范围之外任职。"),
            _("请由管辖范围更大的管理员办理。"),
        )
