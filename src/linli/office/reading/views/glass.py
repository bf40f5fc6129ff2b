"""Break-glass: opening a session, and reviewing those of others."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.base.access import access
from linli.base.errors import NotFound, Refusal
from linli.base.reading import actions, queries
from linli.base.reading.banner import remember
from linli.base.reading.rules import BREAK_GLASS_MINUTES
from linli.base.reading.states import ReviewVerdict
from linli.office.reading.forms import GlassForm, ReviewForm
from linli.office.reading.presenters import lists
from linli.office.reading.presenters.parts import Button, FormBlock, moment, tabs
from linli.office.reading.views.common import READERS, acting, attempt, item_page, to, today


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Open a session; and the sessions of supervised posts."""
    by, form = acting(request), GlassForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST":
        answer = attempt(
            request,
            form,
            lambda data: _open(request, data["reason"]),
            _("紧急查阅已启用，%(minutes)s分钟后自动结束。") % {"minutes": BREAK_GLASS_MINUTES},
            to("glass"),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    context: dict[str, Any] = {
        "open": queries.open_session(by, timezone.now()),
        "part": FormBlock("", form, (Button(_("启用紧急查阅"), look="danger"),)),
        "minutes": BREAK_GLASS_MINUTES,
        "table": lists.sessions(queries.sessions_for(by), today()),
        "refusal": refusal,
        "tabs": tabs("glass", by.role),
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "office/reading/glass.html", context, status=status)


def _open(request: HttpRequest, reason: str) -> None:
    session = actions.break_glass(reason=reason, by=acting(request), at=timezone.now())
    remember(request.session, session.expires_at)


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One session and its review."""
    by = acting(request)
    line = next((one for one in queries.sessions_for(by) if one.id == session_id), None)
    if line is None:
        raise NotFound("reading.no_session", _("没有找到这次紧急查阅，或者它不在您的管辖范围内。"))
    form = ReviewForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request,
            form,
            lambda data: actions.review_session(
                session_id=session_id,
                verdict=ReviewVerdict(data["verdict"]),
                words=data["words"],
                by=by,
                at=timezone.now(),
            ),
            _("已复核。"),
            to("glass"),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    read = _("%(readings)s次，%(people)s人") % {"readings": line.readings, "people": line.people}
    facts = [
        (_("谁启用"), line.label),
        (_("时间"), f"{moment(line.opened_at)} – {moment(line.expires_at)}"),
        (_("理由"), line.reason),
        (_("查阅范围"), line.reach),
        (_("查阅了"), read),
        (_("结论"), str(line.verdict.label) if line.verdict else ""),
        (_("说明"), f"{line.words} {line.reviewed_label}".strip()),
    ]
    blocks = [] if line.verdict else [FormBlock(_("复核"), form, (Button(_("记录复核")),))]
    return item_page(request, "glass", _("这次紧急查阅有必要吗？"), facts, blocks, refusal=refusal)
