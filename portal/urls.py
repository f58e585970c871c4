"""Root URL configuration."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string

from portal import health
from portal.accounts.urls import account_logout, to_login, to_password_change

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path(
        "accounts/invitation/<str:token>/",
        import_string("engagements.admin.officials.invitations.accept_page"),
        name="invitation",
    ),
    path("accounts/sessions/", import_string("engagements.admin.officials.sessions.own_sessions"), name="own_sessions"),
    path("accounts/", include("portal.accounts.urls")),
    # Officials sign in and out through allauth only; the admin's own pages do not check the second factor.
    path("admin/login/", to_login),
    path("admin/logout/", account_logout),
    path("admin/password_change/", to_password_change),
    # Previews of public pages are under an officials' path, because sessions are read only there.
    path("admin/preview/<slug:slug>/", import_string("engagements.public.views.previews.preview_page"), name="preview"),
    path(
        "admin/preview/<slug:slug>/<slug:name>/",
        import_string("engagements.public.views.previews.preview_step"),
        name="preview_step",
    ),
    path("admin/", import_string("engagements.admin.site.site").urls),
    path("policy/", include("engagements.policy.urls")),
    path("", include("engagements.public.urls")),
]
