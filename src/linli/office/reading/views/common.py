"""What the views of this door share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.queries import purposes
from linli.office.reading.presenters.parts import FormBlock, Link, Table, Words, tabs
from linli.ui.errors import error_summary

READERS = frozenset(
    {Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SUB_DISTRICT, Role.COMMITTEE, Role.GRID_OFFICER}
)
SUPERVISING = frozenset({Role.DISTRICT_OFFICE, Role.SUB_DISTRICT, Role.COMMITTEE})


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def today() -> date:
    """The day of the request: terms and clocks are counted in real days, not in the page's as-of day."""
    return timezone.localdate()


def words() -> Words:
    """Names of purposes and elements."""
    return Words(today())


def purposes_now() -> list[tuple[str, str]]:
    """The purposes in force."""
    language = get_language() or ""
    return [(one.code, one.name(language)) for one in purposes(in_force_on=today())]


def purpose_choices() -> list[tuple[str, str]]:
    """The purposes in force for a field to choose from, none of them chosen beforehand."""
    return [("", _("请选择用途")), *purposes_now()]


def list_page(
    request: HttpRequest,
    here: str,
    title: str,
    lede: str,
    tables: list[Table],
    links: list[Link] | None = None,
) -> HttpResponse:
    """A page of tables."""
    context = {
        "title": title,
        "lede": lede,
        "tables": tables,
        "links": links or [],
        "tabs": tabs(here, acting(request).role),
    }
    return render(request, "office/reading/list.html", context)


def item_page(
    request: HttpRequest,
    here: str,
    title: str,
    facts: list[tuple[str, str]],
    blocks: list[FormBlock],
    *,
    note: str = "",
    refusal: Refusal | None = None,
    links: list[Link] | None = None,
) -> HttpResponse:
    """One thing with what may be done about it."""
    bound = [block.form for block in blocks if block.form is not None and block.form.is_bound]
    problems = [one for form in bound for one in error_summary(form)]
    context = {
        "title": title,
        "facts": [fact for fact in facts if fact[1]],
        "parts": blocks,
        "note": note,
        "refusal": refusal,
        "problems": problems,
        "links": links or [],
        "tabs": tabs(here, acting(request).role),
    }
    status = 422 if refusal or problems else 200
    return render(request, "office/reading/item.html", context, status=status)


def attempt(
    request: HttpRequest, form: forms.Form, write: Callable[[dict[str, Any]], Any], done: str, target: str
) -> HttpResponse | Refusal | None:
    """Do it: a redirect when it was done, the refusal when it was not, None when the form has errors.

    What is not there stays a 404; everything else is told on the page.
    """
    if not form.is_valid():
        return None
    try:
        write(form.cleaned_data)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return refusal
    messages.success(request, done)
    return HttpResponseRedirect(target, status=303)


def to(name: str, *args: Any) -> str:
    """An address of this door."""
    return reverse(f"reading:{name}", args=args)
