"""Sending, approving, sending back, accepting, correcting, closing a period."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.office.returns.views.common import DEPARTMENT, READERS, acting, day_named, see_other
from linli.returns import actions
from linli.returns.states import Step

Action = Callable[..., Any]
WITHOUT_WHY: dict[str, Action] = {Step.APPROVE: actions.approve, Step.ACCEPT: actions.accept}
WITH_WHY: dict[str, Action] = {
    Step.SEND: actions.send,
    Step.SEND_BACK: actions.send_back,
    Step.CORRECT: actions.correct,
}
DONE = {
    Step.SEND: gettext_lazy("已报送，待街道审核。"),
    Step.APPROVE: gettext_lazy("已审核通过，部门可以下载。"),
    Step.ACCEPT: gettext_lazy("已接收。"),
    Step.SEND_BACK: gettext_lazy("已退回社区。"),
    Step.CORRECT: gettext_lazy("可以更正了；原来报送的一版仍然保留。"),
}


class MoveForm(forms.Form):
    """A step, the version that was seen, and a reason."""

    step = forms.ChoiceField(choices=[(step.value, step.label) for step in DONE])
    version = forms.IntegerField(min_value=1)
    why = forms.CharField(max_length=300, required=False)


@access(roles=READERS)
@require_POST
def move(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take a step; what cannot be done is said in words on the return."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请从页面上的按钮办理；理由最多300字。"))
        return see_other("return", report_id)
    said, step = form.cleaned_data, form.cleaned_data["step"]
    given = {"report_id": report_id, "version": said["version"], "by": acting(request), "at": timezone.now()}
    try:
        if step in WITH_WHY:
            WITH_WHY[step](why=said["why"], **given)
        else:
            WITHOUT_WHY[step](**given)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("return", report_id)
    messages.success(request, str(DONE[Step(step)]))
    return see_other(
        "index" if step == Step.SEND_BACK else "return", *([] if step == Step.SEND_BACK else [report_id])
    )


@access(roles=DEPARTMENT)
@require_POST
def close(request: HttpRequest, mandate_id: UUID, first: str) -> HttpResponse:
    """Take nothing more for a period."""
    try:
        actions.close_period(
            mandate_id=mandate_id, period_first=day_named(first), by=acting(request), at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("这一期已截止。"))
    return see_other("period", mandate_id, first)
