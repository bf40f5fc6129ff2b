"""Bodies and posts: the list, new ones, one post, and handing it over with its open work."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.identity import actions, queries
from linli.base.identity.models import Post
from linli.base.identity.openwork import open_work_of_post
from linli.base.identity.states import BodyKind, Role
from linli.office.accounts.forms.people import BodyForm, HolderForm, PostForm, ReasonForm
from linli.office.accounts.views.shared import KEEPERS, attempt, by_now, page_of, post_in_scope

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@access(roles=KEEPERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Posts with who holds them."""
    scope = request.actor.scope  # type: ignore[attr-defined]
    filters = {name: request.GET.get(name, "").strip() for name in ("text", "role", "state")}
    page = page_of(request, queries.posts_in(scope, **filters))
    holders = queries.holders_of_posts([post.pk for post in page])
    rows = [{"post": post, "holder": holders.get(post.pk)} for post in page]
    context = {"page": page, "rows": rows, "filters": filters, "roles": Role.choices}
    return render(request, "office/accounts/posts.html", context)


@access(roles=[Role.SYSTEM_ADMIN])
@GET_OR_POST
def new_body(request: HttpRequest) -> HttpResponse:
    """A new body."""
    form = BodyForm(request.POST or None)
    if request.method == "POST":
        body = attempt(
            form,
            lambda data: actions.create_body(**{**data, "kind": BodyKind(data["kind"])}, **by_now(request)),
        )
        if body:
            messages.success(request, _("机构已建立，现在可以为它设岗位。"))
            return HttpResponseRedirect(f"{reverse('posts:new')}?body={body.pk}", status=303)
    return render(
        request, "office/accounts/new_body.html", {"form": form}, status=422 if form.errors else 200
    )


@access(roles=[Role.SYSTEM_ADMIN])
@GET_OR_POST
def new_post(request: HttpRequest) -> HttpResponse:
    """A new post."""
    scope = request.actor.scope  # type: ignore[attr-defined]
    initial = {"body": request.GET.get("body", "")}
    form = PostForm(request.POST or None, scope=scope, initial=initial)
    if request.method == "POST":
        made = attempt(form, lambda data: _create_post(data, request))
        if made:
            messages.success(request, _("岗位已建立，由安全管理员任命。"))
            return HttpResponseRedirect(reverse("posts:post", args=[made.pk]), status=303)
    return render(
        request, "office/accounts/new_post.html", {"form": form}, status=422 if form.errors else 200
    )


def _create_post(data: dict[str, Any], request: HttpRequest) -> Post:
    code = data["division_code"] or None
    return actions.create_post(
        **{**data, "role": Role(data["role"]), "division_code": code}, **by_now(request)
    )


@access(roles=KEEPERS)
@require_GET
def post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """One post: who holds it, who held it, and its open work."""
    return _show(request, post_in_scope(request, post_id))


@access(roles=[Role.SYSTEM_ADMIN])
@require_POST
def close(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Close a vacant post for good."""
    found = post_in_scope(request, post_id)
    form = ReasonForm(request.POST, prefix="close")
    attempt(form, lambda data: actions.close_post(post=found, **data, **by_now(request)))
    if form.errors:
        return _show(request, found, close=form)
    messages.success(request, _("岗位已撤销。"))
    return HttpResponseRedirect(reverse("posts:index"), status=303)


@access(roles=[Role.SECURITY_ADMIN])
@GET_OR_POST
def hand_over(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Hand a post over to another account: the page lists the open work that goes with it."""
    found = post_in_scope(request, post_id)
    form = HolderForm(request.POST or None)
    if request.method == "POST":
        done = attempt(form, lambda data: _give(found, form, data["why"], request))
        if done:
            messages.success(request, _("已移交，即刻生效；没办完的事由接任者继续办。"))
            return HttpResponseRedirect(reverse("posts:post", args=[post_id]), status=303)
    context = {"post": found, "form": form, **_holder_and_work(found)}
    return render(request, "office/accounts/hand_over.html", context, status=422 if form.errors else 200)


def _give(post: Post, form: HolderForm, why: str, request: HttpRequest) -> Any:
    account = form.account
    assert account is not None  # the form is valid
    if queries.holders_of_posts([post.pk]):
        return actions.hand_over(post=post, to_account=account, why=why, **by_now(request))
    return actions.appoint(account=account, post=post, why=why, **by_now(request))


@access(roles=[Role.SECURITY_ADMIN])
@require_POST
def end(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """End the holding; the post becomes vacant."""
    found = post_in_scope(request, post_id)
    form = ReasonForm(request.POST, prefix="end")
    attempt(form, lambda data: actions.end_holding(post=found, **data, **by_now(request)))
    if form.errors:
        return _show(request, found, end=form)
    messages.success(request, _("任职已结束，即刻生效。"))
    return HttpResponseRedirect(reverse("posts:post", args=[post_id]), status=303)


def _show(request: HttpRequest, found: Post, **bound: Form) -> HttpResponse:
    forms: dict[str, Form] = {"close": ReasonForm(prefix="close"), "end": ReasonForm(prefix="end"), **bound}
    context = {
        "post": found,
        "forms": forms,
        "failed_form": next(iter(bound.values()), None),
        "past": queries.past_holdings_of_post(found),
        "keeps_accounts": request.actor.role == Role.SYSTEM_ADMIN,  # type: ignore[attr-defined]
        **_holder_and_work(found),
    }
    return render(request, "office/accounts/post.html", context, status=422 if bound else 200)


def _holder_and_work(found: Post) -> dict[str, Any]:
    holder = queries.holders_of_posts([found.pk]).get(found.pk)
    return {"holder": holder, "open_work": open_work_of_post(post=found)}
