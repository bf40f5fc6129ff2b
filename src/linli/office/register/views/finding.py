"""Looking somebody up. What was asked lies sealed in the session: in no address, no log, no browser history."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from linli.base.access import access
from linli.base.identity.secrets import SecretUnreadable, seal, unseal
from linli.office.register.forms import errors_of
from linli.office.register.forms.looking import By, SearchForm
from linli.office.register.presenters.people import PersonRow, person_rows
from linli.office.register.presenters.places import start_tabs
from linli.office.register.reading import reach, read_people
from linli.office.register.sitting import SEARCH_KEY
from linli.office.register.views.common import READERS, acting, for_a_purpose, see_other, show
from linli.register.gate.finding import Found, find_by_address, find_by_name, find_by_number, find_by_phone
from linli.register.gate.lists import people_lines

FINDERS = {
    By.NAME: find_by_name,
    By.NUMBER: find_by_number,
    By.PHONE: find_by_phone,
    By.ADDRESS: find_by_address,
}


@access(roles=READERS, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def index(request: HttpRequest) -> HttpResponse:
    """The search page with what was found last; a search is sent by POST and answered after a redirect."""
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid():
            request.session[SEARCH_KEY] = seal(json.dumps(form.cleaned_data))
            return see_other("index")
        return show(request, "office/register/index.html", _context(request, form), status=422)
    asked = _asked(request)
    form = SearchForm(initial={"by": asked["by"]} if asked else None)
    context = _context(request, form)
    if asked:
        context |= _found(request, asked)
    return show(request, "office/register/index.html", context)


def _asked(request: HttpRequest) -> dict[str, str] | None:
    kept = request.session.get(SEARCH_KEY)
    if not kept:
        return None
    try:
        asked: dict[str, str] = json.loads(unseal(kept))
    except (SecretUnreadable, ValueError):
        del request.session[SEARCH_KEY]
        return None
    return asked


def _context(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    return {
        "form": form,
        "errors": errors_of(form),
        "asked": False,
        "places": start_tabs(acting(request)),
    }


def _found(request: HttpRequest, asked: dict[str, str]) -> dict[str, Any]:
    by = By(asked["by"])
    found = FINDERS[by](asked["text"], reach(request))
    count = len(found.subjects)
    words = ngettext("找到 %(count)d 人", "找到 %(count)d 人", count) % {"count": count}
    return {
        "asked": True,
        "rows": _rows(request, found),
        "is_cut": found.is_cut,
        "found_words": words if count else _("没有找到"),
        "empty_words": _("在您的管辖范围内，按%(by)s没有找到。请核对后再试，或换一种找法。")
        % {"by": by.label},
    }


def _rows(request: HttpRequest, found: Found) -> list[PersonRow]:
    lines = people_lines(list(found.subjects), reach(request))
    read = read_people(request, [line.id for line in lines], searched=True)
    return person_rows(read, lines, timezone.localdate())
