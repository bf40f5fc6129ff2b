"""Switching posts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from linli.base.access import access
from linli.base.identity.middleware import SESSION_KEY


@access(signed_in=True)
@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own posts from now on."""
    wanted = request.POST.get("post", "")
    if any(str(post.post_id) == wanted for post in request.posts):  # type: ignore[attr-defined]
        request.session[SESSION_KEY] = wanted
    return HttpResponseRedirect("/", status=303)
