"""Browsing and checking the audit trail."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.audit.queries import Cursor, TrailFilter, trail_entry, trail_page
from linli.base.audit.roots import parse_roots
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.base.jobs.actions import start_job
from linli.base.scope import PREFIX, Scope
from linli.office.system.presenters import details
from linli.office.system.sections import TRAIL, VERIFY, tabs
from linli.office.system.tasks import VERIFY_KIND

EVERYTHING = Scope("")
SIGN_IN_ROOM = "identity"


@dataclass(frozen=True, slots=True)
class Error:
    """A filter that cannot be read, for the error summary."""

    field: str
    text: str


@access(roles=TRAIL)
@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, newest first, filtered by the address."""
    wanted, errors = _read_filter(request)
    context: dict[str, Any] = {
        "tabs": tabs(request.actor.role, "system:trail"),  # type: ignore[attr-defined]
        "asked": {name: request.GET.get(name, "") for name in ("verb", "post", "place", "subject", "day")},
        "errors": errors,
        "page": None,
        "only_sign_in": request.actor.role == Role.SECURITY_ADMIN,  # type: ignore[attr-defined]
        "may_verify": request.actor.role in VERIFY,  # type: ignore[attr-defined]
    }
    if not errors:
        before = Cursor.parse(request.GET.get("before", ""))
        context["page"] = trail_page(wanted, _scope(request), before)
    return render(request, "office/system/trail.html", context, status=422 if errors else 200)


@access(roles=TRAIL)
@require_GET
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry with everything that was hashed."""
    found = trail_entry(seq=seq, scope=_scope(request), room=_room(request))
    context = {
        "tabs": tabs(request.actor.role, "system:trail"),  # type: ignore[attr-defined]
        "entry": found.entry,
        "holds": found.holds,
        "details": details(found.entry.detail),
    }
    return render(request, "office/system/entry.html", context)


@access(roles=VERIFY)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Check the whole trail as a job, against the roots that somebody pastes from outside."""
    roots = request.POST.get("roots", "")
    try:
        parse_roots(roots)
    except ValueError as error:
        raise Refusal(
            "audit.not_a_root",
            _("“%(line)s”不是公布过的根。"),
            _("每行一个，照公布的样子粘贴：日期 seq=… count=… sha256=…，或只粘贴 64 位摘要。"),
            line=str(error)[:80],
        ) from error
    job = start_job(
        kind=VERIFY_KIND,
        params={"roots": roots},
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
        title=_("核对审计轨迹"),
    )
    return HttpResponseRedirect(reverse("system:job", args=[job.pk]), status=303)


def _scope(request: HttpRequest) -> Scope:
    """The auditor sees their own places; the administrators' share is not cut by place."""
    actor = request.actor  # type: ignore[attr-defined]
    return actor.scope if actor.role == Role.AUDITOR else EVERYTHING


def _room(request: HttpRequest) -> str:
    """The security administrator sees what concerns accounts, posts and sign-in, nothing else."""
    return SIGN_IN_ROOM if request.actor.role == Role.SECURITY_ADMIN else ""  # type: ignore[attr-defined]


def _read_filter(request: HttpRequest) -> tuple[TrailFilter, list[Error]]:
    asked = {name: request.GET.get(name, "").strip() for name in ("verb", "post", "place", "subject", "day")}
    errors = []
    day = _day(asked["day"])
    if asked["day"] and day is None:
        errors.append(Error("day", _("日期应写成 2026-11-24 这样。")))
    if asked["post"] and not _is_uuid(asked["post"]):
        errors.append(Error("post", _("岗位编号不完整：请从某一条记录的“只看这个岗位”进入。")))
    if not PREFIX.fullmatch(asked["place"]):
        errors.append(Error("place", _("区划代码应为 2、4、6、9 或 12 位数字。")))
    wanted = TrailFilter(
        verb=asked["verb"],
        post_id=asked["post"],
        place=asked["place"],
        subject=asked["subject"],
        day=day,
        room=_room(request),
    )
    return wanted, errors


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
