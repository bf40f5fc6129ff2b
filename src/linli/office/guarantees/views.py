"""What does this place still lack? From the place to the guarantee, the rule, and the rows behind it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import STAFF, access
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.guarantees import actions, queries
from linli.guarantees.rules import may_assess
from linli.guarantees.states import LABELS, FindingState, Guarantee
from linli.office.guarantees import exporting, responses
from linli.office.guarantees.forms import ExportForm
from linli.office.guarantees.presenters import communities
from linli.office.guarantees.presenters import place as places
from linli.office.guarantees.presenters import place_map as maps
from linli.office.guarantees.presenters.head import Step, head
from linli.office.guarantees.presenters.links import Links
from linli.territory.rules.names import short_name
from linli.ui.errors import error_summary

COMMUNITY_DIGITS = 12
LENGTHS = (2, 4, 6, 9, COMMUNITY_DIGITS)
EXPORT_ROWS = 50_000


def actor_of(request: HttpRequest) -> Actor:
    """Who acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@access(signed_in=True)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The scoreboard of the acting post's own place; for a committee, its community; for others, where to go."""
    actor = actor_of(request)
    if actor.role not in STAFF:
        return render(request, "office/guarantees/no_place.html", {"role": actor.role})
    return _page(request, actor.scope.prefix[:COMMUNITY_DIGITS])


@access(roles=STAFF, place_arg="code")
@require_GET
def place(request: HttpRequest, code: str) -> HttpResponse:
    """The scoreboard of a place, or a community's own page."""
    _check_code(code)
    return _page(request, code)


def _page(request: HttpRequest, code: str) -> HttpResponse:
    if len(code) == COMMUNITY_DIGITS:
        return _community(request, code)
    found = queries.place_page(
        prefix=code,
        as_of=request.as_of,  # type: ignore[attr-defined]
        chosen=request.GET.get("campaign", ""),
        sort=request.GET.get("sort", "code"),
        filters=communities.filters_of(request),
        page=communities.number_of(request),
    )
    if isinstance(found, queries.Frame):
        return _nothing_yet(request, found)
    links = Links(request)
    context = _common(request, found.frame, links) | {
        "rows": places.guarantee_rows(found, links),
        "below": [(one.name, links.place(one.code), one.communities) for one in found.below],
        "export_href": links.below("guarantees:export", code) if code else "",
        "map_href": links.below("guarantees:map", code),
    }
    return render(request, "office/guarantees/place.html", context | _table(request, found, links))


def _table(request: HttpRequest, found: queries.PlacePage, links: Links) -> dict[str, Any]:
    return {
        "lines": communities.lines(found.communities.rows, links),
        "guarantees": [(one.value, str(one.label), request.GET.get(one.value, "")) for one in Guarantee],
        "states": [(one.value, str(one.label)) for one in FindingState],
        "q": request.GET.get("q", ""),
        "pages": communities.Pages(found.communities, queries.PAGE_SIZE),
        "is_filtered": any(request.GET.get(name) for name in (*Guarantee.values, "q")),
    }


