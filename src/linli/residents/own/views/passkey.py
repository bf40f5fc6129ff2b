"""A passkey for next time, so that nobody needs another code."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.access import access
from linli.base.identity.states import Role
from linli.residents.own.views.common import LARGE_COOKIE


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A key that opens the page by itself: the device must have asked for a finger, a face or its PIN."""

    def clean(self) -> dict[str, Any]:
        """Residents have no passphrase, so a key that is only half of the proof would be of no use."""
        self.cleaned_data["passwordless"] = True
        return dict(super().clean())


class PasskeyView(AddWebAuthnView):  # type: ignore[misc]
    """The sign-in library's page for a new key, for a key without a passphrase beside it."""

    template_name = "residents/own/passkey.html"
    http_method_names = ["get", "head", "post"]

    def get_form_class(self) -> type[PasskeyForm]:
        """Not the staff's form."""
        return PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The options for the browser, asking for a key that needs no passphrase."""
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        context["large"] = self.request.COOKIES.get(LARGE_COOKIE) == "1"
        context["problems"] = [str(one) for found in context["form"].errors.values() for one in found]
        return dict(context)

    def form_valid(self, form: PasskeyForm) -> HttpResponse:
        """Keep the key; recovery codes would be a riddle, a new code from the counter does their work."""
        auth.WebAuthn.add(self.request.user, _("通行密钥"), form.cleaned_data["credential"])
        messages.success(self.request, _("通行密钥设好了，下次用它进来。"))
        return HttpResponseRedirect(reverse("mine:record"), status=303)


_view = PasskeyView.as_view()


@access(roles=[Role.RESIDENT])
def passkey(request: HttpRequest) -> HttpResponse:
    """Set up a passkey."""
    answer: HttpResponse = _view(request)
    return answer
