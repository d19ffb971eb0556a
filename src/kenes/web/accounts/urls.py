"""Addresses of the sign-in library that we use, under `/account/`, and the invitation.

The list is ours, so that nothing the library adds later is open by surprise.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path

from kenes.web.accounts import second_factor, views

urlpatterns = [
    path("invitation/<str:code>/", views.invitation, name="invitation"),
    path("account/login/", account.login, name="account_login"),
    path("account/login/code/", account.request_login_code, name="account_request_login_code"),
    path(
        "account/login/code/confirm/",
        account.confirm_login_code,
        name="account_confirm_login_code",
    ),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/email/", account.email, name="account_email"),
    path(
        "account/confirm-email/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "account/password/reset/confirm/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "account/password/reset/complete/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("account/2fa/", mfa.index, name="mfa_index"),
    path("account/2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/2fa/totp/activate/",
        second_factor.AddAppView.as_view(),
        name="mfa_activate_totp",
    ),
    path("account/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "account/2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"
    ),
    path(
        "account/2fa/recovery-codes/generate/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/2fa/recovery-codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path(
        "account/passkeys/add/",
        second_factor.AddPasskeyView.as_view(),
        name="mfa_add_webauthn",
    ),
    path("account/passkeys/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(
        "account/passkeys/reauthenticate/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/passkeys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "account/provider/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"
    ),
    path("account/provider/error/", views.provider_failed, name="socialaccount_login_error"),
    path("account/provider/signup/", social.signup, name="socialaccount_signup"),
    path("account/provider/", social.connections, name="socialaccount_connections"),
]
