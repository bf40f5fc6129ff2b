"""Approvals: asking, deciding, taking back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.reading import actions, queries
from linli.base.reading.queries import ApprovalLine
from linli.base.reading.states import Guarded, Stage, Verdict
from linli.office.reading.forms import OneForm, StandingForm, UntilForm, WhyForm
from linli.office.reading.presenters import lists
from linli.office.reading.presenters.parts import Button, FormBlock, Link, moment
from linli.office.reading.views.common import (
    READERS,
    acting,
    attempt,
    item_page,
    list_page,
    purpose_choices,
    purposes_now,
    to,
    today,
    words,
)
from linli.register import gate
from linli.register.states import SubjectKind


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """To decide, in force among the supervised, and one's own."""
    by, name = acting(request), words()
    tables = [
        lists.approvals("own", _("我的申请"), queries.own_approvals(by, today()), name, _("您还没有申请过。"))
    ]
    waiting = queries.approvals_to_decide(by)
    standing = queries.standing_in(by, today())
    if waiting or standing:
        tables = [
            lists.approvals("waiting", _("待我批准"), waiting, name, _("没有待批准的申请。")),
            lists.approvals("standing", _("下级岗位有效的审批"), standing, name, _("没有有效的审批。")),
            *tables,
        ]
    lede = _("未成年人和敏感个人信息须先经批准：本网格、本社区可以常设，其余一事一批。每份审批都有期限。")
    links = [Link(to("ask-standing"), _("申请常设审批"))]
    return list_page(request, "approvals", _("谁可以查阅未成年人和敏感信息？"), lede, tables, links)


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a standing duty in one's own place."""
    form = StandingForm(request.POST or None, purposes=purpose_choices())

    def write(data: dict[str, Any]) -> Any:
        return actions.ask_standing(**_asked(data), by=acting(request), at=timezone.now())

    return _ask_page(request, _("申请常设审批"), form, write)


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def ask_one(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Ask to read one person's guarded data for one matter."""
    by = acting(request)
    offered = {
        element.code: element.names.get(get_language() or "")
        for code, _name in purposes_now()
        for element in gate.readable(code, SubjectKind.PERSON, by=by, today=today())
        if element.property.is_personal
    }
    form = OneForm(request.POST or None, purposes=purpose_choices(), elements=list(offered.items()))

    def write(data: dict[str, Any]) -> Any:
        return actions.ask_to_read(
            subjects=[subject], elements=data["elements"], **_asked(data), by=by, at=timezone.now()
        )

    return _ask_page(request, _("申请查阅一人的敏感信息"), form, write)


def _asked(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "purpose": data["purpose"],
        "classes": [Guarded(one) for one in data["classes"]],
        "reason": data["reason"],
        "valid_to": data["valid_to"],
    }


def _ask_page(request: HttpRequest, title: str, form: Any, write: Any) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        answer = attempt(request, form, write, _("已提出，由上级岗位的另一个人决定。"), to("approvals"))
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    block = FormBlock(_("申请"), form, (Button(_("提出申请")),))
    return item_page(request, "approvals", title, [], [block], refusal=refusal)


@access(roles=READERS)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """One approval: decide on it, or take it back."""
    by = acting(request)
    line, decides = queries.approval_seen_by(approval_id, by, today())
    form = (UntilForm if line.stage == Stage.ASKED else WhyForm)(request.POST or None)
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request, form, lambda data: _act(request, line, data), _("已记录。"), to("approvals")
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    return _item_page(request, line, decides, form, by, refusal)


def _act(request: HttpRequest, line: ApprovalLine, data: dict[str, Any]) -> Any:
    by, at = acting(request), timezone.now()
    if line.stage != Stage.ASKED:
        return actions.end_approval(approval_id=line.id, why=data["why"], by=by, at=at)
    verdict = Verdict.GRANTED if request.POST.get("do") == "grant" else Verdict.REFUSED
    return actions.decide_approval(
        approval_id=line.id, verdict=verdict, why=data["why"], valid_to=data["valid_to"], by=by, at=at
    )


def _item_page(
    request: HttpRequest, line: ApprovalLine, decides: bool, form: Any, by: Actor, refusal: Refusal | None
) -> HttpResponse:
    name = words()
    facts = [
        (_("谁申请"), line.label),
        (_("类别范围"), f"{line.kind.label}：{'、'.join(str(one.label) for one in line.classes)}"),
        (_("范围"), line.place),
        (_("人数"), str(len(line.people)) if line.people else ""),
        (_("内容"), name.elements(line.elements)),
        (_("用途"), name.purpose(line.purpose)),
        (_("理由"), line.reason),
        (_("申请时间"), moment(line.asked_at)),
        (_("期限"), f"{line.valid_from} – {line.valid_to}"),
        (_("办到哪一步"), str(line.stage.label)),
        (_("谁决定的"), f"{line.decided_label} {line.decided_why}".strip()),
    ]
    blocks = []
    if line.stage == Stage.ASKED and decides:
        buttons = (Button(_("同意"), "grant"), Button(_("不同意"), "refuse", "secondary"))
        blocks.append(FormBlock(_("决定"), form, buttons, _("不同意须写明理由。")))
    elif line.stage in (Stage.IN_FORCE, Stage.COMING):
        blocks.append(FormBlock(_("提前终止"), form, (Button(_("终止"), "end", "secondary"),)))
    note = _("这是您提出的，由上级岗位的另一个人决定。") if line.stage == Stage.ASKED and not decides else ""
    links = [
        Link(reverse("register:person", args=[id_]), _("打开第%(number)s人的登记") % {"number": number})
        for number, id_ in enumerate(line.people, start=1)
    ]
    title = _("查阅审批")
    return item_page(request, "approvals", title, facts, blocks, note=note, refusal=refusal, links=links)
