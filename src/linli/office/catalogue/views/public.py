"""What we hold and why: for everybody, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.catalogue.queries import held_for_residents
from linli.office.catalogue import held


@access(public=True)
@require_GET
def what_we_hold(request: HttpRequest) -> HttpResponse:
    """Generated from the catalogue of the day: it says neither more nor less than what can be held."""
    chapters = held.chapters(held_for_residents(request.as_of))  # type: ignore[attr-defined]
    context = {
        "chapters": chapters,
        "total": sum(len(chapter.items) for chapter in chapters),
        "never": held.never_held(),
    }
    return render(request, "office/catalogue/what_we_hold.html", context)
