"""How sign-in behaves here: nobody registers themselves; accounts are opened by the system administrator."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local sign-in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come with a post; there is no self-registration."""
        return False


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """OpenID Connect sign-in to accounts that exist already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The identity provider vouches for a person; it does not give them a post."""
        return False
