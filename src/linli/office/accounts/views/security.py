"""The security administrator's pages: who waits, who lacks a second factor, which posts are vacant; granting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.identity import actions, queries
from linli.base.identity.states import Role
from linli.office.accounts.forms.people import AppointForm, ReasonForm, SubjectForm
from linli.office.accounts.views.people import show_account
from linli.office.accounts.views.shared import account_in_scope, attempt, by_now

SHOWN = 50


@access(roles=[Role.SECURITY_ADMIN])
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the security administrator."""
    scope = request.actor.scope  # type: ignore[attr-defined]
    context = {
        "waiting": queries.waiting_accounts(scope, at=timezone.now()),
        "no_factor": queries.accounts_in(scope, state="no_factor")[:SHOWN],
        "vacant": queries.posts_in(scope, state="vacant")[:SHOWN],
        "no_post": queries.accounts_in(scope, state="no_post")[:SHOWN],
        "shown": SHOWN,
    }
    return render(request, "office/accounts/security.html", context)


@access(roles=[Role.SECURITY_ADMIN])
@require_POST
def reset_second_factor(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Remove a lost second factor."""
    found = account_in_scope(request, account_id)
    form = ReasonForm(request.POST, prefix="factor")
    attempt(form, lambda data: actions.reset_second_factor(account=found, **data, **by_now(request)))
    if form.errors:
        return show_account(request, found, factor=form)
    messages.success(request, _("第二重验证已重置；此人下次登录时须重新设置。"))
    return _back(account_id)


@access(roles=[Role.SECURITY_ADMIN])
@require_POST
def unlock(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Lift the wait after failed sign-ins."""
    found = account_in_scope(request, account_id)
    form = ReasonForm(request.POST, prefix="unlock")
    attempt(form, lambda data: actions.unlock_account(account=found, **data, **by_now(request)))
    if form.errors:
        return show_account(request, found, unlock=form)
    messages.success(request, _("锁定已解除。"))
    return _back(account_id)


@access(roles=[Role.SECURITY_ADMIN])
@require_POST
def link(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Record or remove the person's identifier at the identity provider."""
    found = account_in_scope(request, account_id)
    form = SubjectForm(request.POST, prefix="subject")

    def record(data: dict[str, Any]) -> None:
        if data["subject"]:
            actions.link_single_sign_on(account=found, subject=data["subject"], **by_now(request))
        else:
            actions.unlink_single_sign_on(account=found, **by_now(request))

    attempt(form, record)
    if form.errors:
        return show_account(request, found, subject=form)
    messages.success(request, _("统一身份认证的关联已更新。"))
    return _back(account_id)


@access(roles=[Role.SECURITY_ADMIN])
@require_POST
def appoint(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give the account a vacant post."""
    found = account_in_scope(request, account_id)
    vacant = queries.posts_in(request.actor.scope, state="vacant")  # type: ignore[attr-defined]
    form = AppointForm(request.POST, prefix="appoint", vacant=vacant)
    attempt(form, lambda data: actions.appoint(account=found, **data, **by_now(request)))
    if form.errors:
        return show_account(request, found, appoint=form)
    messages.success(request, _("已任命，即刻生效。"))
    return _back(account_id)


def _back(account_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:account", args=[account_id]), status=303)
