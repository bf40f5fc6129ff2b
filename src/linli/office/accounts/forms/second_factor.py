"""The forms of second factors in our words, throttled in our own table."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.identity import throttle
from linli.base.identity.adapters import refuse_while_waiting
from linli.office.accounts.forms.sign_in import speak


class _Throttled:
    """Counts wrong codes of an account; after too many, says how long to wait."""

    user: Any

    def clean_code(self) -> str:
        """As the library's, between our own refusal and our own count."""
        key = str(self.user.pk)
        refuse_while_waiting(code=key)
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            throttle.note_failure(at=timezone.now(), code=key)
            raise


class CodeForm(_Throttled, AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("验证器应用里的 6 位数字，或一个还没用过的恢复码。")
        speak(self, {"code": _("验证码")}, {"code": hint})
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "autofocus": True})


class ConfirmCodeForm(_Throttled, ReauthenticateForm):  # type: ignore[misc]
    """The code before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"code": _("验证码")})


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"code": _("应用显示的验证码")}, {"code": _("6 位数字，每 30 秒更换一次。")})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new security key or passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("不输口令，只用这把密钥加指纹、人脸或 PIN 登录。")
        labels = {"name": _("密钥的名字"), "passwordless": _("也用它免口令登录")}
        speak(self, labels, {"name": _("例如“办公室电脑”或“钥匙扣”。"), "passwordless": hint})
        if "name" not in self.data:
            self.initial["name"] = ""


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"name": _("密钥的名字")})
