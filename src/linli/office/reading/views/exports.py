"""Exports of personal data: asking, the second person's consent, and the file."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import NotAllowed, NotFound
from linli.base.scope import PREFIX, Scope
from linli.office.reading.forms import ExportForm, WhyForm
from linli.office.reading.presenters import lists
from linli.office.reading.presenters.parts import Button, FormBlock, Link, moment
from linli.office.reading.views.common import (
    READERS,
    acting,
    attempt,
    item_page,
    list_page,
    purposes_now,
    to,
    today,
    words,
)
from linli.register import gate
from linli.register.states import SubjectKind
from linli.sharing import actions, rules
from linli.sharing.queries import OrderLine, orders_for, orders_to_decide
from linli.sharing.states import OrderStage, Verdict

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One's own exports, and those that wait for one's consent."""
    by, at, name = acting(request), timezone.now(), words()
    tables = [
        lists.orders("waiting", _("待我同意"), orders_to_decide(by, at), name, _("没有待同意的导出。")),
        lists.orders("own", _("我的导出"), orders_for(by, at), name, _("您还没有申请过导出。")),
    ]
    lede = _(
        "导出有人数上限和期限，超过200人的须由第二个人同意；每一页印有导出人、时间和用途，居民本人会看到。"
    )
    links = [Link(to("choose-export"), _("申请导出"))]
    return list_page(request, "exports", _("哪些居民信息要带出系统？"), lede, tables, links)


@access(roles=READERS)
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """First for what: the purpose decides which elements may leave."""
    table = lists.purpose_links(purposes_now())
    lede = _("先选用途：只能导出这个用途可以用的内容。")
    return list_page(request, "exports", _("为什么用途导出？"), lede, [table])


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an export of the people of a place."""
    by = acting(request)
    offered = gate.readable(code, SubjectKind.PERSON, by=by, today=today())
    elements = [
        (one.code, one.names.get(get_language() or "")) for one in offered if one.property.is_personal
    ]
    form = ExportForm(request.POST or None, elements=elements, initial={"place": by.scope.prefix})
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request,
            form,
            lambda data: _ask(request, code, data),
            _("已记录；可以导出的会标明。"),
            to("exports"),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    block = FormBlock(_("导出什么"), form, (Button(_("申请导出")),))
    facts = [(_("用途"), words().purpose(code))]
    return item_page(request, "exports", _("申请导出"), facts, [block], refusal=refusal)


def _ask(request: HttpRequest, code: str, data: dict[str, Any]) -> Any:
    by, place = acting(request), data["place"].strip()
    if not PREFIX.fullmatch(place) or not by.scope.covers(place):
        raise NotAllowed("reading.place", _("这个范围不存在，或者不在您的管辖范围内。"))
    return actions.ask_export(
        subjects=gate.people_of(Scope(place), rules.row_cap(by.role) + 1),
        elements=data["elements"],
        purpose=code,
        reason=data["reason"],
        title=data["title"],
        by=by,
        at=timezone.now(),
    )


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One export: consent to it, or make the file."""
    line, is_own = _line(request, order_id)
    form = WhyForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request, form, lambda data: _decide(request, order_id, data["why"]), _("已记录。"), to("exports")
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    name = words()
    facts = [
        (_("谁申请"), f"{line.label} {moment(line.asked_at)}"),
        (_("用途"), name.purpose(line.purpose)),
        (_("理由"), line.reason),
        (_("内容"), name.elements(line.elements)),
        (_("人数"), str(line.people)),
        (_("到期"), moment(line.expires_at)),
        (_("办到哪一步"), str(line.stage.label)),
        (_("谁决定的"), f"{line.decided_label} {line.why}".strip()),
        (_("已导出"), str(line.copies)),
    ]
    return item_page(request, "exports", line.title, facts, _blocks(line, is_own, form), refusal=refusal)


def _blocks(line: OrderLine, is_own: bool, form: WhyForm) -> list[FormBlock]:
    if is_own and line.stage == OrderStage.READY:
        hint = _("文件不在系统里保存，请用完删除。")
        action = to("export-file", line.id)
        return [FormBlock(_("导出文件"), None, (Button(_("导出")),), hint, action)]
    if not is_own and line.stage == OrderStage.WAITING:
        buttons = (Button(_("同意"), "grant"), Button(_("不同意"), "refuse", "secondary"))
        return [FormBlock(_("第二个人的决定"), form, buttons, _("不同意须写明理由。"))]
    return []


def _line(request: HttpRequest, order_id: UUID) -> tuple[OrderLine, bool]:
    by, at = acting(request), timezone.now()
    for line in orders_for(by, at):
        if line.id == order_id:
            return line, True
    for line in orders_to_decide(by, at):
        if line.id == order_id:
            return line, False
    raise NotFound("sharing.no_order", _("没有找到这份导出申请，或者它不在您的管辖范围内。"))


def _decide(request: HttpRequest, order_id: UUID, why: str) -> Any:
    verdict = Verdict.GRANTED if request.POST.get("do") == "grant" else Verdict.REFUSED
    return actions.decide_export(
        order_id=order_id, verdict=verdict, why=why, by=acting(request), at=timezone.now()
    )


@access(roles=READERS, personal=True)
@require_POST
def file(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The workbook itself: read, logged and handed out, kept nowhere."""
    made = actions.make_export(order_id=order_id, by=acting(request), at=timezone.now())
    response = HttpResponse(made.content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = "no-store"
    return response
