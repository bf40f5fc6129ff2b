"""Sign-in pages of the library, each with its access; our own for posts, devices and administration.

The library's whole URL list is not included: no registration, no mail, no password reset by mail.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path

from linli.base.access import access
from linli.office.accounts.views import devices, own, people, posts, security, single_sign_on

public = access(public=True)
own_account = access(signed_in=True, before_set_up=True)

second_factor = [
    path("", own_account(mfa.index), name="mfa_index"),
    path("authenticate/", public(mfa.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", own_account(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("totp/activate/", own_account(totp.activate_totp), name="mfa_activate_totp"),
    path("totp/deactivate/", own_account(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", own_account(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        own_account(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        own_account(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("keys/", own_account(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("keys/add/", own_account(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "keys/reauthenticate/",
        own_account(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("keys/<int:pk>/remove/", own_account(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("keys/<int:pk>/edit/", own_account(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkey/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
]
people_urls = [
    path("", people.index, name="index"),
    path("open/", people.open_account, name="open"),
    path("<uuid:account_id>/", people.account, name="account"),
    path("<uuid:account_id>/passphrase/", people.reset_passphrase, name="passphrase"),
    path("<uuid:account_id>/active/", people.set_active, name="active"),
    path("<uuid:account_id>/second-factor/", security.reset_second_factor, name="second-factor"),
    path("<uuid:account_id>/unlock/", security.unlock, name="unlock"),
    path("<uuid:account_id>/single-sign-on/", security.link, name="single-sign-on"),
    path("<uuid:account_id>/appoint/", security.appoint, name="appoint"),
]
post_urls = [
    path("", posts.index, name="index"),
    path("new/", posts.new_post, name="new"),
    path("bodies/new/", posts.new_body, name="new-body"),
    path("<uuid:post_id>/", posts.post, name="post"),
    path("<uuid:post_id>/close/", posts.close, name="close"),
    path("<uuid:post_id>/hand-over/", posts.hand_over, name="hand-over"),
    path("<uuid:post_id>/end/", posts.end, name="end"),
]
urlpatterns = [
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", own_account(account.reauthenticate), name="account_reauthenticate"),
    path("passphrase/", own_account(account.password_change), name="account_change_password"),
    path("2fa/", include(second_factor)),
    path("sessions/", devices.index, name="usersessions_list"),
    path("sessions/<int:session_id>/end/", devices.end, name="end-session"),
    path("sessions/end-others/", devices.end_others, name="end-other-sessions"),
    path("oidc/<str:provider_id>/login/", single_sign_on.begin, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", public(oidc.callback), name="openid_connect_callback"),
    path("single-sign-on/unknown/", single_sign_on.unknown, name="single-sign-on-unknown"),
    path("single-sign-on/cancelled/", public(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("single-sign-on/error/", public(social.login_error), name="socialaccount_login_error"),
    path("post/", own.switch_post, name="switch-post"),
    path("my-posts/", own.my_posts, name="my-posts"),
    path("people/posts/", include((post_urls, "posts"))),
    path("people/security/", security.index, name="security"),
    path("people/", include((people_urls, "people"))),
]
