"""What is done with a plan: one call each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.base.access import access
from linli.grids import actions
from linli.office.grids.forms import AdoptForm, AnswerForm, CommentForm, ConsultForm, WhyForm
from linli.office.grids.views.common import DRAWERS, READERS, acting, plan_for, see_other


def seen(request: HttpRequest) -> int:
    """The version that the page showed."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else -1


@access(roles=DRAWERS)
@require_POST
def propose(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Let the engine divide the draft."""
    actions.start_propose(plan_id=plan_id, version=seen(request), by=acting(request), at=timezone.now())
    return see_other("plan", plan_id)


@access(roles=DRAWERS)
@require_POST
def adjust(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Adjust what is in force to the draft's ground."""
    actions.start_adjust(plan_id=plan_id, version=seen(request), by=acting(request), at=timezone.now())
    return see_other("plan", plan_id)


@access(roles=DRAWERS)
@require_POST
def undo(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Go back over the latest change."""
    actions.undo_change(plan_id=plan_id, version=seen(request), by=acting(request), at=timezone.now())
    messages.success(request, _("已撤销一步。"))
    return see_other("plan", plan_id)


@access(roles=DRAWERS)
@require_POST
def consult(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the draft around."""
    form = ConsultForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填征求意见的截止日。"))
        return see_other("plan", plan_id)
    actions.consult(plan_id=plan_id, until=form.cleaned_data["until"], by=acting(request), at=timezone.now())
    return see_other("plan", plan_id)


@access(roles=DRAWERS)
@require_POST
def take_back(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Work on the draft again."""
    actions.take_back(plan_id=plan_id, by=acting(request), at=timezone.now())
    return see_other("plan", plan_id)


@access(roles=DRAWERS)
@require_POST
def withdraw(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Give the plan up."""
    form = WhyForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    actions.withdraw(plan_id=plan_id, why=why, by=acting(request), at=timezone.now())
    return see_other("plan", plan_id)


@access(roles=DRAWERS)
@require_POST
def adopt(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Adopt the plan from a day, as a job."""
    form = AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填施行的日子和依据。"))
        return see_other("plan", plan_id)
    actions.start_adopt(
        plan_id=plan_id, version=seen(request), **form.cleaned_data, by=acting(request), at=timezone.now()
    )
    return see_other("plan", plan_id)


@access(roles=READERS)
@require_POST
def comment(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Say something about the plan."""
    plan = plan_for(request, plan_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写下意见。"))
        return see_other("plan", plan.pk)
    actions.comment(plan_id=plan.pk, **form.cleaned_data, by=acting(request), at=timezone.now())
    messages.success(request, _("意见已记下，会得到答复。"))
    return see_other("plan", plan.pk)


@access(roles=DRAWERS)
@require_POST
def answer(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Answer a comment."""
    form = AnswerForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    answered = actions.answer(
        comment_id=comment_id,
        text=text,
        taken=bool(request.POST.get("taken")),
        by=acting(request),
        at=timezone.now(),
    )
    return see_other("plan", answered.plan_id)
