"""What every page may show."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from linli.base.access import Access, declared_access
from linli.base.identity.states import Role
from linli.base.reading.banner import banner_until

# The rooms in the page head: URL name, words, and who sees the entry (the view's own access decides who may).
ROOMS: tuple[tuple[str, Any], ...] = (
    ("home", _("五个有")),
    ("mine:record", _("我的信息")),
    ("register:index", _("人口登记")),
    ("mandates:index", _("准入关口")),
    ("returns:index", pgettext_lazy("room", "填报")),
    ("meter:meter", _("负担计量")),
    ("forms:index", _("表格")),
    ("grids:index", pgettext_lazy("room", "网格")),
    ("field:desk", _("上门走访")),
    ("surveys:index", _("调查")),
    ("reports:index", _("报告")),
    ("rosters:index", _("名册")),
    ("territory:index", _("区划")),
    ("policies:index", _("政策包")),
    ("catalogue:index", _("数据元目录")),
    ("reading:index", _("查阅管理")),
    ("people:index", _("账号与岗位")),
    ("system:index", _("系统")),
)


# Rooms that stand behind "more" where somebody has more of them than fit into one line.
SELDOM = {
    "rosters:index",
    "territory:index",
    "policies:index",
    "catalogue:index",
    "reading:index",
    "people:index",
    "system:index",
}
# On a phone only the first few are seen: whoever works at the doors finds the doors first.
FIRST: dict[Role | None, str] = {Role.GRID_OFFICER: "field:desk"}
MOST_IN_LINE = 10
DEMO_NOTICE = _("演示环境：除社区名称外，一切数据均为生成。")


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the main navigation."""

    href: str
    name: str
    here: bool
    seldom: bool = False


@dataclass(frozen=True, slots=True)
class Navigation:
    """The links in the page head, and those behind "more"; `here` is the one of the latter that is open, if any."""

    line: tuple[Entry, ...]
    more: tuple[Entry, ...]

    @property
    def all(self) -> tuple[Entry, ...]:
        """Every link."""
        return self.line + self.more

    @property
    def here(self) -> Entry | None:
        """The open room, where it stands behind "more"."""
        return next((entry for entry in self.more if entry.here), None)


def page(request: HttpRequest) -> dict[str, Any]:
    """Names, the acting post, the day, navigation, and whether this is a demo."""
    actor = getattr(request, "actor", None)
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "demo_notice": DEMO_NOTICE,
        "actor": actor,
        "posts": getattr(request, "posts", ()),
        "as_of": getattr(request, "as_of", None),
        "today": getattr(request, "today", None),
        "language_tag": "en" if (get_language() or "").startswith("en") else "zh-Hans",
        "break_glass_until": banner_until(getattr(request, "session", None), timezone.now()),
        "navigation": SimpleLazyObject(lambda: _navigation(request, actor.role if actor else None)),
    }


def _navigation(request: HttpRequest, role: Role | None) -> Navigation:
    entries = []
    for name, href, words, declared in sorted(_rooms(), key=lambda room: room[0] != FIRST.get(role)):
        if declared.public or declared.signed_in or role in declared.roles:
            here = request.path == href or (href != "/" and request.path.startswith(href))
            entries.append(Entry(href, str(words), here, name in SELDOM))
    fits = len(entries) <= MOST_IN_LINE
    return Navigation(
        tuple(entry for entry in entries if fits or not entry.seldom),
        tuple(entry for entry in entries if not fits and entry.seldom),
    )


@cache
def _rooms() -> tuple[tuple[str, str, Any, Access], ...]:
    """Name, address, words and access of each room that this installation has; the same for every request."""
    found = []
    for name, words in ROOMS:
        with suppress(NoReverseMatch):
            href = reverse(name)
            declared = declared_access(resolve(href).func)
            if declared:
                found.append((name, href, words, declared))
    return tuple(found)
