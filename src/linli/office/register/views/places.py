"""The register by place: communities, buildings with their plans, households, people."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.errors import NotFound
from linli.base.scope import Scope
from linli.catalogue.queries import code_items
from linli.office.register.forms import errors_of
from linli.office.register.forms.people import PeopleForm
from linli.office.register.presenters.people import person_rows
from linli.office.register.presenters.places import (
    building_name,
    building_rows,
    frame,
    household_rows,
    place_name,
    unit_tables,
)
from linli.office.register.presenters.values import is_english
from linli.office.register.reading import read_people
from linli.office.register.views.common import READERS, acting, for_a_purpose, see_other, show
from linli.register.gate.buildings import buildings as buildings_of
from linli.register.gate.buildings import plan, slug_of_dwelling
from linli.register.gate.lists import households_page, people_page
from linli.territory.queries import communities as communities_of

PAGE = 50
HOUSEHOLDS = 100


@access(roles=READERS, personal=True)
@require_GET
@for_a_purpose
def communities(request: HttpRequest) -> HttpResponse:
    """The communities of the acting post's place."""
    rows = communities_of(acting(request).scope.prefix, timezone.localdate())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": page.object_list,
        "steps": [
            {"name": _("找人"), "href": reverse("register:index")},
            {"name": _("按社区看"), "href": ""},
        ],
    }
    return show(request, "office/register/communities.html", context)


@access(roles=READERS, personal=True, place_arg="code")
@require_GET
@for_a_purpose
def buildings(request: HttpRequest, code: str) -> HttpResponse:
    """The buildings of a place with their numbers."""
    page = Paginator(buildings_of(Scope(code)), PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(code, "buildings", _("%(place)s有哪些楼？"), timezone.localdate()),
        "page": page,
        "rows": building_rows(code, list(page.object_list)),
    }
    return show(request, "office/register/buildings.html", context)


@access(roles=READERS, personal=True, place_arg="code")
@require_GET
@for_a_purpose
def building(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The plan of one building: a table of rooms."""
    found = plan(Scope(code), slug)
    if found is None:
        raise NotFound("register.no_building", _("没有找到这栋楼，或者它不在您的管辖范围内。"))
    line = found.line
    name = building_name(line)
    context = {
        "title": _("%(name)s里住着谁？") % {"name": name},
        "lede": _("%(dwellings)d 套住房，%(households)d 户，%(people)d 人，空房 %(empty)d 套。")
        % {
            "dwellings": line.dwellings,
            "households": line.households,
            "people": line.people,
            "empty": line.empty,
        },
        "units": unit_tables(found),
        "steps": [
            {"name": _("找人"), "href": reverse("register:index")},
            {
                "name": place_name(code, timezone.localdate()),
                "href": reverse("register:buildings", args=[code]),
            },
            {"name": name, "href": ""},
        ],
    }
    return show(request, "office/register/building.html", context)


@access(roles=READERS, personal=True)
@require_GET
@for_a_purpose
def building_of(request: HttpRequest, dwelling_id: UUID) -> HttpResponse:
    """From a dwelling to its building."""
    scope = acting(request).scope
    found = slug_of_dwelling(scope, dwelling_id)
    if found is None:
        raise NotFound("register.no_building", _("没有找到这栋楼，或者它不在您的管辖范围内。"))
    code, slug = found
    return see_other("building", scope.narrowed(code).prefix, slug)


@access(roles=READERS, personal=True, place_arg="code")
@require_GET
@for_a_purpose
def households(request: HttpRequest, code: str) -> HttpResponse:
    """The households of a place, each by its head."""
    page = households_page(Scope(code), number=request.GET.get("page"), size=HOUSEHOLDS)
    lines = list(page.object_list)
    heads = [line.head for line in lines if line.head is not None]
    context = {
        **frame(code, "households", _("%(place)s有哪些户？"), timezone.localdate()),
        "page": page,
        "rows": household_rows(lines, read_people(request, heads)),
    }
    return show(request, "office/register/households.html", context)


@access(roles=READERS, personal=True, place_arg="code")
@require_GET
@for_a_purpose
def residents(request: HttpRequest, code: str) -> HttpResponse:
    """The people of a place, by sex, age and status."""
    today = timezone.localdate()
    english = "en" if is_english() else "zh"
    sexes = [(item, words.get(english)) for item, words in code_items("sex", today).items()]
    form = PeopleForm(request.GET or None, sexes=sexes)
    form.is_valid()
    page = people_page(Scope(code), form.wanted, today=today, number=request.GET.get("page"), size=PAGE)
    lines = list(page.object_list)
    context = {
        **frame(code, "residents", _("%(place)s有哪些人？"), today),
        "filters": list(form),
        "errors": errors_of(form),
        "page": page,
        "rows": person_rows(read_people(request, [line.id for line in lines]), lines, today),
    }
    return show(request, "office/register/people.html", context)
