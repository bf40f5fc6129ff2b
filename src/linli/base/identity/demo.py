"""Accounts to try the product with. They need no second factor, so they exist in a demo only."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Body, Holding, Post
from linli.base.identity.states import BodyKind, Role

PASSPHRASE = "linli demo 350802"  # noqa: S105  # printed on the demo's sign-in page; opens nothing elsewhere


@dataclass(frozen=True, slots=True)
class DemoPost:
    """A post of the demo; bodies and places are real ones of the district, people are invented."""

    kind: BodyKind
    body: str
    body_code: str
    role: Role
    title: str
    code: str
    grid: str = ""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """What `make demo` prints."""

    username: str
    passphrase: str
    role: Role
    place: str
    label: str


DISTRICT = "350802"
OFFICE = (BodyKind.COMMUNITY_OFFICE, "新罗区社区建设领导小组办公室", DISTRICT)
CIVIL_AFFAIRS = (BodyKind.DEPARTMENT, "新罗区民政局", DISTRICT)
DONGCHENG = (BodyKind.SUB_DISTRICT_OFFICE, "东城街道办事处", "350802001")
DONGMEN = (BodyKind.RESIDENTS_COMMITTEE, "东门社区居民委员会", "350802001001")
DONGBAO = (BodyKind.RESIDENTS_COMMITTEE, "东宝社区居民委员会", "350802001003")
OPERATOR = (BodyKind.OPERATOR, "新罗区平台运行中心", DISTRICT)

# sign-in name -> the (invented) person and their posts, the first being the one they begin in
PEOPLE: dict[str, tuple[str, tuple[DemoPost, ...]]] = {
    "district": ("林区办", (DemoPost(*OFFICE, Role.DISTRICT_OFFICE, "社区办经办人", DISTRICT),)),
    "dongcheng": ("陈街道", (DemoPost(*DONGCHENG, Role.SUB_DISTRICT, "社区事务经办人", "350802001"),)),
    "dongmen": ("王东门", (DemoPost(*DONGMEN, Role.COMMITTEE, "专职委员", "350802001001"),)),
    "dongbao": ("李东宝", (DemoPost(*DONGBAO, Role.COMMITTEE, "专职委员", "350802001003"),)),
    "department": ("郑民政", (DemoPost(*CIVIL_AFFAIRS, Role.DEPARTMENT, "基层政权经办人", DISTRICT),)),
    "auditor": ("吴审计", (DemoPost(*OFFICE, Role.AUDITOR, "督查员", DISTRICT),)),
    "grid": ("赵网格", (DemoPost(*DONGMEN, Role.GRID_OFFICER, "第一网格网格员", "350802001001", "001"),)),
    "twoposts": (
        "周双岗",
        (
            DemoPost(*DONGMEN, Role.COMMITTEE, "副主任", "350802001001"),
            DemoPost(*DONGCHENG, Role.SUB_DISTRICT, "挂职经办人", "350802001"),
        ),
    ),
    "sysadmin": ("系统管理员", (DemoPost(*OPERATOR, Role.SYSTEM_ADMIN, "系统管理员", DISTRICT),)),
    "secadmin": ("安全管理员", (DemoPost(*OPERATOR, Role.SECURITY_ADMIN, "安全管理员", DISTRICT),)),
    "audadmin": ("审计管理员", (DemoPost(*OPERATOR, Role.AUDIT_ADMIN, "审计管理员", DISTRICT),)),
}


def create_demo_accounts(at: datetime) -> list[DemoLogin]:
    """Make the accounts that are missing and list them all, one line per person and first post.

    Raises `Refusal` outside demo mode.
    """
    if not settings.DEMO:
        raise Refusal("identity.demo_only", _("演示账号只能在演示环境里建立。"))
    missing = set(PEOPLE) - set(
        Account.objects.filter(username__in=PEOPLE).values_list("username", flat=True)
    )
    if missing:
        with audited(
            by=Actor.system("demo"),
            at=at,
            verb="identity.create_demo_accounts",
            subject="identity.Account:demo",
        ):
            for username in PEOPLE:
                if username in missing:
                    _create(username, at)
    return demo_logins()


def demo_logins() -> list[DemoLogin]:
    """What the sign-in page of a demo offers; empty anywhere else."""
    return [_login(username) for username in PEOPLE] if settings.DEMO else []


def _create(username: str, at: datetime) -> None:
    person, posts = PEOPLE[username]
    account = Account.objects.create_user(username, PASSPHRASE, display_name=person, is_demo=True)
    for wanted in posts:
        body, _made = Body.objects.get_or_create(
            name=wanted.body, division_code=wanted.body_code, defaults={"kind": wanted.kind}
        )
        post = Post.objects.create(
            body=body,
            role=wanted.role,
            title=wanted.title,
            division_code=wanted.code,
            grid_suffix=wanted.grid,
        )
        Holding.objects.create(account=account, post=post, role=post.role, began_at=at)


def _login(username: str) -> DemoLogin:
    _person, posts = PEOPLE[username]
    first = posts[0]
    label = " + ".join(f"{post.body} · {post.title}" for post in posts)
    return DemoLogin(
        username, PASSPHRASE, first.role, first.code + (f"G{first.grid}" if first.grid else ""), label
    )
