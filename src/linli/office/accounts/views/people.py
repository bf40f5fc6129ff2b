"""Accounts: the list, one account, opening, resetting and closing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.identity import actions, queries, throttle
from linli.base.identity.models import Account
from linli.base.identity.states import Role
from linli.office.accounts.forms.people import AppointForm, OpenAccountForm, ReasonForm, SubjectForm
from linli.office.accounts.views.shared import (
    KEEPERS,
    account_in_scope,
    attempt,
    by_now,
    page_of,
    show_passphrase,
)


@access(roles=KEEPERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Accounts with the posts they hold."""
    scope = request.actor.scope  # type: ignore[attr-defined]
    filters = {name: request.GET.get(name, "").strip() for name in ("text", "role", "state")}
    page = page_of(request, queries.accounts_in(scope, **filters))
    posts = queries.holdings_of_accounts([account.pk for account in page])
    rows = [{"account": account, "posts": posts[account.pk]} for account in page]
    context = {"page": page, "rows": rows, "filters": filters, "roles": Role.choices}
    return render(request, "office/accounts/people.html", context)


@access(roles=[Role.SYSTEM_ADMIN])
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time passphrase is shown once."""
    form = OpenAccountForm(request.POST or None)
    if request.method == "POST":
        opened = attempt(form, lambda data: actions.open_account(**data, **by_now(request)))
        if opened:
            return show_passphrase(request, opened.account, opened.passphrase)
    status = 422 if form.errors else 200
    return render(request, "office/accounts/open_account.html", {"form": form}, status=status)


@access(roles=KEEPERS)
@require_GET
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: its posts, its second factor, and what the acting administrator may do about it."""
    return show_account(request, account_in_scope(request, account_id))


@access(roles=[Role.SYSTEM_ADMIN])
@require_POST
def reset_passphrase(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A new one-time passphrase, shown once."""
    found = account_in_scope(request, account_id)
    form = ReasonForm(request.POST, prefix="passphrase")
    passphrase = attempt(
        form, lambda data: actions.reset_passphrase(account=found, **data, **by_now(request))
    )
    if passphrase is None:
        return show_account(request, found, passphrase=form)
    return show_passphrase(request, found, passphrase)


@access(roles=[Role.SYSTEM_ADMIN])
@require_POST
def set_active(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Deactivate, or activate again."""
    found = account_in_scope(request, account_id)
    action = actions.deactivate_account if found.is_active else actions.reactivate_account
    form = ReasonForm(request.POST, prefix="active")
    attempt(form, lambda data: action(account=found, **data, **by_now(request)))
    if form.errors:
        return show_account(request, found, active=form)
    messages.success(
        request, _("账号已启用。") if found.is_active else _("账号已停用，所有设备上的登录已结束。")
    )
    return HttpResponseRedirect(reverse("people:account", args=[account_id]), status=303)


def show_account(request: HttpRequest, found: Account, **bound: Form) -> HttpResponse:
    """The page of an account; `bound` forms carry errors back to it, with status 422."""
    actor = request.actor  # type: ignore[attr-defined]
    vacant = queries.posts_in(actor.scope, state="vacant")
    forms: dict[str, Any] = {
        name: ReasonForm(prefix=name) for name in ("passphrase", "active", "factor", "unlock")
    }
    subject = queries.single_sign_on_subject(found)
    forms["subject"] = SubjectForm(prefix="subject", initial={"subject": subject})
    if actor.role == Role.SECURITY_ADMIN:
        forms["appoint"] = AppointForm(prefix="appoint", vacant=vacant)
    forms.update(bound)
    context = {
        "account": found,
        "forms": forms,
        "failed_form": next(iter(bound.values()), None),
        "holdings": queries.holdings_of(found),
        "factors": queries.second_factors_of(found),
        "subject": subject,
        "is_waiting": bool(throttle.waiting_time(at=timezone.now(), name=found.username, code=str(found.pk))),
        "is_oneself": found.pk == actor.account_id,
        "keeps_accounts": actor.role == Role.SYSTEM_ADMIN,
    }
    return render(request, "office/accounts/account.html", context, status=422 if bound else 200)
