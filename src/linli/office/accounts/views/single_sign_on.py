"""OpenID Connect sign-in: setting out, and what is shown to somebody whom no account knows."""

import logging

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from linli.base.access import access
from linli.base.identity.adapters import UNKNOWN_SUBJECT_KEY

LOG = logging.getLogger(__name__)


@access(public=True)
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the identity provider.

    The strict content policy lets forms lead nowhere but to ourselves, redirects included; so the answer is a
    page that goes on by itself.
    """
    try:
        answer: HttpResponse = oidc.login(request, provider_id)
    except RequestException:
        LOG.exception("the identity provider does not answer")
        return render(request, "socialaccount/authentication_error.html", status=502)
    if answer.status_code != 302:
        return answer
    return render(request, "socialaccount/login_redirect.html", {"redirect_to": answer["Location"]})


@access(public=True)
@require_GET
def unknown(request: HttpRequest) -> HttpResponse:
    """The provider knows the person, but no account is recorded for them: how to get one."""
    subject = request.session.get(UNKNOWN_SUBJECT_KEY, "")
    return render(request, "office/accounts/single_sign_on_unknown.html", {"subject": subject}, status=403)
