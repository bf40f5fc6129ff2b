"""Browsing divisions as of a day, a community's profile, and the search."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import ADMINISTRATORS, STAFF, access
from linli.base.errors import NotFound, Refusal
from linli.base.scope import Scope
from linli.office.territory import presenters
from linli.office.territory.forms import FigureForm
from linli.territory import actions, queries
from linli.territory.queries.editions import changes_of, edition_in_force
from linli.territory.rules.figures import RECORDERS, recordable
from linli.territory.states import ELEMENTS, LENGTH_OF_LEVEL, DivisionKind, Level

READERS = STAFF | ADMINISTRATORS
PAGE = 50
FOUND_ON_PAGE = 50
SEARCH_LIMIT = 12
SORTS = ("code", "-code", "name", "-name")


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The acting post's own place; the provinces when it has the whole country, or asks for it."""
    prefix = "" if request.GET.get("all") else request.actor.scope.prefix  # type: ignore[attr-defined]
    lengths = [length for length in LENGTH_OF_LEVEL.values() if length <= len(prefix.partition("G")[0])]
    return _place(request, prefix[: max(lengths)] if lengths else "")


@access(roles=READERS)
@require_GET
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A division as of a day: what lies below it, or a community's profile."""
    return _place(request, code)


def _place(
    request: HttpRequest, code: str, form: FigureForm | None = None, status: int = 200
) -> HttpResponse:
    as_of = request.as_of  # type: ignore[attr-defined]
    way = queries.breadcrumb(code, as_of) if code else ()
    here = way[-1] if way and way[-1].code == code else None
    context: dict[str, Any] = {
        "code": code,
        "here": here,
        "kind": presenters.kind_words(here) if here else "",
        "steps": presenters.steps(request, way),
        "edition": edition_in_force(as_of),
        "periods": queries.periods(code) if code else (),
        "changes": changes_of(code) if code else (),
        "words": request.GET.get("q", "").strip()[:32],
    }
    if code and not context["periods"]:
        raise NotFound("territory.no_division", _("没有代码为 %(place)s 的区划。"), place=code)
    if len(code) == LENGTH_OF_LEVEL[Level.COMMITTEE]:
        return render(
            request, "office/territory/community.html", context | _profile(request, code, form), status=status
        )
    return render(request, "office/territory/place.html", context | _below(request, code, context["words"]))


def _below(request: HttpRequest, code: str, words: str) -> dict[str, Any]:
    sort, kind = request.GET.get("sort", "code"), request.GET.get("kind", "")
    rows = queries.below(
        code,
        request.as_of,  # type: ignore[attr-defined]
        words,
        kind if kind in DivisionKind.values else "",
        sort if sort in SORTS else "code",
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [(row, presenters.place_href(request, row.code)) for row in page],
        "kinds": DivisionKind.choices[1:] if len(code) == LENGTH_OF_LEVEL[Level.SUB_DISTRICT] else (),
        "chosen_kind": kind,
    }


def _profile(request: HttpRequest, code: str, form: FigureForm | None) -> dict[str, Any]:
    as_of = request.as_of  # type: ignore[attr-defined]
    known = queries.figures([code], ELEMENTS, as_of)
    may = recordable(request.actor, code)  # type: ignore[attr-defined]
    return {
        "lines": [presenters.line(key, known.get((code, key))) for key in ELEMENTS],
        "history": [presenters.line(figure.element, figure) for figure in queries.figure_history(code)],
        "form": (form or FigureForm(initial={"valid_from": as_of})) if may else None,
        "problems": form.problems() if form else [],
    }


@access(roles=RECORDERS, place_arg="code")
@require_POST
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Append a figure to a community's profile."""
    form = FigureForm(request.POST)
    if form.is_valid():
        try:
            actions.record_figure(
                division_code=code,
                by=request.actor,  # type: ignore[attr-defined]
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    if not form.is_valid():
        return _place(request, code, form, status=422)
    messages.success(request, _("已记录。原有数据仍在，可在沿革中查看。"))
    return HttpResponseRedirect(presenters.place_href(request, code), status=303)


@access(roles=READERS)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Search by name, pinyin initials or code: a list for a page, or options for the box above it."""
    words = request.GET.get("q", "").strip()[:32]
    inside = request.GET.get("in", "")
    scope = Scope(inside if inside.isascii() and inside.isdigit() else "")
    as_box = bool(request.htmx)  # type: ignore[attr-defined]
    limit = SEARCH_LIMIT if as_box else FOUND_ON_PAGE
    hits = queries.search(words, request.as_of, scope, limit)  # type: ignore[attr-defined]
    context = {"words": words, "inside": scope.prefix, "hits": presenters.hit_lines(request, hits)}
    template = "office/territory/options.html" if as_box else "office/territory/find.html"
    return render(request, template, context)
