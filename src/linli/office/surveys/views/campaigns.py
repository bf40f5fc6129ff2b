"""Campaigns: the list, a new one, progress by community, opening and closing, locks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.core.questionnaire import TimelinessKind
from linli.office.surveys.forms import CampaignForm, HoldForm, ReopenForm, errors_of
from linli.office.surveys.presenters.pages import progress_rows
from linli.office.surveys.views.common import OFFICE, READERS, REVIEWERS, acting, see_other
from linli.surveys import actions, queries, rules
from linli.surveys.fields import language
from linli.surveys.queries.listing import campaign_holds, return_rows
from linli.surveys.states import CampaignState, ReturnState

PAGE = 50
CAMPAIGN_LOOKS = {CampaignState.DRAFT: "unknown", CampaignState.OPEN: "met", CampaignState.CLOSED: "warn"}


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every campaign that asks in the acting post's place, with how far it is."""
    by = acting(request)
    found = queries.campaigns(scope=by.scope, as_of=request.as_of)  # type: ignore[attr-defined]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    progress = queries.progress_of([one.id for one in page.object_list], scope=by.scope)
    rows = [
        {
            "campaign": one,
            "title": one.title.of(language()),
            "state": CampaignState(one.state).label,
            "look": CAMPAIGN_LOOKS[one.state],
            "progress": progress[one.id],
            "percent": _percent(progress[one.id].handed_in, progress[one.id].asked),
        }
        for one in page.object_list
    ]
    own = by.scope.prefix if by.role == Role.COMMITTEE else ""
    context = {"rows": rows, "page": page, "may_manage": by.role == Role.DISTRICT_OFFICE, "own": own}
    return render(request, "office/surveys/index.html", context)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


@access(roles=OFFICE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a campaign."""
    by = acting(request)
    form = CampaignForm(
        request.POST or None, initial={"place": by.scope.prefix, "questionnaire": "five_guarantees"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            made = actions.create_campaign(by=by, at=timezone.now(), prefix=given.pop("place"), **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("调查已建立，还没有开放。核对后点“开放调查”。"))
            return see_other("campaign", made.id)
    context = {"form": form, "errors": errors_of(form)}
    return render(request, "office/surveys/new.html", context, status=422 if context["errors"] else 200)


@access(roles=READERS)
@require_GET
def progress(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Communities of a campaign with state, completeness and timeliness."""
    by = acting(request)
    info = queries.campaign(campaign_id)
    chosen = {name: request.GET.get(name, "").strip() for name in ("state", "timeliness", "q", "sort")}
    rows = return_rows(
        campaign_id,
        scope=by.scope,
        closes_date=info.closes_date,
        state=chosen["state"],
        timeliness=chosen["timeliness"],
        words=chosen["q"],
        sort=chosen["sort"] or "code",
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    known = queries.progress_of([campaign_id], scope=by.scope)[campaign_id]
    context = {
        "campaign": info,
        "title": info.title.of(language()),
        "state_words": CampaignState(info.state).label,
        "state_look": CAMPAIGN_LOOKS[info.state],
        "page": page,
        "rows": progress_rows(page.object_list, closes_date=info.closes_date, as_of=timezone.localdate()),
        "chosen": chosen,
        "states": [(s.value, s.label, known.by_state.get(s, 0)) for s in ReturnState],
        "timely_choices": _timely_choices(),
        "known": known,
        "holds": campaign_holds(campaign_id),
        "may_manage": rules.may_manage(by, info.prefix),
        "hold_form": HoldForm(),
        "reopen_form": ReopenForm(),
    }
    return render(request, "office/surveys/campaign.html", context)


def _timely_choices() -> list[tuple[str, str]]:
    return [
        (TimelinessKind.ON_TIME.value, _("按时")),
        (TimelinessKind.LATE.value, _("迟交")),
        (TimelinessKind.NOT_IN.value, _("未交")),
    ]


@access(roles=OFFICE)
@require_POST
def change_state(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Open, close or reopen."""
    wanted = request.POST.get("to", "")
    told: dict[str, Any] = {"campaign_id": campaign_id, "by": acting(request), "at": timezone.now()}
    if wanted == "open":
        made = actions.open_campaign(**told)
        messages.success(request, _("调查已开放，共 %(count)s 个社区。") % {"count": made.asked})
    elif wanted == "close":
        actions.close_campaign(**told)
        messages.success(request, _("调查已截止，各社区不能再填写。"))
    elif wanted == "reopen":
        form = ReopenForm(request.POST)
        day = form.cleaned_data["closes_date"] if form.is_valid() else None
        actions.reopen_campaign(**told, closes_date=day)
        messages.success(request, _("调查已重新开放。"))
    return see_other("campaign", campaign_id)


@access(roles=REVIEWERS)
@require_POST
def hold(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Lock a campaign, or one community's return."""
    code = request.POST.get("code", "")
    actions.place_hold(
        campaign_id=campaign_id,
        code=code,
        why=request.POST.get("why", ""),
        by=acting(request),
        at=timezone.now(),
    )
    messages.success(request, _("已锁定。"))
    return see_other("return", campaign_id, code) if code else see_other("campaign", campaign_id)


@access(roles=REVIEWERS)
@require_POST
def release(request: HttpRequest, campaign_id: UUID, hold_id: UUID) -> HttpResponse:
    """Lift a lock."""
    code = request.POST.get("code", "")
    actions.release_hold(hold_id=hold_id, by=acting(request), at=timezone.now())
    messages.success(request, _("已解除锁定。"))
    return see_other("return", campaign_id, code) if code else see_other("campaign", campaign_id)
