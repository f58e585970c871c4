"""URLs of officials' sign-in: the used parts of allauth, and redirects for the rest."""

from allauth.account import views as account
from django.db import transaction
from django.urls import include, path, re_path
from django.views.generic import RedirectView

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_password_change = RedirectView.as_view(pattern_name="account_change_password")
account_logout = account.logout

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", transaction.atomic(account.password_change), name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        transaction.atomic(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", include("allauth.mfa.urls")),
    # allauth requires these names. Officials neither sign up nor change email addresses: an administrator does.
    path("signup/", to_login, name="account_signup"),
    path("email/", to_login, name="account_email"),
    path("password/set/", to_login, name="account_set_password"),
]
