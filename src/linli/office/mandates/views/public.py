"""What anybody may see: whether a request is valid, the register of a year, the burden board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.scope import Scope
from linli.mandates import queries
from linli.mandates.queries.yearbook import DepartmentYear
from linli.meter.queries import measured_by_department
from linli.office.mandates.measured import measured_words, method
from linli.office.mandates.views.common import line
from linli.territory import queries as territory

DISTRICT_DIGITS = 6
FIRST_YEAR, LAST_YEAR = 2000, 2999


@access(public=True)
@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Is this request valid? With the number printed on the form."""
    number = request.GET.get("number", "").strip()
    found = queries.check_number(number, today=request.as_of) if number else None  # type: ignore[attr-defined]
    return render(request, "office/mandates/check.html", {"number": number, "found": found})


@access(public=True)
@require_GET
def register(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Everything that was decided in a district in a year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    name = _name(request, district)
    rows = queries.register_of_year(district, year, today=request.as_of)  # type: ignore[attr-defined]
    book = queries.year_book(district, year, today=request.as_of)  # type: ignore[attr-defined]
    measured = measured_by_department(Scope(district), on=book.on)
    context = {
        "lines": [line(row) for row in rows],
        "year": year,
        "district": district,
        "name": name,
        "book": book,
        "departments": [
            (one, _grounds(one), measured_words(measured.rows.get(one.department)))
            for one in book.departments
        ],
        "method": method(measured.time),
    }
    return render(request, "office/mandates/register.html", context)


def _grounds(one: DepartmentYear) -> str:
    return _("、").join(f"{ground.label} {number}" for ground, number in one.violations)


@access(public=True)
@require_GET
def board(request: HttpRequest, district: str) -> HttpResponse:
    """Which department asks how much of communities."""
    name = _name(request, district)
    found = queries.burden_board(Scope(district), on=request.as_of)  # type: ignore[attr-defined]
    most = max((one.minutes_a_year for one in found.departments), default=0)
    measured = measured_by_department(Scope(district), on=request.as_of)  # type: ignore[attr-defined]
    rows = [
        (
            one,
            round(100 * one.minutes_a_year / most) if most else 0,
            measured_words(measured.rows.get(one.department)),
        )
        for one in found.departments
    ]
    kinds = [(kind.label, count) for kind, count in found.kinds]
    context = {"rows": rows, "kinds": kinds, "board": found, "name": name, "district": district}
    context["method"] = method(measured.time)
    return render(request, "office/mandates/board.html", context)


def _name(request: HttpRequest, district: str) -> str:
    found = None
    if len(district) == DISTRICT_DIGITS and district.isascii() and district.isdigit():
        found = territory.division(district, request.as_of)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found.short_name
