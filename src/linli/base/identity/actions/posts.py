"""Bodies and posts: the system administrator's work."""

import re
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity import openwork, rules
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body, Holding, Post
from linli.base.identity.states import ROLES_OF_BODY, BodyKind, Role

CODE = re.compile(r"(|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})", re.ASCII)
GRID = re.compile(r"(|\d{3})", re.ASCII)


def create_body(*, kind: BodyKind, name: str, division_code: str, by: Actor, at: datetime) -> Body:
    """A body at a place; the empty code is the whole installation (an operator)."""
    rules.require_role(by, rules.KEEPS_ACCOUNTS)
    _require_code(division_code)
    rules.require_place(by, division_code)
    body = Body(kind=kind, name=name.strip(), division_code=division_code)
    taken = Refusal("identity.body_exists", _("这个地方已经有同名的机构。"), _("请用已有的机构。"))
    if Body.objects.filter(division_code=division_code, name=body.name).exists():
        raise taken
    try:
        with audited(
            by=by, at=at, verb="identity.create_body", subject=f"identity.Body:{body.pk}", place=division_code
        ):
            body.save(force_insert=True)
    except IntegrityError as error:
        raise taken from error
    return body


def create_post(
    *,
    body: Body,
    role: Role,
    title: str,
    by: Actor,
    at: datetime,
    division_code: str | None = None,
    grid_suffix: str = "",
) -> Post:
    """A post in a body. Its place is the body's unless a place inside it is given; grids only for officers."""
    rules.require_role(by, rules.KEEPS_ACCOUNTS)
    code = body.division_code if division_code is None else division_code
    _require_code(code)
    rules.require_place(by, code)
    if not code.startswith(body.division_code):
        raise Refusal("identity.post_outside_body", _("岗位的管辖范围超出了机构所在的地方。"))
    if role not in ROLES_OF_BODY[BodyKind(body.kind)]:
        raise Refusal("identity.role_of_body", _("这类机构没有这种岗位。"), _("请选这类机构应有的角色。"))
    _require_grid(role, code, grid_suffix)
    post = Post(body=body, role=role, title=title.strip(), division_code=code, grid_suffix=grid_suffix)
    with audited(
        by=by,
        at=at,
        verb="identity.create_post",
        subject=post.subject,
        place=post.prefix,
        detail={"role": str(role), "body": str(body.pk)},
    ):
        post.save(force_insert=True)
    return post


def close_post(*, post: Post, why: str, by: Actor, at: datetime) -> None:
    """Close a post for good. It must be vacant and have no open work."""
    rules.require_role(by, rules.KEEPS_ACCOUNTS)
    rules.require_place(by, post.prefix)
    if Holding.objects.filter(post=post, ended_at=None).exists():
        raise Refusal("identity.post_held", _("岗位上还有人。"), _("请先由安全管理员移交或结束任职。"))
    if openwork.open_work_of_post(post=post):
        raise Refusal("identity.post_has_work", _("岗位上还有没办完的事。"), _("请先由继任者办完。"))
    with audited(
        by=by,
        at=at,
        verb="identity.close_post",
        subject=post.subject,
        place=post.prefix,
        why=why,
    ):
        Post.objects.filter(pk=post.pk).update(closed_at=at)
    post.closed_at = at


def _require_code(code: str) -> None:
    if not CODE.fullmatch(code):
        raise Refusal("identity.code", _("区划代码应是 2、4、6、9 或 12 位数字。"), _("全平台的机构请留空。"))


def _require_grid(role: Role, code: str, grid_suffix: str) -> None:
    if not GRID.fullmatch(grid_suffix):
        raise Refusal("identity.grid", _("网格号应是 3 位数字。"))
    if grid_suffix and (role != Role.GRID_OFFICER or len(code) != 12):
        raise Refusal("identity.grid_only_for_officers", _("只有社区的网格员岗位才有网格号。"))
