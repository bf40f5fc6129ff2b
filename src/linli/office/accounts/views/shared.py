"""What the administration views share."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.access import require_in_scope
from linli.base.errors import NotFound, Refusal
from linli.base.identity import queries
from linli.base.identity.models import Account, Post
from linli.base.identity.states import Role

R = TypeVar("R")
KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
PAGE_SIZE = 25


def attempt(form: Form, call: Callable[[dict[str, Any]], R]) -> R | None:
    """Run `call` with a valid form's data; a domain refusal becomes an error of the form. None: show it again.

    An action that returns nothing counts as done when the form has no errors.
    """
    if not form.is_valid():
        return None
    try:
        return call(form.cleaned_data)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        form.add_error(None, str(refusal))
        return None


def by_now(request: HttpRequest) -> dict[str, Any]:
    """The `by` and `at` of an action: the acting post, this moment."""
    return {"by": request.actor, "at": timezone.now()}  # type: ignore[attr-defined]


def account_in_scope(request: HttpRequest, account_id: UUID) -> Account:
    """The account, if it is one that the acting administrator looks after."""
    scope = request.actor.scope  # type: ignore[attr-defined]
    found = queries.accounts_in(scope).filter(pk=account_id).first()
    if found is None:
        raise NotFound("identity.no_account", _("没有这个账号，或者它不在您的管辖范围内。"))
    return found


def post_in_scope(request: HttpRequest, post_id: UUID) -> Post:
    """The post, if it lies inside the acting administrator's scope."""
    found = Post.objects.select_related("body").filter(pk=post_id).first()
    if found is None:
        raise NotFound("identity.no_post", _("没有这个岗位，或者它不在您的管辖范围内。"))
    require_in_scope(request.actor, found.prefix)  # type: ignore[attr-defined]
    return found


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page asked for; anything odd is the first or last."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def show_passphrase(request: HttpRequest, account: Account, passphrase: str) -> HttpResponse:
    """A one-time passphrase, shown once. Not after a redirect: that would mean keeping it somewhere."""
    context = {"account": account, "passphrase": passphrase}
    response = render(request, "office/accounts/one_time_passphrase.html", context, status=201)
    response["Cache-Control"] = "no-store"
    return response
