"""The decision pack on one screen, and the decision."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.mandates import actions, queries, rules
from linli.mandates.queries import DecisionPack
from linli.mandates.states import ADMITTED, State
from linli.office.mandates.forms import DecisionForm, ReportForm, WhyForm, problems
from linli.office.mandates.presenters import asked_context, step_lines, verdict_context
from linli.office.mandates.scopes import counted, language
from linli.office.mandates.views.common import LOOKS, READERS, acting, deadline, is_office, see_other
from linli.register.scoped import ScopeCount

ADVICE = {
    "approve": gettext_lazy("建议准入"),
    "negotiate": gettext_lazy("建议先商定经费"),
    "return": gettext_lazy("建议不再采集，由已有事项供数"),
    "refuse": gettext_lazy("建议不予准入"),
}


@access(roles=READERS)
@require_GET
def pack(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One request with everything known about it."""
    by = acting(request)
    found = queries.decision_pack(mandate_id, by=by, today=request.as_of)  # type: ignore[attr-defined]
    return _page(request, by, found, _decision_form(found) if _may_decide(by, found) else None)


def _may_decide(by: Actor, found: DecisionPack) -> bool:
    return is_office(by) and found.mandate.state == State.SUBMITTED


def _decision_form(found: DecisionPack, data: Any = None) -> DecisionForm:
    one = found.mandate
    first = {
        "version": one.version,
        "places": found.places,
        "starts_date": one.starts_date,
        "ends_date": one.ends_date,
        "money_agreed": one.money_offered,
    }
    return DecisionForm(data, initial=first, places=list(zip(found.places, found.place_names, strict=True)))


def _page(
    request: HttpRequest, by: Actor, found: DecisionPack, form: DecisionForm | None, status: int = 200
) -> HttpResponse:
    one = found.mandate
    state = State(one.state)
    today = request.as_of  # type: ignore[attr-defined]
    is_ours = by.role == Role.DEPARTMENT
    context = {
        "pack": found,
        "one": one,
        "state": state.label,
        "look": LOOKS[state],
        "deadline": deadline(found.days_left),
        "advice": str(ADVICE[found.recommendation]) if state == State.SUBMITTED else "",
        **asked_context(found),
        **verdict_context(found, by),
        **_scope(found, today, by),
        "steps": step_lines(found.steps),
        "form": form,
        "errors": problems(form),
        "holds": rules.holds_on(one, today),
        "may_change": is_ours and state in (State.DRAFT, State.SUSPENDED),
        "may_withdraw": is_ours and state in (State.DRAFT, State.SUBMITTED, State.SUSPENDED, *ADMITTED),
        "why_form": WhyForm(),
        "may_report": by.role == Role.SUB_DISTRICT and state == State.EMERGENCY,
        "report_form": ReportForm(),
        "is_admitted": state in ADMITTED,
    }
    return render(request, "office/mandates/mandate.html", context, status=status)


def _scope(found: DecisionPack, today: date, by: Actor) -> dict[str, Any]:
    one, cells = found.mandate, found.cost.cells
    scope = one.row_scope
    if scope is None:
        return {"scope_words": one.rows_asked, "scope_count": None}
    count = ScopeCount(cells.rows) if cells is not None else None
    return {
        "scope_words": queries.say_scope(scope, today=today, language=language()),
        "scope_count": counted(count, scope.unit, shows_few=by.role != Role.DEPARTMENT),
    }


@access(roles=(Role.DISTRICT_OFFICE,))
@require_POST
def decide(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Admit, refuse, send back or take longer."""
    by = acting(request)
    found = queries.decision_pack(mandate_id, by=by, today=request.as_of)  # type: ignore[attr-defined]
    form = _decision_form(found, request.POST)
    if form.is_valid():
        try:
            _decide(mandate_id, form, by)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("决定已记录，申请部门和社区都能看到。"))
            return see_other("mandate", mandate_id)
    return _page(request, by, found, form, status=422)


def _decide(mandate_id: UUID, form: DecisionForm, by: Actor) -> None:
    data = form.cleaned_data
    said = {
        "mandate_id": mandate_id,
        "version": data["version"],
        "why": data["why"],
        "by": by,
        "at": timezone.now(),
    }
    if data["verdict"] == "approve":
        actions.approve(**said, terms=form.terms())
    elif data["verdict"] == "extend":
        actions.extend(**said, days=data["days"] or 0)
    elif data["verdict"] == "suspend":
        actions.suspend(**said)
    else:
        actions.refuse(**said)
