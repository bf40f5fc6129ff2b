"""Changes in life, recorded from the card of a person or a household."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import NotFound, Refusal
from linli.catalogue.queries import code_items
from linli.office.register.changing import CHANGES, Asked, Change
from linli.office.register.forms import errors_of
from linli.office.register.forms.changes import ChangeForm
from linli.office.register.presenters.links import NAMES
from linli.office.register.reading import read_people
from linli.office.register.views.common import KEEPERS, acting, for_a_purpose, show
from linli.register.gate import around
from linli.register.gate.checks import NOT_FOUND
from linli.register.gate.places import Whereabouts, whereabouts
from linli.register.states import SubjectKind

MEMBERS = 60


@access(roles=KEEPERS, personal=True)
@require_GET
@for_a_purpose
def index(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """Which change?"""
    where = _where(request, subject_id)
    card = reverse(NAMES[where.kind], args=[where.subject])
    found = [
        {
            "href": reverse("register:change", args=[where.subject, one.code]),
            "name": one.name,
            "words": one.words,
        }
        for one in CHANGES.values()
        if where.kind in one.kinds
    ]
    context = {
        "title": _("登记什么变动？"),
        "lede": _("登记对了旧值留作历史；不是变动、是原来就写错的，请用更正。"),
        "changes": found,
        "back_href": card,
        "household_href": reverse("register:changes", args=[where.household]) if where.household else "",
        "steps": [{"name": _("找人"), "href": reverse("register:index")}, {"name": _("变动"), "href": ""}],
    }
    return show(request, "office/register/changes.html", context)


@access(roles=KEEPERS, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def change(request: HttpRequest, subject_id: UUID, code: str) -> HttpResponse:
    """One change: its form, and recording it."""
    where = _where(request, subject_id)
    kind = CHANGES.get(code)
    if kind is None or where.kind not in kind.kinds:
        raise Http404
    form = _form(request, where, kind)
    card = reverse(NAMES[where.kind], args=[where.subject])
    if request.method == "POST" and form.is_valid() and _recorded(request, where, kind, form):
        messages.success(request, _("变动已登记。"))
        return HttpResponseRedirect(card, status=303)
    back = reverse("register:changes", args=[where.subject])
    context = {
        "title": str(kind.name),
        "lede": str(kind.words),
        "form": form,
        "errors": errors_of(form),
        "verb": _("登记"),
        "back_href": back,
        "steps": [
            {"name": _("找人"), "href": reverse("register:index")},
            {"name": _("变动"), "href": back},
            {"name": str(kind.name), "href": ""},
        ],
    }
    return show(request, "office/register/change.html", context, status=422 if form.errors else 200)


def _where(request: HttpRequest, subject_id: UUID) -> Whereabouts:
    found = whereabouts([subject_id]).get(subject_id)
    kinds = (SubjectKind.PERSON, SubjectKind.HOUSEHOLD)
    if found is None or found.kind not in kinds or not acting(request).scope.covers(found.place):
        raise NotFound("reading.not_found", NOT_FOUND)
    return found


def _recorded(request: HttpRequest, where: Whereabouts, kind: Change, form: ChangeForm) -> bool:
    try:
        kind.record(Asked(where, form.cleaned_data, acting(request), timezone.now(), form))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _form(request: HttpRequest, where: Whereabouts, kind: Change) -> ChangeForm:
    return kind.form(
        request.POST or None,
        members=_members(request, where),
        relations=_codes("relationship"),
        sexes=_codes("sex"),
    )


def _members(request: HttpRequest, where: Whereabouts) -> list[tuple[str, str]]:
    """The members of the household by their masked names; whoever needs an approval stands without a name."""
    household = where.subject if where.kind == SubjectKind.HOUSEHOLD else where.household
    place = whereabouts([household]).get(household) if household else None
    if place is None:
        return [(str(where.subject), _("本人"))] if where.kind == SubjectKind.PERSON else []
    near = around(place, on=timezone.localdate())
    ids = [one.subject for one in near if one.inward and one.role == "self.household"][:MEMBERS]
    read = read_people(request, ids)
    names = {one.subject: one for one in read.subjects} if read else {}
    found: list[tuple[str, str]] = []
    for number, id_ in enumerate(ids, 1):
        one: Any = names.get(id_)
        year = one.text("self.birth_date")[:4] if one else ""
        name = one.text("self.name") if one else ""
        if name and year:
            name = _("%(name)s（%(year)s年生）") % {"name": name, "year": year}
        found.append((str(id_), name or _("第 %(number)d 名成员（须先经批准）") % {"number": number}))
    return found


def _codes(listed: str) -> list[tuple[str, str]]:
    spoken = get_language() or ""
    return [(code, words.get(spoken)) for code, words in code_items(listed, timezone.localdate()).items()]
