"""Local indicators: what departments ask that the catalogue does not have, and its promotion with the evidence."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.forms import actions, queries, rules
from linli.forms.queries import IndicatorGroup
from linli.office.catalogue.forms import ElementForm
from linli.office.catalogue.held import never_held

STAGES = {
    "local": gettext_lazy("只有一个部门要"),
    "ready": gettext_lazy("可以提议进入目录"),
    "proposed": gettext_lazy("已提议，等待准入"),
    "admitted": gettext_lazy("已进入目录"),
    "rejected": gettext_lazy("没有准入"),
}
LOOKS = {"local": "unknown", "ready": "warn", "proposed": "warn", "admitted": "met", "rejected": "short"}
MONTHS_SHOWN = 6


@access(roles=rules.READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The indicators with who asks, how often, in which words; and how the share that can be filled has grown."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    today: date = request.as_of  # type: ignore[attr-defined]
    groups = queries.indicator_groups(by)
    placed = queries.placed_indicators((row.id for group in groups for row in group.rows), today)
    context = {
        "lines": [_line(group, placed, may_promote=rules.may_promote(by)) for group in groups],
        "growth": queries.growth(by.scope.prefix[:6], _month_ends(today)),
    }
    return render(request, "office/forms/indicators.html", context)


def _line(group: IndicatorGroup, placed: Mapping[UUID, str], *, may_promote: bool) -> dict[str, Any]:
    return {
        "group": group,
        "rows": [
            (row, reverse("catalogue:element", args=[placed[row.id]]) if row.id in placed else "")
            for row in group.rows
        ],
        "state": STAGES[group.stage],
        "look": LOOKS[group.stage],
        "may_promote": may_promote and group.stage == "ready",
        "proposal": reverse("catalogue:proposal", args=[group.proposal]) if group.stage == "proposed" else "",
        "element": reverse("catalogue:element", args=[group.element]) if group.element else "",
    }


def _month_ends(today: date) -> list[date]:
    days, day = [today], today
    for _month in range(MONTHS_SHOWN - 1):
        day = day.replace(day=1) - timedelta(days=1)
        days.append(day)
    return sorted(days)


@access(roles={Role.DISTRICT_OFFICE})
@require_http_methods(["GET", "POST"])
def promote(request: HttpRequest) -> HttpResponse:
    """Confirm that indicators mean the same, describe the element, propose it. Another person admits it."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    group = queries.indicator_group(request.GET.get("key", ""), by=by)
    if group is None:
        raise NotFound("forms.no_indicator", _("没有这个指标。"))
    if request.method == "GET":
        return _page(request, group, ElementForm(initial=_first(group, request.as_of)))  # type: ignore[attr-defined]
    form = ElementForm(request.POST)
    if not form.is_valid():
        return _page(request, group, form, status=422)
    try:
        made = actions.promote(
            indicator_ids=_chosen(request, group),
            element=form.element(),
            wished_from=form.cleaned_data["wished_from"],
            why=form.cleaned_data["why"],
            declared=form.declared,
            by=by,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _page(request, group, form, refusal, status=422)
    messages.success(request, _("已提出；由区社区办的另一个人准入后起用。"))
    return HttpResponseRedirect(reverse("catalogue:proposal", args=[made.pk]), status=303)


def _chosen(request: HttpRequest, group: IndicatorGroup) -> list[UUID]:
    told = set(request.POST.getlist("same"))
    return [row.id for row in group.rows if str(row.id) in told]


def _first(group: IndicatorGroup, today: date) -> dict[str, Any]:
    first = group.rows[0]
    return {
        "name_zh": first.label,
        "aliases": "、".join(word for word in group.words if word != first.label),
        "sensitivity": "personal",
        "trigger": "purpose_ended",
        "wished_from": today,
        "why": evidence(group),
    }


def evidence(group: IndicatorGroup) -> str:
    """Who asks, how often, in which words."""
    asked = _("；").join(
        _("%(body)s：%(forms)s 张表，写作“%(label)s”")
        % {"body": row.body, "forms": row.forms, "label": row.label}
        for row in group.rows
    )
    return _("%(departments)s 个部门在 %(forms)s 张表上要这个指标。%(asked)s。") % {
        "departments": group.departments,
        "forms": group.forms,
        "asked": asked,
    }


def _page(
    request: HttpRequest,
    group: IndicatorGroup,
    form: ElementForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    told = set(request.POST.getlist("same"))
    context = {
        "form": form,
        "before": "",
        "post_to": f"{reverse('forms:promote')}?key={group.key}",
        "refusal": refusal,
        "prohibited": refusal is not None and refusal.code == "catalogue.prohibited",
        "problems": form.problems() if form.is_bound else [],
        "never": never_held(),
        "same": [(row, str(row.id) in told or request.method == "GET") for row in group.rows],
    }
    return render(request, "office/catalogue/propose.html", context, status=status)
