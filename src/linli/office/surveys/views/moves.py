"""Handing in, and what reviewers do with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.office.surveys.presenters.review import review_lines
from linli.office.surveys.views.common import ANSWERING, READERS, acting, frame, info_for, see_other
from linli.surveys import actions
from linli.surveys.actions.moves import NotReady
from linli.surveys.queries.review import review
from linli.surveys.states import Step

MOVES: dict[str, Any] = {
    Step.WITHDRAW: actions.withdraw_return,
    Step.REVIEW: actions.review_return,
    Step.APPROVE: actions.approve_return,
    Step.UNDO_APPROVE: actions.undo_approve,
    Step.SEND_BACK: actions.send_back,
    Step.UNDO_SEND_BACK: actions.undo_send_back,
}


@access(roles=ANSWERING, place_arg="code")
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """What is missing, broken or odd; then hand in."""
    info = info_for(request, campaign_id, code)
    found = review(info.questionnaire, info.id)
    status = 200
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            actions.submit_return(
                return_id=info.id,
                by=acting(request),
                at=timezone.now(),
                version=int(version) if version.isdigit() else -1,
                confirmed=request.POST.getlist("confirm"),
            )
        except NotReady as refusal:
            found, status = refusal.review, 422
        else:
            messages.success(request, _("已提交，等待审核。"))
            return see_other("return", campaign_id, code)
    context = (
        frame(request, info, "answers")
        | review_lines(info, found)
        | {
            "version": info.version,
            "confirmed": request.POST.getlist("confirm"),
            "refused": status == 422,
        }
    )
    return render(request, "office/surveys/submit.html", context, status=status)


@access(roles=READERS, place_arg="code")
@require_POST
def move(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """Take back, review, approve, send back, or undo one of these."""
    info = info_for(request, campaign_id, code)
    step = request.POST.get("step", "")
    action = MOVES.get(step)
    if action is not None:
        told: dict[str, Any] = {"return_id": info.id, "by": acting(request), "at": timezone.now()}
        if step == Step.SEND_BACK:
            told["why"] = request.POST.get("why", "")
        action(**told)
        messages.success(request, _("已办理：%(step)s。") % {"step": Step(step).label})
    return see_other("return", campaign_id, code)
