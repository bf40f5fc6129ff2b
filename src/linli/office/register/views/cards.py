"""Cards of people, households, dwellings, organisations and things: masked first, whole values as a second act."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.core.elements import Element
from linli.office.register.presenters.cards import care_words, sections
from linli.office.register.presenters.history import history_of, past_words
from linli.office.register.presenters.links import acts_of, links_of, ways_of
from linli.office.register.presenters.titles import household_of, lede_of, title_of
from linli.office.register.presenters.values import Lists
from linli.office.register.reading import Axes, Offer, axes_of, offer, place_of, read
from linli.office.register.views.common import READERS, acting, for_a_purpose, show
from linli.register.gate import NeedsApproval, Shown, SubjectRead
from linli.register.gate.places import Whereabouts
from linli.register.states import SubjectKind

ADDRESSES = {
    SubjectKind.PERSON: "register:person",
    SubjectKind.HOUSEHOLD: "register:household",
    SubjectKind.DWELLING: "register:dwelling",
    SubjectKind.ORGANISATION: "register:organisation",
    SubjectKind.THING: "register:thing",
}
REVEAL_MOST = 30


@access(roles=READERS, personal=True)
@require_GET
@for_a_purpose
def card(request: HttpRequest, subject_id: UUID, kind: SubjectKind) -> HttpResponse:
    """One subject, masked, on the day asked for and as known then."""
    where = place_of(request, subject_id, kind)
    return _show(request, where, axes_of(request))


@access(roles=READERS, personal=True)
@require_POST
@for_a_purpose
def reveal(request: HttpRequest, subject_id: UUID, kind: SubjectKind) -> HttpResponse:
    """The chosen values of one subject as they are. Not after a redirect: nothing of them is kept anywhere."""
    where = place_of(request, subject_id, kind)
    return _show(request, where, axes_of(request), wanted=request.POST.getlist("element")[:REVEAL_MOST])


def _show(
    request: HttpRequest, where: Whereabouts, axes: Axes, wanted: Sequence[str] | None = None
) -> HttpResponse:
    offered = offer(request, where.kind)
    try:
        masked = _masked(request, where, offered, axes)
    except NeedsApproval as locked:
        return _locked(request, where, locked)
    title = title_of(masked)  # a browser's history keeps titles: never a revealed name
    refusal: Refusal | None = None
    status = 200
    if wanted is not None:
        try:
            masked = _revealed(request, masked, offered, axes, wanted)
        except Refusal as refused:
            refusal, status = refused, refused.status
    context = _context(request, where, masked, offered, axes, refusal)
    if where.kind == SubjectKind.HOUSEHOLD:
        title = household_of(context["links"]) or title
    context |= _named(title) | {"lede": lede_of(masked, title)}
    return show(request, "office/register/card.html", context, status=status)


def _masked(request: HttpRequest, where: Whereabouts, offered: Offer, axes: Axes) -> SubjectRead:
    codes = [one.code for one in offered.plain]
    if not codes:  # the purpose covers nothing of such a subject; nothing is read, so nothing is logged
        return SubjectRead(where.subject, where.kind, where.place, None)
    return read(request, [where.subject], codes, axes=axes).only


def _revealed(
    request: HttpRequest, masked: SubjectRead, offered: Offer, axes: Axes, wanted: Sequence[str]
) -> SubjectRead:
    known = {one.code for one in (*offered.plain, *offered.guarded)}
    codes = [code for code in wanted if code in known]
    if not codes:
        raise Refusal("register.nothing_chosen", _("没有勾选要显示的内容。"), _("请勾选要看的几项再显示。"))
    whole = read(request, [masked.subject], codes, axes=axes, reveal=True).only
    return replace(masked, values={**masked.values, **_with_empty(whole, codes)})


def _with_empty(whole: SubjectRead, codes: Sequence[str]) -> dict[str, Any]:
    """What was asked for and is not held is said to be so, instead of standing as unread."""
    return {code: whole.values.get(code) or Shown(code, _("没有登记"), is_whole=True) for code in codes}


def _context(
    request: HttpRequest,
    where: Whereabouts,
    masked: SubjectRead,
    offered: Offer,
    axes: Axes,
    refusal: Refusal | None,
) -> dict[str, Any]:
    day = axes.on or timezone.localdate()
    lists = Lists.of([one for one in _all(offered) if one.code in masked.values], day)
    name = ADDRESSES[where.kind]
    found = sections(masked, offered.plain, offered.guarded, lists)
    return {
        "sections": found,
        "may_reveal": any(row.can_reveal for section in found for row in section.rows),
        "reveal_href": reverse(f"{name}-reveal", args=[where.subject]) + _query(axes),
        "card_href": reverse(name, args=[where.subject]),
        "history": history_of(where, axes, reverse(name, args=[where.subject])),
        "past": past_words(axes),
        "notes": [care_words(masked.age_class)] if masked.age_class else [],
        "links": links_of(request, where, axes),
        "acts": acts_of(acting(request), where),
        "refusal": refusal,
    }


def _named(title: str) -> dict[str, Any]:
    steps = [{"name": _("找人"), "href": reverse("register:index")}, {"name": title, "href": ""}]
    return {"title": title, "steps": steps}


def _all(offered: Offer) -> tuple[Element, ...]:
    return (*offered.plain, *offered.guarded)


def _query(axes: Axes) -> str:
    parts = [f"{name}={day.isoformat()}" for name, day in (("on", axes.on), ("known", axes.known_day)) if day]
    return "?" + "&".join(parts) if parts else ""


def _locked(request: HttpRequest, where: Whereabouts, refusal: NeedsApproval) -> HttpResponse:
    context = {
        "title": _("须先经批准"),
        "refusal": refusal,
        "steps": [
            {"name": _("找人"), "href": reverse("register:index")},
            {"name": _("须先经批准"), "href": ""},
        ],
        "ways": ways_of(acting(request), where.subject),
    }
    return show(request, "office/register/locked.html", context, status=refusal.status)
