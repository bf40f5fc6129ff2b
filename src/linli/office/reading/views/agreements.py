"""Sharing agreements: asking, deciding, ending."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import STAFF, access
from linli.base.errors import NotFound
from linli.base.identity.states import Role
from linli.catalogue.queries import reference
from linli.catalogue.words import department_words
from linli.office.reading.forms import AgreementForm, WhyForm
from linli.office.reading.presenters import lists
from linli.office.reading.presenters.parts import Button, FormBlock, Link, moment
from linli.office.reading.views.common import (
    acting,
    attempt,
    item_page,
    list_page,
    purpose_choices,
    to,
    today,
    words,
)
from linli.sharing import actions
from linli.sharing.queries import AgreementLine, agreements
from linli.sharing.states import Stage, Verdict


@access(roles=STAFF)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All agreements of the place."""
    by = acting(request)
    links = [Link(to("ask-agreement"), _("提出共享协议"))] if by.role == Role.DEPARTMENT else []
    lede = _("部门系统查询居民信息须有协议：谁给谁、什么内容、什么用途、到哪一天。")
    table = lists.agreements(agreements(by, today()), words())
    return list_page(request, "agreements", _("部门之间共享哪些信息？"), lede, [table], links)


@access(roles={Role.DEPARTMENT})
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for an agreement for one's own department."""
    departments = [(code, department_words(code)) for code in reference().departments]
    form = AgreementForm(request.POST or None, departments=departments, purposes=purpose_choices())
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request,
            form,
            lambda data: _ask(request, form, data),
            _("已提出，由区社区办决定。"),
            to("agreements"),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    block = FormBlock(_("协议内容"), form, (Button(_("提出协议")),))
    return item_page(request, "agreements", _("提出共享协议"), [], [block], refusal=refusal)


def _ask(request: HttpRequest, form: AgreementForm, data: dict[str, Any]) -> Any:
    by = acting(request)
    draft = actions.AgreementDraft(
        number=data["number"],
        provider=data["provider"],
        place=by.scope.prefix,
        purpose=data["purpose"],
        elements=form.codes(),
        basis=data["basis"],
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
    )
    return actions.ask_agreement(draft=draft, by=by, at=timezone.now())


@access(roles=STAFF)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement; the district office decides on it or ends it."""
    by = acting(request)
    line = next((one for one in agreements(by, today()) if one.id == agreement_id), None)
    if line is None:
        raise NotFound("sharing.no_agreement", _("没有找到这份协议，或者它不在您的管辖范围内。"))
    form = WhyForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request, form, lambda data: _act(request, line, data["why"]), _("已记录。"), to("agreements")
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    return item_page(
        request, "agreements", line.number, _facts(line), _blocks(request, line, form), refusal=refusal
    )


def _act(request: HttpRequest, line: AgreementLine, why: str) -> Any:
    by, at = acting(request), timezone.now()
    if line.stage != Stage.ASKED:
        return actions.end_agreement(agreement_id=line.id, why=why, by=by, at=at)
    verdict = Verdict.GRANTED if request.POST.get("do") == "grant" else Verdict.REFUSED
    return actions.decide_agreement(agreement_id=line.id, verdict=verdict, why=why, by=by, at=at)


def _facts(line: AgreementLine) -> list[tuple[str, str]]:
    name = words()
    return [
        (_("谁给谁"), f"{department_words(line.provider)} → {department_words(line.receiver)}"),
        (_("用途"), name.purpose(line.purpose)),
        (_("内容"), name.elements(line.elements)),
        (_("范围"), line.place),
        (_("依据"), line.basis),
        (_("期限"), f"{line.valid_from} – {line.valid_to}"),
        (_("谁提出的"), f"{line.label} {moment(line.asked_at)}"),
        (_("办到哪一步"), str(line.stage.label)),
        (_("谁决定的"), f"{line.decided_label} {line.why}".strip()),
        (_("已答复"), str(line.exchanges)),
    ]


def _blocks(request: HttpRequest, line: AgreementLine, form: WhyForm) -> list[FormBlock]:
    if acting(request).role != Role.DISTRICT_OFFICE or line.is_own:
        return []
    if line.stage == Stage.ASKED:
        buttons = (Button(_("同意"), "grant"), Button(_("不同意"), "refuse", "secondary"))
        return [FormBlock(_("决定"), form, buttons, _("不同意须写明理由。"))]
    if line.stage in (Stage.IN_FORCE, Stage.COMING):
        return [FormBlock(_("提前终止"), form, (Button(_("终止"), "end", "secondary"),))]
    return []
