"""How sign-in behaves here: nobody registers themselves; accounts are opened by the system administrator."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from linli.base.identity import throttle
from linli.base.identity.actions import passphrase_changed, signed_in
from linli.base.identity.middleware import SEEN_KEY
from linli.base.identity.queries import actor_without_post
from linli.base.identity.secrets import seal, unseal

UNKNOWN_SUBJECT_KEY = "unknown_subject"
RECENTLY = 300  # seconds; the library's own time for a repeated proof


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local sign-in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("登录名或口令不对。"),
        "incorrect_password": gettext_lazy("口令不对。"),
        "enter_current_password": gettext_lazy("现在的口令不对。"),
        "incorrect_code": gettext_lazy("验证码不对。验证码每 30 秒更换一次，请用最新的。"),
        "too_many_login_attempts": gettext_lazy("失败次数太多，请过 5 分钟再试。"),
        "rate_limited": gettext_lazy("尝试得太频繁，请过 5 分钟再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come with a post; there is no self-registration."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse, with the waiting time, before the passphrase is even looked at."""
        refuse_while_waiting(**self._throttle_keys(request, credentials))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure."""
        throttle.note_failure(at=timezone.now(), **self._throttle_keys(request, credentials))

    def _throttle_keys(self, request: HttpRequest, credentials: dict[str, Any]) -> dict[str, str]:
        return {"name": credentials.get("username", ""), "address": self.get_client_ip(request)}

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """The one gate of all ways to sign in: passphrase, passkey and single sign-on."""
        if not user.may_sign_in:
            clear_login(request)
            refused: HttpResponse = self.respond_user_inactive(request, user)
            return refused
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Put the sign-in on record and forget the failures before it."""
        now = timezone.now()
        throttle.forget_failures(name=user.username, code=str(user.pk))
        methods = sorted({record["method"] for record in get_authentication_records(request, user)})
        signed_in(account=user, methods=methods, by=actor_without_post(user), at=now)
        request.session[SEEN_KEY] = now.isoformat()
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: whoever sets up a first second factor just has."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0)
        if time.time() - latest < RECENTLY:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def set_password(self, user: Any, password: str) -> None:
        """The person chose a new passphrase."""
        passphrase_changed(account=user, passphrase=password, by=actor_without_post(user), at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to the second factor, which is often due next."""
        return reverse("mfa_index")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no mail address; the audit trail keeps what mail would have said."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and seeds of recovery codes lie encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Called by the library before a secret is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Its counterpart."""
        return unseal(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        """What the authenticator app shows under the issuer."""
        return str(user.username)

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """OpenID Connect sign-in to accounts on which the security administrator recorded the person's subject."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The identity provider vouches for a person; it does not give them a post."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Nobody known under this subject, or an attempt to link one's own: say so, and to whom to turn."""
        if sociallogin.is_existing and sociallogin.state.get("process") != "connect":
            return
        request.session[UNKNOWN_SUBJECT_KEY] = sociallogin.account.uid
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("single-sign-on-unknown")))


def refuse_while_waiting(**keys: str) -> None:
    """Raise a validation error that says how long to wait, while one of the keys is throttled."""
    wait = throttle.waiting_time(at=timezone.now(), **keys)
    if wait:
        raise ValidationError(waiting_words(wait), code="too_many_login_attempts")


def waiting_words(wait: timedelta) -> str:
    """The waiting time in words, rounded up."""
    seconds = max(1, -int(-wait.total_seconds() // 1))
    if seconds <= 60:
        time = ngettext("%(count)d 秒", "%(count)d 秒", seconds) % {"count": seconds}
    else:
        minutes = -(-seconds // 60)
        time = ngettext("%(count)d 分钟", "%(count)d 分钟", minutes) % {"count": minutes}
    return _("失败次数太多，请等 %(time)s再试。着急的话，请安全管理员解除锁定。") % {"time": time}
