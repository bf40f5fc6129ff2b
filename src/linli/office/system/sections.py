"""Which system pages a role has: each administrator sees their own share and nothing of the others'."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.base.identity.states import Role

SYSTEM = frozenset({Role.SYSTEM_ADMIN})
TRAIL = frozenset({Role.AUDIT_ADMIN, Role.AUDITOR, Role.SECURITY_ADMIN})
VERIFY = frozenset({Role.AUDIT_ADMIN, Role.AUDITOR})
ALL = SYSTEM | TRAIL
SECTIONS: tuple[tuple[str, Any, frozenset[Role]], ...] = (
    ("system:health", _("运行情况"), SYSTEM),
    ("system:jobs", _("后台任务"), SYSTEM),
    ("system:trail", _("审计轨迹"), TRAIL),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of the system pages' own navigation."""

    href: str
    words: str
    here: bool


def tabs(role: Role, here: str) -> list[Tab]:
    """The sections of a role, the present one marked."""
    return [Tab(reverse(name), str(words), name == here) for name, words, roles in SECTIONS if role in roles]


def first_section(role: Role) -> str:
    """Where a role begins."""
    return next(name for name, _words, roles in SECTIONS if role in roles)
