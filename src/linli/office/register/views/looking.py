"""Stating a purpose, and looking somebody up."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.reading.queries import purposes
from linli.base.reading.rules import checked_reason
from linli.office.register.forms import errors_of
from linli.office.register.forms.looking import PurposeForm
from linli.office.register.sitting import begin, end, sitting_of
from linli.office.register.views.common import READERS, language, see_other, show

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@access(roles=READERS, personal=True)
@GET_OR_POST
def purpose(request: HttpRequest) -> HttpResponse:
    """What for and why: asked before anybody is looked up, changeable at any time."""
    back = _back(request)
    kept = sitting_of(request)
    initial = {"purpose": kept.purpose, "reason": kept.reason} if kept else {}
    choices = [(one.code, one.name(language())) for one in purposes(in_force_on=timezone.localdate())]
    form = PurposeForm(request.POST or None, purposes=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            begin(request, form.cleaned_data["purpose"], checked_reason(form.cleaned_data["reason"]))
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            return HttpResponseRedirect(back, status=303)
    context = {"form": form, "errors": errors_of(form), "back": back, "has_purposes": bool(choices)}
    return show(request, "office/register/purpose.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("register:index")


@access(roles=READERS, personal=True)
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """The matter is done: nothing is open for this purpose any more."""
    end(request)
    return see_other("purpose")
