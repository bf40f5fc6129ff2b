"""Signing in with the code from the counter, and large type."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity import throttle
from linli.base.identity.adapters import waiting_words
from linli.base.identity.states import Role
from linli.residents.own.forms import CodeForm, errors_of
from linli.residents.own.views.common import LARGE_COOKIE, acting, show
from linli.rights.actions import redeem_code
from linli.rights.queries import demo_codes
from linli.territory.queries import names

YEAR = 365 * 24 * 3600


@access(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page where a resident begins."""
    if acting(request).role == Role.RESIDENT:
        return HttpResponseRedirect(reverse("mine:record"), status=303)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _redeem(request, form)
        if answer is not None:
            return answer
    listed = demo_codes(at=timezone.now()) if settings.DEMO else ()
    places = names({one.division_code for one in listed}, timezone.localdate()) if listed else {}
    codes = [(one.code, places.get(one.division_code, one.division_code)) for one in listed]
    context = {"form": form, "errors": errors_of(form), "demo_codes": codes}
    return show(request, "residents/own/sign_in.html", context, status=422 if form.errors else 200)


def _redeem(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    now = timezone.now()
    address = get_adapter().get_client_ip(request)
    wait = throttle.waiting_time(at=now, address=address)
    if wait:
        form.add_error("code", waiting_words(wait))
        return None
    try:
        account = redeem_code(code=form.cleaned_data["code"], by=acting(request), at=now)
    except Refusal as refusal:
        throttle.note_failure(at=now, address=address)
        form.add_error("code", str(refusal))
        return None
    record_authentication(request, account, method="code")
    answer: HttpResponse = perform_login(request, Login(user=account, redirect_url=reverse("mine:record")))
    return answer


@access(public=True)
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch large type on or off for this browser."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("mine:sign-in")
    response = HttpResponseRedirect(target, status=303)
    large = "0" if request.COOKIES.get(LARGE_COOKIE) == "1" else "1"
    response.set_cookie(
        LARGE_COOKIE,
        large,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