def _community(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.community_page(
        code=code,
        as_of=request.as_of,  # type: ignore[attr-defined]
        chosen=request.GET.get("campaign", ""),
    )
    if isinstance(found, queries.Frame):
        return _nothing_yet(request, found)
    links = Links(request)
    name = found.standing.name if found.standing else ""
    context = _common(request, found.frame, links, name=name) | responses.community(found, links)
    return render(request, "office/guarantees/community.html", context)


@access(roles=STAFF, place_arg="code")
@require_GET
def place_map(request: HttpRequest, code: str) -> HttpResponse:
    """Where the communities lie and how they stand: a part of the home page, and a page of its own."""
    _check_code(code)
    found = queries.frame(prefix=code, as_of=request.as_of, chosen=request.GET.get("campaign", ""))  # type: ignore[attr-defined]
    if found.campaign is None or found.board is None:
        return _nothing_yet(request, found)
    links = Links(request)
    placed = queries.placed_standings(found.campaign.id, scope=Scope(code))
    drawn = maps.place_map(placed, as_of=found.board.day, links=links)
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    template = "office/guarantees/map_part.html" if part else "office/guarantees/map.html"
    context = _common(request, found, links, Step(_("地图"), "")) | {"drawn": drawn}
    return render(request, template, context)


@access(roles=STAFF, place_arg="code")
@require_GET
def guarantee(request: HttpRequest, code: str, guarantee: str) -> HttpResponse:
    """One guarantee in a place: every rule under it, and the communities in one state."""
    _check_code(code)
    chosen, links = _guarantee(guarantee), Links(request)
    if len(code) == COMMUNITY_DIGITS:
        return HttpResponseRedirect(f"{links.place(code)}#{chosen.value}")
    state = _state(request)
    found = queries.place_page(
        prefix=code,
        as_of=request.as_of,  # type: ignore[attr-defined]
        chosen=request.GET.get("campaign", ""),
        sort=request.GET.get("sort", f"-{chosen.value}"),
        filters=queries.StandingFilters({chosen: state} if state else {}, request.GET.get("q", "").strip()),
        page=communities.number_of(request),
    )
    if isinstance(found, queries.Frame):
        return _nothing_yet(request, found)
    context = _common(request, found.frame, links, Step(str(chosen.label), ""))
    context |= responses.guarantee(found, chosen, links) | _table(request, found, links)
    context |= {"state": str(state or ""), "states": _states()}
    return render(request, "office/guarantees/guarantee.html", context)


@access(roles=STAFF, place_arg="code")
@require_GET
def rule(request: HttpRequest, code: str, guarantee: str, rule: str) -> HttpResponse:
    """One rule: over the communities of a place, or one community down to its answers."""
    _check_code(code)
    chosen, links = _guarantee(guarantee), Links(request)
    if rule not in LABELS:
        raise Http404
    as_of, campaign = request.as_of, request.GET.get("campaign", "")  # type: ignore[attr-defined]
    steps = (
        Step(str(chosen.label), links.to("guarantees:guarantee", code, chosen.value)),
        Step(str(LABELS[rule]), ""),
    )
    if len(code) == COMMUNITY_DIGITS:
        one = queries.finding_page(code=code, rule=rule, as_of=as_of, chosen=campaign)
        if isinstance(one, queries.Frame):
            return _nothing_yet(request, one)
        name = one.standing.name if one.standing else ""
        context = _common(request, one.frame, links, *steps, name=name) | responses.finding(one, rule, links)
        return render(request, "office/guarantees/finding.html", context)
    state, number = _state(request), communities.number_of(request)
    found = queries.rule_page(prefix=code, rule=rule, as_of=as_of, chosen=campaign, state=state, page=number)
    if isinstance(found, queries.Frame):
        return _nothing_yet(request, found)
    context = _common(request, found.frame, links, *steps) | responses.rule(found, rule, links)
    context |= {"state": str(state or ""), "states": _states()}
    return render(request, "office/guarantees/rule.html", context)


@access(roles=STAFF, place_arg="code")
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Exactly the rows that the page shows, on all its pages, as a file. The purpose goes into the audit trail."""
    _check_code(code)
    form = ExportForm(request.POST or None, initial={"kind": "xlsx"})
    found = queries.frame(prefix=code, as_of=request.as_of, chosen=request.GET.get("campaign", ""))  # type: ignore[attr-defined]
    if found.campaign is None or found.board is None:
        return _nothing_yet(request, found)
    if not form.is_valid():
        errors = error_summary(form)
        context = _common(request, found, Links(request), Step(_("导出"), "")) | {
            "form": form,
            "errors": errors,
        }
        return render(request, "office/guarantees/export.html", context, status=422 if errors else 200)
    shown = queries.standings(
        found.campaign.id,
        scope=Scope(code),
        sort=request.GET.get("sort", "code"),
        filters=communities.filters_of(request),
        size=EXPORT_ROWS,
    )
    return exporting.response(request, form, found, shown.rows, timezone.now())


@access(roles={Role.DISTRICT_OFFICE})
@require_POST
def assess(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Hold the whole campaign against the rules again, as a job."""
    actions.start_assessment(by=actor_of(request), at=timezone.now(), campaign_id=campaign_id)
    messages.success(request, _("已开始按现行规定重新核对；做完后本页的数字会更新。"))
    return HttpResponseRedirect(f"/?campaign={campaign_id}", status=303)


def _common(
    request: HttpRequest, frame: queries.Frame, links: Links, *further: Step, name: str = ""
) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "frame": frame,
        "board": frame.board,
        "head": head(frame, links, *further, name=short_name(name)),
        "may_assess": bool(frame.campaign and may_assess(actor, frame.campaign.prefix)),
        "is_office": actor.role == Role.DISTRICT_OFFICE,
        "is_committee": actor.role == Role.COMMITTEE,
    }


def _nothing_yet(request: HttpRequest, frame: queries.Frame) -> HttpResponse:
    return render(request, "office/guarantees/nothing_yet.html", _common(request, frame, Links(request)))


def _check_code(code: str) -> None:
    if not (code.isascii() and code.isdigit() and len(code) in LENGTHS):
        raise Http404


def _guarantee(code: str) -> Guarantee:
    if code not in Guarantee.values:
        raise Http404
    return Guarantee(code)


def _state(request: HttpRequest) -> FindingState | None:
    asked = request.GET.get("state", "")
    return FindingState(asked) if asked in FindingState.values else None


def _states() -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in FindingState]
