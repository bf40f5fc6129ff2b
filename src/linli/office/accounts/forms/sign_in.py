"""The sign-in library's forms in our words: no placeholders, hints above the fields."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def speak(form: Any, labels: dict[str, str], hints: dict[str, str] | None = None) -> None:
    """Give fields our labels and hints and take their placeholders away."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = (hints or {}).get(name, "")


class SignInForm(LoginForm):  # type: ignore[misc]
    """Name and passphrase."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"login": _("登录名"), "password": _("口令")})


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The passphrase once more, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, {"password": _("口令")})


class ChangePassphraseForm(ChangePasswordForm):  # type: ignore[misc]
    """A new passphrase, which must differ from the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        between = "" if (get_language() or "").startswith("zh") else " "
        rules = between.join(password_validators_help_texts())
        labels = {
            "oldpassword": _("现在的口令"),
            "password1": _("新口令"),
            "password2": _("新口令（再输一次）"),
        }
        speak(self, labels, {"password1": rules})

    def clean_password1(self) -> str:
        """Refuse the present passphrase, above all a one-time one that others have seen."""
        new = str(self.cleaned_data["password1"])
        if self.user.check_password(new):
            self.add_error("password1", _("新口令不能与现在的口令相同。"))
        return new
