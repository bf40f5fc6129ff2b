"""One's own posts, and switching between them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import NotFound
from linli.base.identity import actions, queries
from linli.base.identity.middleware import SESSION_KEY


@access(signed_in=True)
@require_GET
def my_posts(request: HttpRequest) -> HttpResponse:
    """The posts held now, and those held before."""
    holdings = queries.holdings_of(request.user)  # type: ignore[arg-type]  # signed in
    ended = [holding for holding in holdings if holding.ended_at is not None]
    return render(request, "office/accounts/my_posts.html", {"ended": ended})


@access(signed_in=True)
@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own posts from now on."""
    actions.switch_post(
        account=request.user,  # type: ignore[arg-type]  # signed in
        post_id=_uuid(request.POST.get("post", "")),
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
    )
    request.session[SESSION_KEY] = request.POST["post"]
    label = next(post.label for post in request.posts if str(post.post_id) == request.POST["post"])  # type: ignore[attr-defined]
    messages.success(request, _("您现在以“%(post)s”的身份办事。") % {"post": label})
    return HttpResponseRedirect("/", status=303)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("identity.post_not_held", _("您没有担任这个岗位。")) from error
