"""Who may sign in at all."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """Passphrase sign-in; a deactivated account, or a demo account outside a demo, is nobody.

    `get_user` asks the same question on every request, so an open session of such an account ends too.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in and on each request of a session."""
        return bool(getattr(user, "may_sign_in", False))
