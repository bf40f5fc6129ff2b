"""What communities and sub-districts do: refuse, keep their list, carry out emergencies."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.mandates import actions, queries
from linli.mandates.states import BurdenKind, Ground
from linli.office.mandates.forms import BurdenForm, EmergencyForm, EndForm, RefusalForm, ReportForm, problems
from linli.office.mandates.views.common import acting, see_other

COMMITTEE = (Role.COMMITTEE,)
SUB_DISTRICT = (Role.SUB_DISTRICT,)
SHOWN = 100


@access(roles=COMMITTEE)
@require_http_methods(["GET", "POST"])
def refusals(request: HttpRequest) -> HttpResponse:
    """Refuse what has no valid number, or report what broke the rules."""
    by = acting(request)
    form = RefusalForm(request.POST or None, initial={"on_date": request.today})  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"ground": Ground(form.cleaned_data["ground"])}
        try:
            actions.record_refusal(code=by.scope.prefix, by=by, at=timezone.now(), **said)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已记录。这条记录受保护，任何部门都不能改动。"))
            return see_other("refusals")
    errors = problems(form)
    context = {"form": form, "errors": errors, "rows": queries.refusals(by.scope)[:SHOWN]}
    return render(request, "office/mandates/refusals.html", context, status=422 if errors else 200)


@access(roles=COMMITTEE)
@require_http_methods(["GET", "POST"])
def burdens(request: HttpRequest) -> HttpResponse:
    """The one list of plaques, ledgers, insurance, activities and inspections."""
    by = acting(request)
    form = BurdenForm(request.POST or None, initial={"since_date": request.today})  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"kind": BurdenKind(form.cleaned_data["kind"])}
        try:
            actions.keep_burden_item(code=by.scope.prefix, by=by, at=timezone.now(), **said)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记。"))
            return see_other("burdens")
    errors = problems(form)
    board = queries.burden_board(by.scope, on=request.as_of)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "errors": errors,
        "kinds": [(kind.label, count) for kind, count in board.kinds],
        "rows": queries.burden_items(by.scope, on=request.as_of)[:SHOWN],  # type: ignore[attr-defined]
    }
    return render(request, "office/mandates/burdens.html", context, status=422 if errors else 200)


@access(roles=COMMITTEE)
@require_POST
def end_burden(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The thing is gone."""
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写从哪一天起没有了。"))
        return see_other("burdens")
    try:
        actions.end_burden_item(
            item_id=item_id, until_date=form.cleaned_data["until_date"], by=acting(request), at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已注销；以前的数字不变。"))
    return see_other("burdens")


@access(roles=SUB_DISTRICT)
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Take on an emergency."""
    by = acting(request)
    form = EmergencyForm(request.POST or None, initial={"place": by.scope.prefix})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.carry_out(**form.cleaned_data, by=by, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记。处置结束后请写报告。"))
            return see_other("mandate", made.pk)
    errors = problems(form)
    context = {"form": form, "errors": errors}
    return render(request, "office/mandates/emergency.html", context, status=422 if errors else 200)


@access(roles=SUB_DISTRICT)
@require_POST
def report(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Report an emergency afterwards."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明做了什么、结果怎样。"))
        return see_other("mandate", mandate_id)
    by = acting(request)
    actions.report_emergency(
        mandate_id=mandate_id, report=form.cleaned_data["report"], by=by, at=timezone.now()
    )
    messages.success(request, _("报告已记录。"))
    return see_other("mandate", mandate_id)
